"""Each party says whether it agrees to mediate; who cannot be reached is asked by the mediator or the court."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mediation_registry.actions.endings import close
from mediation_registry.actions.steps_mediation import (
    M,
    entered,
    move,
    record,
    require_standing,
    tell,
)
from mediation_registry.models import ChoiceRound, ContactAttempt, Mediation, MediationParty
from mediation_registry.queries.mediations import Standing, users_of, users_of_court
from mediation_registry.rules import mediation as rules
from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of
from portal.identity.permissions import PermissionRefused


@transaction.atomic
def answer_consent(
    *, actor: Actor, at: datetime, mediation_id: UUID, party_id: UUID, agrees: bool, reason: str = ""
) -> Mediation:
    """A party agrees to mediate, or does not; the court records an answer given by mouth or on paper.

    With the last consent the choice of the mediator opens; a refusal ends the mediation and gives the file back
    (Online Rules arts 4 and 15; 2016 Provisions art. 11).

    :raises PermissionRefused: another side's answer. :raises ValidationError: answered already.
    """
    act = f"{M}mediation_consented" if agrees else f"{M}consent_refused"
    mediation, standing = entered(actor, at, act, mediation_id)
    require_standing(standing.is_party or standing.is_court, act)
    party = _own_or_recorded(mediation, standing, party_id, act)
    if not agrees:
        _refuse(mediation, party, actor, at, reason)
        return mediation
    _consent(mediation, party, actor, at)
    return mediation


@transaction.atomic
def record_contact(
    *, actor: Actor, at: datetime, mediation_id: UUID, party_id: UUID, means: str, result: str, note: str = ""
) -> ContactAttempt:
    """The mediator or the court tried to reach a party (Online Rules art. 15); what it answered is written down.

    A recorded refusal does not end the mediation by itself: the mediator ends it with the reason, in writing.

    :raises ValidationError: the party has answered already.
    """
    act = f"{M}contact_attempted"
    mediation, standing = entered(actor, at, act, mediation_id)
    require_standing(standing.is_mediator or standing.is_court, act)
    party = mediation.parties.filter(pk=party_id).first()
    if party is None:
        raise PermissionRefused(act)
    if party.consents is not None:
        raise ValidationError(_("This party has answered already."), code="answered")
    attempt = ContactAttempt.objects.create(
        party=party, means=means, result=result, note=note.strip(), made_at=at, made_by=actor.key
    )
    facts = {"side": party.side, "means": means, "result": result}
    record(act, actor=actor, at=at, mediation=mediation, subject=attempt, facts=facts)
    if result == ContactAttempt.Result.AGREES:
        _consent(mediation, party, actor, at)
    return attempt


@transaction.atomic
def open_choice(*, actor: Actor, at: datetime, mediation_id: UUID) -> Mediation:
    """Before filing, with one side's consent alone, the court goes on to designate (Online Rules art. 10 para. 1).

    The mediator then asks the other side (art. 15); nothing begins without its consent.

    :raises ValidationError: after filing, or nobody has agreed.
    """
    act = f"{M}choice_opened"
    mediation, standing = entered(actor, at, act, mediation_id)
    require_standing(standing.is_court, act)
    if mediation.kind != rules.DELEGATED:
        raise ValidationError(
            _("After filing, every party has to agree before a mediator is chosen."), code="consent"
        )
    if not mediation.parties.filter(consents=True).exists():
        raise ValidationError(_("No party has agreed to mediate yet."), code="consent")
    mediation.is_one_sided = mediation.parties.filter(consents=None).exists()
    begin_choice(mediation, actor, at)
    return mediation


def begin_choice(mediation: Mediation, actor: Actor, at: datetime) -> ChoiceRound:
    """The choice opens today: the parties are told, the court's notice to choose is given (Online Rules art. 10)."""
    move(mediation, f"{M}choice_opened", at, choice_notice_date=day_of(at))
    record(f"{M}choice_opened", actor=actor, at=at, mediation=mediation)
    return new_round(mediation, at)


def new_round(mediation: Mediation, at: datetime) -> ChoiceRound:
    """A new round of choosing; both sides, or the court where one party alone applied, are told."""
    number = mediation.rounds.count() + 1
    opened = ChoiceRound.objects.create(mediation=mediation, number=number, opened_at=at)
    if mediation.is_one_sided:
        tell(f"{M}designation_needed", users_of_court(mediation, day_of(at)), mediation=mediation, at=at,
             about=f"round{number}", at_desk=True)  # fmt: skip
    else:
        tell(f"{M}choice_opened", users_of(mediation.parties.all(), day_of(at)), mediation=mediation, at=at,
             about=f"round{number}")  # fmt: skip
    return opened


def _own_or_recorded(mediation: Mediation, standing: Standing, party_id: UUID, act: str) -> MediationParty:
    rows = mediation.parties.all() if standing.is_court else standing.parties
    party = next((row for row in rows if row.pk == party_id), None)
    if party is None:
        raise PermissionRefused(act)
    if party.consents is not None:
        raise ValidationError(_("This party has answered already."), code="answered")
    return party


def _consent(mediation: Mediation, party: MediationParty, actor: Actor, at: datetime) -> None:
    party.consents, party.consent_answered_at, party.consent_recorded_by = True, at, actor.key
    party.save(update_fields=["consents", "consent_answered_at", "consent_recorded_by"])
    record(
        f"{M}mediation_consented", actor=actor, at=at, mediation=mediation, subject=party,
        facts={"side": party.side},
    )  # fmt: skip
    if not mediation.parties.filter(consents=None).exists():
        mediation.is_one_sided = False
        mediation.save(update_fields=["is_one_sided"])
        if mediation.state == rules.CONSENT:
            begin_choice(mediation, actor, at)


def _refuse(mediation: Mediation, party: MediationParty, actor: Actor, at: datetime, reason: str) -> None:
    party.consents, party.consent_answered_at, party.consent_recorded_by = False, at, actor.key
    party.save(update_fields=["consents", "consent_answered_at", "consent_recorded_by"])
    close(
        mediation, f"{M}consent_refused", actor, at, ground=rules.REFUSED_GROUND,
        reason=reason.strip() or _("A party does not agree to mediate."), facts={"side": party.side},
    )  # fmt: skip


__all__ = ["answer_consent", "begin_choice", "new_round", "open_choice", "record_contact"]
