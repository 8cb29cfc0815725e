"""A settlement: drawn up by the mediator, revised, taken back, refused; entered when it was signed on paper.

2016 Rules arts 19, 23, 24; Online Mediation Rules arts 19, 20, 25 no. 7.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mediation_registry.actions.effect import take_effect
from mediation_registry.actions.steps_mediation import (
    M,
    entered,
    move,
    record,
    require_party,
    require_standing,
    required_text,
    tell,
)
from mediation_registry.actions.steps_outcome import digest_of
from mediation_registry.models import Mediation, Settlement, SettlementVersion
from mediation_registry.queries.mediations import organisation_users, users_of_court, users_of_mediators
from mediation_registry.queries.outcome import people_of, settlement_of
from mediation_registry.rules import settlement as rules
from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of
from portal.exhibits.actions import deposit


@dataclass(frozen=True)
class Draft:
    """What a settlement says (2016 art. 24) and what follows from it for its performance."""

    parties: str
    facts: str
    result: str
    language: str
    form: str = rules.WRITTEN
    covers: str = "all"
    has_performance: bool = False
    is_money: bool = False
    perform_by_date: date | None = None
    second_language: str = ""
    second_text: str = ""

    def text(self) -> dict[str, Any]:
        """The parts that are signed."""
        return asdict(self)


def open_settlement(mediation: Mediation, act: str) -> Settlement:
    """The settlement of the mediation, if the table has this act for its state.

    :raises ValidationError: there is none, or the act is not open.
    """
    found = settlement_of(mediation)
    if found is None or rules.after(found.state, act) is None:
        raise ValidationError(
            _("This step is not open in the present state of the settlement."), code="state"
        )
    return found


@transaction.atomic
def draw_up(*, actor: Actor, at: datetime, mediation_id: UUID, draft: Draft) -> Settlement:
    """The mediator draws the settlement up; everybody who signs is told.

    :raises ValidationError: a part is missing, or the mediation is in another state.
    """
    act = M + "settlement_drawn_up"
    mediation, standing = entered(actor, at, act, mediation_id)
    require_standing(standing.is_mediator, act)
    settlement = _begin(mediation, actor, at, draft)
    move(mediation, act, at)
    _record_version(act, settlement, mediation, actor, at)
    _ask_to_sign(settlement, mediation, at)
    return settlement


@transaction.atomic
def revise(*, actor: Actor, at: datetime, mediation_id: UUID, draft: Draft) -> Settlement:
    """A new wording: what was signed before stays with the earlier version, and everybody signs anew.

    :raises ValidationError: nothing changed, a part is missing, or it is in force.
    """
    act = M + "settlement_revised"
    mediation, standing = entered(actor, at, act, mediation_id)
    require_standing(standing.is_mediator, act)
    settlement = open_settlement(mediation, act)
    _refuse_incomplete(draft, at)
    if settlement.text.digest == digest_of(_signed_text(mediation, settlement.current, draft)):
        raise ValidationError(_("Nothing was changed."), code="unchanged")
    settlement.current += 1
    _set_terms(settlement, draft)
    settlement.save()
    _add_version(settlement, mediation, actor, at, draft)
    settlement = _again(settlement)
    _record_version(act, settlement, mediation, actor, at)
    _ask_to_sign(settlement, mediation, at)
    return settlement


@transaction.atomic
def take_back(*, actor: Actor, at: datetime, mediation_id: UUID, reason: str) -> Settlement:
    """The mediator takes the settlement back before it is in force; the mediation goes on."""
    act = M + "settlement_withdrawn"
    mediation, standing = entered(actor, at, act, mediation_id)
    require_standing(standing.is_mediator, act)
    settlement = open_settlement(mediation, act)
    _end(settlement, rules.WITHDRAWN, at, required_text(reason, "reason", _("Give the reason.")))
    move(mediation, act, at)
    record(
        act, actor=actor, at=at, mediation=mediation, subject=settlement, private={"reason": reason.strip()}
    )
    tell(act, people_of(mediation, day_of(at)), mediation=mediation, at=at, about=str(settlement.pk))
    return settlement


@transaction.atomic
def refuse_to_sign(
    *, actor: Actor, at: datetime, mediation_id: UUID, party_id: UUID, reason: str = ""
) -> Settlement:
    """A party refuses to sign: the mediation ends on that ground (Online Mediation Rules art. 25 no. 7).

    :raises ValidationError: the party has signed, or the settlement is in force.
    """
    act = M + "settlement_refused"
    mediation, standing = entered(actor, at, act, mediation_id)
    party = require_party(standing, party_id, act)
    settlement = open_settlement(mediation, act)
    if settlement.text.signatures.filter(party=party).exists():
        raise ValidationError(_("This party has signed already."), code="signed")
    _end(settlement, rules.REFUSED, at, reason.strip())
    ended = {"end_ground": "refused_to_sign", "end_reason": reason.strip(), "ended_at": at}
    move(mediation, M + "mediation_ended", at, **ended)
    record(
        act, actor=actor, at=at, mediation=mediation, subject=settlement, private={"reason": reason.strip()}
    )
    today = day_of(at)
    told = [*people_of(mediation, today), *users_of_mediators(mediation)]
    tell(act, told, mediation=mediation, at=at, about=str(settlement.pk))
    tell(
        act,
        users_of_court(mediation, today),
        mediation=mediation,
        at=at,
        about=str(settlement.pk),
        at_desk=True,
    )
    return settlement


@transaction.atomic
def enter_signed_on_paper(
    *, actor: Actor, at: datetime, mediation_id: UUID, draft: Draft, effective_date: date, upload: Any
) -> Settlement:
    """The mediator or the clerk enters a settlement that was signed offline, with its copy as the source of t0.

    :raises ValidationError: the day lies ahead or before the mediation, a part or the copy is missing.
    """
    act = M + "settlement_entered"
    mediation, standing = entered(actor, at, act, mediation_id)
    require_standing(standing.is_mediator or standing.is_court, act)
    if upload is None:
        raise ValidationError({"upload": _("Attach the signed agreement.")})
    _refuse_day(mediation, effective_date, at)
    settlement = _begin(mediation, actor, at, draft)
    move(mediation, M + "settlement_drawn_up", at)
    settlement.source_document = deposit(
        actor=actor, at=at, upload=upload, declared_name=upload.name, scope=settlement.scope
    )
    settlement.save()
    _record_version(act, settlement, mediation, actor, at)
    source = Settlement.TimeSource.DOCUMENT
    take_effect(settlement, mediation, actor=actor, at=at, moment=None, day=effective_date, source=source)
    return settlement


def _begin(mediation: Mediation, actor: Actor, at: datetime, draft: Draft) -> Settlement:
    _refuse_incomplete(draft, at)
    if mediation.settlements.filter(state__in=rules.OPEN).exists():
        raise ValidationError(_("A settlement stands already; revise it or take it back."), code="exists")
    settlement = Settlement(mediation=mediation, form=draft.form, state_since_at=at)
    _set_terms(settlement, draft)
    settlement.save()
    _add_version(settlement, mediation, actor, at, draft)
    return _again(settlement)


def _again(settlement: Settlement) -> Settlement:
    return Settlement.objects.prefetch_related("versions__signatures").get(pk=settlement.pk)


def _set_terms(settlement: Settlement, draft: Draft) -> None:
    settlement.form, settlement.covers = draft.form, draft.covers
    settlement.has_performance, settlement.is_money = draft.has_performance or draft.is_money, draft.is_money
    settlement.perform_by_date = draft.perform_by_date


def _signed_text(mediation: Mediation, number: int, draft: Draft) -> dict[str, Any]:
    return {"mediation": mediation.reference, "version": number, **draft.text()}


def _add_version(
    settlement: Settlement, mediation: Mediation, actor: Actor, at: datetime, draft: Draft
) -> SettlementVersion:
    return SettlementVersion.objects.create(
        settlement=settlement, number=settlement.current, language=draft.language, parties=draft.parties.strip(),
        facts=draft.facts.strip(), result=draft.result.strip(), second_language=draft.second_language,
        second_text=draft.second_text.strip(),
        digest=digest_of(_signed_text(mediation, settlement.current, draft)), drawn_up_at=at, drawn_up_by=actor.key,
    )  # fmt: skip


def _end(settlement: Settlement, state: str, at: datetime, reason: str) -> None:
    settlement.state, settlement.state_since_at, settlement.end_reason = state, at, reason
    settlement.save()


def _record_version(
    act: str, settlement: Settlement, mediation: Mediation, actor: Actor, at: datetime
) -> None:
    facts = {"version": settlement.current, "digest": settlement.text.digest, "form": settlement.form}
    record(act, actor=actor, at=at, mediation=mediation, subject=settlement, facts=facts)


def _ask_to_sign(settlement: Settlement, mediation: Mediation, at: datetime) -> None:
    told = [*people_of(mediation, day_of(at)), *users_of_mediators(mediation)]
    for appointment in mediation.appointments.filter(state="accepted", organisation__isnull=False):
        told += organisation_users(appointment)
    tell(
        M + "settlement_to_sign", told, mediation=mediation, at=at, about=f"{settlement.pk}|{settlement.current}",
        context={"path": f"/mediations/{mediation.pk}/settlement/"},
    )  # fmt: skip


def _refuse_day(mediation: Mediation, day: date, at: datetime) -> None:
    if day > day_of(at):
        raise ValidationError({"effective_date": _("The day of the signatures lies ahead.")})
    begun = mediation.accepted_date or day_of(mediation.opened_at)
    if day < begun:
        raise ValidationError(
            {"effective_date": _("The day of the signatures lies before the mediation began.")}
        )


def _refuse_incomplete(draft: Draft, at: datetime) -> None:
    required_text(draft.parties, "parties", _("Name the parties with their particulars."))
    required_text(draft.facts, "facts", _("State the main facts and the matters in dispute."))
    required_text(draft.result, "result", _("Write what the parties agree."))
    if draft.second_language and not draft.second_text.strip():
        raise ValidationError({"second_text": _("Write the text in the second language, or choose none.")})
    if draft.second_language and draft.second_language == draft.language:
        raise ValidationError({"second_language": _("Choose another language than the first.")})
    if draft.second_text.strip() and not draft.second_language:
        raise ValidationError({"second_language": _("Say in which language this text is.")})
