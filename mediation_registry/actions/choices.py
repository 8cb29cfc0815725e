"""The parties choose together: shortlists that only their own side sees, one list, answers, a common name or none.

Who put a name forward is told to nobody before both sides have answered: neither facts of the log nor notices name a
mediator or a number of names, and the list holds names that nobody put forward.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mediation_registry.actions.appointments import appoint
from mediation_registry.actions.steps_mediation import M, entered, record, require_standing, tell
from mediation_registry.models import (
    Appointment,
    ChoiceName,
    ChoiceRound,
    Mediation,
    MediationParty,
    NameAnswer,
    Shortlist,
    ShortlistEntry,
    SideAnswer,
)
from mediation_registry.queries.candidates import candidates, drawn_at_random, judged_now
from mediation_registry.queries.mediations import users_of, users_of_court
from mediation_registry.rules import conduct
from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of

SIDES = frozenset({MediationParty.Side.FIRST.value, MediationParty.Side.SECOND.value})


@transaction.atomic
def give_shortlist(
    *, actor: Actor, at: datetime, mediation_id: UUID, side: str, registrant_ids: Sequence[UUID] = (),
    leaves_to_court: bool = False,
) -> ChoiceRound:  # fmt: skip
    """A side puts up to five names forward, none, or leaves the choice to the court (Online Rules art. 10).

    A side may change its list until the other side has given its own; then both become one list.

    :raises PermissionRefused: the other side's list. :raises ValidationError: too many names, a name that may not be
        chosen, or the lists are one already.
    """
    act = f"{M}shortlist_given"
    mediation, standing = entered(actor, at, act, mediation_id)
    require_standing(side in standing.sides, act)
    opened = _open_round(mediation, ChoiceRound.Phase.NAMING)
    chosen = _refuse_unfit_names(mediation, registrant_ids, leaves_to_court, at)
    given, _made = Shortlist.objects.update_or_create(
        round=opened,
        side=side,
        defaults={"leaves_to_court": leaves_to_court, "given_at": at, "given_by": actor.key},
    )
    given.entries.all().delete()
    ShortlistEntry.objects.bulk_create(ShortlistEntry(shortlist=given, registrant_id=key) for key in chosen)
    record(act, actor=actor, at=at, mediation=mediation, subject=opened, facts={"round": opened.number})
    if set(opened.shortlists.values_list("side", flat=True)) == SIDES:
        _merge(mediation, opened, actor, at)
    return opened


@transaction.atomic
def answer_names(
    *, actor: Actor, at: datetime, mediation_id: UUID, side: str, ranked_ids: Sequence[UUID]
) -> ChoiceRound:
    """A side accepts names of the one list, its first wish first; names left out are not accepted.

    When both have answered, the name that both accept is appointed; without one the court designates, or, where no
    court refers, the parties begin anew.

    :raises ValidationError: answered already, or a name that is not on the list.
    """
    act = f"{M}names_answered"
    mediation, standing = entered(actor, at, act, mediation_id)
    require_standing(side in standing.sides, act)
    opened = _open_round(mediation, ChoiceRound.Phase.ANSWERING)
    if opened.side_answers.filter(side=side).exists():
        raise ValidationError(_("Your side has answered already."), code="answered")
    names = {name.pk: name for name in opened.names.all()}
    if len(set(ranked_ids)) != len(ranked_ids) or not set(ranked_ids) <= set(names):
        raise ValidationError({"names": _("Choose names of the list, each with a place of its own.")})
    NameAnswer.objects.bulk_create(
        NameAnswer(name=names[key], side=side, rank=rank) for rank, key in enumerate(ranked_ids, start=1)
    )
    SideAnswer.objects.create(round=opened, side=side, answered_at=at, answered_by=actor.key)
    record(act, actor=actor, at=at, mediation=mediation, subject=opened, facts={"round": opened.number})
    if set(opened.side_answers.values_list("side", flat=True)) == SIDES:
        _resolve(mediation, opened, actor, at)
    return opened


def open_round_of(mediation: Mediation) -> ChoiceRound | None:
    """The round that is open, or None."""
    return mediation.rounds.exclude(phase=ChoiceRound.Phase.CLOSED).first()


def _open_round(mediation: Mediation, phase: str) -> ChoiceRound:
    opened = mediation.rounds.select_for_update().exclude(phase=ChoiceRound.Phase.CLOSED).first()
    if opened is None or opened.phase != phase:
        raise ValidationError(_("This step of the choice is not open."), code="phase")
    if mediation.is_one_sided:
        raise ValidationError(_("The other side has not agreed yet; the court designates."), code="one_sided")
    return opened


def _refuse_unfit_names(
    mediation: Mediation, keys: Sequence[UUID], leaves_to_court: bool, at: datetime
) -> list[UUID]:
    if leaves_to_court and mediation.court_id is None:
        raise ValidationError(_("No court refers this mediation; it cannot designate."), code="no_court")
    if leaves_to_court and keys:
        raise ValidationError({"names": _("Either name mediators, or leave the choice to the court.")})
    chosen = list(dict.fromkeys(keys))
    if len(chosen) > conduct.MOST_NAMES:
        raise ValidationError(
            {"names": _("Put forward at most %(most)s names.") % {"most": conduct.MOST_NAMES}}
        )
    allowed = {candidate.registrant.pk for candidate in candidates(mediation, day_of(at), chosen)}
    if not set(chosen) <= allowed:
        raise ValidationError({"names": _("One of these names cannot be chosen in this mediation.")})
    return chosen


def _merge(mediation: Mediation, opened: ChoiceRound, actor: Actor, at: datetime) -> None:
    """Both lists and further names of the same pool, in an order drawn at random."""
    if opened.shortlists.filter(leaves_to_court=True).exists():
        _close(opened, ChoiceRound.Outcome.LEFT_TO_COURT, at)
        _needs_designation(mediation, opened, actor, at)
        return
    named = set(
        ShortlistEntry.objects.filter(shortlist__round=opened).values_list("registrant_id", flat=True)
    )
    if not named:
        _close(opened, ChoiceRound.Outcome.NO_COMMON_NAME, at)
        _needs_designation(mediation, opened, actor, at)
        return
    draw = secrets.SystemRandom()
    wanted = max(conduct.FILLED_TO - len(named), 2)
    others = drawn_at_random(mediation, day_of(at), without=named, most=wanted)
    listed = [*named, *draw.sample(others, min(len(others), wanted))]
    draw.shuffle(listed)
    ChoiceName.objects.bulk_create(
        ChoiceName(round=opened, registrant_id=key, position=place)
        for place, key in enumerate(listed, start=1)
    )
    opened.phase = ChoiceRound.Phase.ANSWERING
    opened.save(update_fields=["phase"])
    record(
        f"{M}names_merged",
        actor=actor,
        at=at,
        mediation=mediation,
        subject=opened,
        facts={"round": opened.number},
    )
    told = users_of(mediation.parties.all(), day_of(at))
    tell(f"{M}names_to_answer", told, mediation=mediation, at=at, about=f"merged{opened.number}")


def _resolve(mediation: Mediation, opened: ChoiceRound, actor: Actor, at: datetime) -> None:
    names = list(opened.names.select_related("registrant").order_by("position"))
    answers: dict[str, dict[str, int]] = {}
    for answer in NameAnswer.objects.filter(name__round=opened):
        answers.setdefault(str(answer.name_id), {})[answer.side] = answer.rank
    by_key = {str(name.pk): name for name in names}
    while (best := conduct.common_name(answers, by_key)) is not None:
        registrant = by_key[best].registrant
        if judged_now(mediation, registrant, day_of(at)).may_be_appointed:
            _close(opened, ChoiceRound.Outcome.CHOSEN, at)
            appoint(
                mediation, registrant, actor, at, act=f"{M}mediator_chosen", way=Appointment.Way.JOINT_CHOICE
            )
            return
        del answers[best]
    _close(opened, ChoiceRound.Outcome.NO_COMMON_NAME, at)
    _needs_designation(mediation, opened, actor, at)


def _needs_designation(mediation: Mediation, opened: ChoiceRound, actor: Actor, at: datetime) -> None:
    """Without a common name the court designates; where no court refers, a new round opens."""
    record(
        f"{M}choice_failed",
        actor=actor,
        at=at,
        mediation=mediation,
        subject=opened,
        facts={"round": opened.number},
    )
    told = users_of(mediation.parties.all(), day_of(at))
    tell(f"{M}choice_failed", told, mediation=mediation, at=at, about=f"failed{opened.number}")
    desk = users_of_court(mediation, day_of(at))
    tell(
        f"{M}designation_needed",
        desk,
        mediation=mediation,
        at=at,
        about=f"failed{opened.number}",
        at_desk=True,
    )
    if mediation.court_id is None:
        ChoiceRound.objects.create(mediation=mediation, number=opened.number + 1, opened_at=at)


def _close(opened: ChoiceRound, outcome: str, at: datetime) -> None:
    opened.phase, opened.outcome, opened.closed_at = ChoiceRound.Phase.CLOSED, outcome, at
    opened.save(update_fields=["phase", "outcome", "closed_at"])
