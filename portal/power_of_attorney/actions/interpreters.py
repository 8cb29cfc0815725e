"""The interpreter of a witnessing: engaged and identified by the court, pledged by himself, released with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from i18n import languages as known
from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of, require_reason
from portal.cases.models import Representation
from portal.identity.models import Office, Person
from portal.identity.permissions import PermissionRefused
from portal.identity.roles import Role
from portal.power_of_attorney.actions.steps import locked, move, record, tell
from portal.power_of_attorney.models import Agent, IdentityCheck, InterpreterEngagement, PowerOfAttorney
from portal.power_of_attorney.queries.powers import staff_accounts
from portal.power_of_attorney.queries.preparing import proving_papers
from portal.power_of_attorney.rules.lifecycle import COURT, INTERPRETER, P
from portal.power_of_attorney.rules.texts import pledge as texts
from portal.rooms.actions.standing import withdraw_seat
from portal.rooms.queries.rooms import open_room_of


@transaction.atomic
def engage_interpreter(
    *, actor: Actor, at: datetime, power_id: UUID, person: Person, languages: Sequence[str],
    identity_basis: str = "",
) -> InterpreterEngagement:  # fmt: skip
    """The court engages an interpreter who holds that office, and says how he is identified.

    :raises ValidationError: not an interpreter, a party or agent or lawyer of one, somebody is engaged already, fewer
        than two languages, or no paper and no words on how the person is identified.
    """
    act = f"{P}interpreter_engaged"
    power = locked(actor, at, act, power_id, seat=COURT)
    if power.interpreters.filter(released_at=None).exists():
        raise ValidationError(_("An interpreter is engaged already. Release that one first."), code="engaged")
    _require_interpreter(person, at)
    refuse_tied(power, person)
    spoken = [code for code in known.CODES if code in set(languages)]
    if len(spoken) < 2:
        raise ValidationError({"languages": _("Name the two languages between which is interpreted.")})
    _identify(power, person, identity_basis, actor, at)
    made = InterpreterEngagement.objects.create(
        power=power, person=person, languages=spoken, engaged_by=actor.key, engaged_at=at
    )
    move(power, act, at)
    record(act, actor=actor, at=at, power=power, subject=made, facts={"languages": spoken})
    tell(act, [person.user], power=power, at=at, context={"path": f"/powers/interpreting/{made.pk}/"})
    return made


@transaction.atomic
def pledge(*, actor: Actor, at: datetime, engagement_id: UUID, language: str) -> InterpreterEngagement:
    """The interpreter himself pledges, in the language in which he read the text.

    :raises PermissionRefused: somebody else's engagement. :raises ValidationError: pledged already.
    """
    act = f"{P}interpreter_pledged"
    made = _open_engagement(engagement_id, act)
    power = locked(actor, at, act, made.power_id, seat=INTERPRETER)
    made = InterpreterEngagement.objects.select_for_update().get(pk=made.pk)
    if actor.key != f"user:{made.person.user_id}":
        raise PermissionRefused(act)
    if made.pledged_at is not None:
        raise ValidationError(_("You have pledged already."), code="pledged")
    if language not in texts.PLEDGE:
        raise ValidationError({"language": _("Choose one of the four languages.")})
    refuse_tied(power, made.person)
    made.pledge_version, made.pledge_language, made.pledged_at = texts.VERSION, language, at
    made.save(update_fields=["pledge_version", "pledge_language", "pledged_at"])
    move(power, act, at)
    facts = {"text_version": texts.VERSION, "language": language}
    record(act, actor=actor, at=at, power=power, subject=made, facts=facts)
    told = staff_accounts(power, day_of(at), Role.CLERK.value)
    tell(act, told, power=power, at=at, at_desk=True)
    return made


@transaction.atomic
def release_interpreter(
    *, actor: Actor, at: datetime, power_id: UUID, reason: str, engagement_id: UUID | None = None
) -> InterpreterEngagement:
    """The court releases the interpreter, with the reason; another may be engaged."""
    act = f"{P}interpreter_released"
    power = locked(actor, at, act, power_id, seat=COURT)
    words = require_reason(reason)
    rows = power.interpreters.select_for_update(of=("self",)).select_related("person__user")
    made = rows.filter(released_at=None).first()
    if made is None or engagement_id not in (None, made.pk):
        raise ValidationError(_("No interpreter is engaged."), code="nobody")
    made.released_at, made.release_reason = at, words[:300]
    made.save(update_fields=["released_at", "release_reason"])
    move(power, act, at)
    record(act, actor=actor, at=at, power=power, subject=made, private={"reason": words})
    waiting = open_room_of("power_of_attorney", str(power.pk))
    if waiting is not None and made.person.user_id is not None:
        withdraw_seat(
            actor=actor, at=at, room_id=waiting.pk, account=made.person.user_id, why="interpreter_released"
        )
    tell(act, [made.person.user], power=power, at=at, context={"path": "/powers/interpreting/"})
    return made


def refuse_tied(power: PowerOfAttorney, person: Person) -> None:
    """The interpreter is neither party nor representative, nor agent or lawyer of any side, in this case or power.

    Family and other ties are not known to the register: the pledge asks for them.

    :raises ValidationError: at ``person``.
    """
    tied = person.pk in {power.principal_id, power.representative_id}
    tied = (
        tied
        or Agent.objects.filter(
            Q(power=power) | Q(power__case__isnull=False, power__case=power.case_id), person=person
        ).exists()
    )
    tied = tied or Agent.objects.filter(power__principal=power.principal_id, person=person).exists()
    if power.case is not None and not tied:
        sides = power.case.parties.filter(Q(person=person) | Q(authority_links__holder=person))
        lawyers = Representation.objects.filter(party__case=power.case_id, agent=person)
        tied = sides.exists() or lawyers.exists()
    if tied:
        raise ValidationError(
            {"person": _("This person stands or stood for a party, and cannot interpret here.")}
        )


def _require_interpreter(person: Person, at: datetime) -> None:
    offices = Office.objects.filter(holder=person.user_id, role=Role.INTERPRETER).on(day_of(at))
    if person.user_id is None or not offices.exists():
        raise ValidationError({"person": _("This person does not hold the office of an interpreter today.")})


def _identify(power: PowerOfAttorney, person: Person, basis: str, actor: Actor, at: datetime) -> None:
    papers, words = proving_papers(person, day_of(at)), basis.strip()
    if not papers and not words:
        sentence = _("No verified paper of the interpreter is kept here. Say how the person was identified.")
        raise ValidationError({"identity_basis": sentence})
    shown = [
        {"kind": paper.kind, "last_four": paper.masked_number[-4:],
         "expiry": paper.expiry_date.isoformat() if paper.expiry_date else ""}
        for paper in papers
    ]  # fmt: skip
    IdentityCheck.objects.create(
        power=power, person=person, stage=IdentityCheck.Stage.BEFORE, result=IdentityCheck.Result.MANUAL,
        adapter="manual", is_simulated=any(paper.is_simulated for paper in papers), papers=shown, basis=words[:500],
        checked_by=actor.key, checked_at=at,
    )  # fmt: skip


def _open_engagement(engagement_id: UUID, act: str) -> InterpreterEngagement:
    made = InterpreterEngagement.objects.filter(pk=engagement_id, released_at=None).first()
    if made is None:
        raise PermissionRefused(act)
    return made
