"""The review of the papers: legal basis, case, correction, refusal, clearing, and back to review after any change."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of, party_in_force, require_reason
from portal.cases.models import Case
from portal.identity.permissions import PermissionRefused
from portal.power_of_attorney.actions.identity import note_agents
from portal.power_of_attorney.actions.standing_down import stand_down
from portal.power_of_attorney.actions.steps import locked, move, record, tell
from portal.power_of_attorney.models import PowerOfAttorney, ReviewStep
from portal.power_of_attorney.queries.powers import agent_accounts, current_version, signers
from portal.power_of_attorney.queries.preparing import (
    acts_for_opponent,
    basis_facts,
    missing_for_clearing,
    standing_agents,
)
from portal.power_of_attorney.queries.words import basis_sentences, clearing_sentences
from portal.power_of_attorney.rules import basis as basis_rules
from portal.power_of_attorney.rules.lifecycle import COURT, DOC_REVIEW, JUDGE, P


@transaction.atomic
def open_review(*, actor: Actor, at: datetime, power_id: UUID) -> PowerOfAttorney:
    """The identity stands; the court takes up the papers."""
    act = f"{P}review_opened"
    power = locked(actor, at, act, power_id, seat=COURT)
    note_agents(actor, at, power)
    move(power, act, at)
    record(act, actor=actor, at=at, power=power)
    return power


@transaction.atomic
def record_legal_basis(
    *, actor: Actor, at: datetime, power_id: UUID, basis: str, reason: str = "", platform_reference: str = "",
    uses_mandarin: bool | None = None,
) -> PowerOfAttorney:  # fmt: skip
    """The judge says on which footing the signing is witnessed; without it there is no session.

    ``filing-2021-art6`` holds for Mainland lawyers (a Greater Bay Area licence by the court's reading), the filing of
    a first-instance case, a verified identity, a reference of the official platform, and a principal who uses the
    common language or has an interpreter; ``interp-2022-art523-549`` needs the judge's reason.

    :raises ValidationError: the sentences say which condition does not hold.
    """
    act = f"{P}legal_basis_recorded"
    power = locked(actor, at, act, power_id, seat=JUDGE)
    facts = basis_facts(
        power, day_of(at), basis=basis, reason=reason, platform_reference=platform_reference,
        uses_mandarin=uses_mandarin,
    )  # fmt: skip
    if found := basis_rules.problems(facts):
        raise ValidationError(basis_sentences(found))
    power.legal_basis, power.basis_reason = basis, reason.strip()
    power.platform_reference, power.uses_mandarin = platform_reference.strip()[:80], uses_mandarin
    power.basis_by, power.basis_at = actor.key, at
    move(power, act, at)
    record(
        act, actor=actor, at=at, power=power, private={"reason": power.basis_reason},
        facts={"basis": basis, "platform_reference": power.platform_reference,
               "by_reading": "yes" if basis_rules.rests_on_reading(basis, facts.licences) else "no"},
    )  # fmt: skip
    return power


@transaction.atomic
def link_case(
    *, actor: Actor, at: datetime, power_id: UUID, case_id: UUID, party_id: UUID
) -> PowerOfAttorney:
    """Under review: tie the power to a case of the same court and to the principal's place in it.

    :raises PermissionRefused: the case is not open to this member of staff.
    :raises ValidationError: another court's case, somebody else's place, or an agent who stands on another side.
    """
    act = f"{P}case_linked"
    power = locked(actor, at, act, power_id, seat=COURT)
    if power.state != DOC_REVIEW:
        raise ValidationError(_("This step is not possible now."), code="state")
    on = day_of(at)
    case = Case.objects.for_staff(actor, on).filter(pk=case_id).first()
    if case is None:
        raise PermissionRefused(act)
    if case.court_id != power.court_id:
        raise ValidationError({"case": _("The case lies at another court.")})
    party = party_in_force(case, party_id, on)
    if party.person_id != power.principal_id:
        raise ValidationError({"party": _("This place in the case is not the principal's.")})
    power.case, power.party = case, party
    if any(acts_for_opponent(power, agent.person, on) for agent in standing_agents(power)):
        raise ValidationError(_("An agent stands on another side of this case."), code="conflict")
    move(power, act, at)
    record(act, actor=actor, at=at, power=power, facts={"case": case.reference, "party": party.number})
    return power


@transaction.atomic
def order_cure(*, actor: Actor, at: datetime, power_id: UUID, grounds: str, by_date: date) -> PowerOfAttorney:
    """The court tells the defects, all at once, and fixes the day by which they are to be corrected.

    Provisions 2021 art. 9 speaks of fifteen days; that is shown as a proposal, the court fixes the day.

    :raises ValidationError: no grounds, or a day that has come already.
    """
    act = f"{P}cure_ordered"
    power = locked(actor, at, act, power_id, seat=COURT)
    words = require_reason(grounds, "grounds")
    power.cure_by_date = _later_day(by_date, at)
    step = _step(power, ReviewStep.Outcome.CURE, words, actor, at, cure_by_date=by_date)
    move(power, act, at)
    facts = {"by_date": by_date.isoformat()}
    record(act, actor=actor, at=at, power=power, subject=step, facts=facts, private={"grounds": words})
    tell(
        act,
        [*signers(power), *agent_accounts(power)],
        power=power,
        at=at,
        context={**facts, "grounds": words},
    )
    return power


@transaction.atomic
def extend_cure(*, actor: Actor, at: datetime, power_id: UUID, by_date: date, reason: str) -> PowerOfAttorney:
    """The court gives more time to correct, with its reason.

    :raises ValidationError: no reason, or a day that is not later than the one that runs.
    """
    act = f"{P}cure_extended"
    power = locked(actor, at, act, power_id, seat=COURT)
    words = require_reason(reason)
    if power.cure_by_date is not None and by_date <= power.cure_by_date:
        raise ValidationError({"by_date": _("The new day must lie after the one that runs now.")})
    power.cure_by_date = _later_day(by_date, at)
    step = _step(power, ReviewStep.Outcome.CURE, words, actor, at, cure_by_date=by_date)
    move(power, act, at)
    facts = {"by_date": by_date.isoformat()}
    record(act, actor=actor, at=at, power=power, subject=step, facts=facts, private={"reason": words})
    tell(act, [*signers(power), *agent_accounts(power)], power=power, at=at, context=facts)
    return power


@transaction.atomic
def lapse_cure(*, actor: Actor, at: datetime, power_id: UUID, reason: str) -> PowerOfAttorney:
    """The judge finds that the defects were not corrected in time; the clock alone never does.

    :raises ValidationError: no reason, or the day has not passed.
    """
    act = f"{P}cure_lapsed"
    power = locked(actor, at, act, power_id, seat=JUDGE)
    words = require_reason(reason)
    if power.cure_by_date is None or day_of(at) <= power.cure_by_date:
        raise ValidationError(_("The time to correct has not ended."), code="too_early")
    return _refused(actor, at, act, power, words)


@transaction.atomic
def refuse(*, actor: Actor, at: datetime, power_id: UUID, reason: str) -> PowerOfAttorney:
    """The judge refuses to witness this power, with the reason; other ways stay open to the principal."""
    act = f"{P}refused"
    power = locked(actor, at, act, power_id, seat=JUDGE)
    return _refused(actor, at, act, power, require_reason(reason))


@transaction.atomic
def clear(*, actor: Actor, at: datetime, power_id: UUID) -> PowerOfAttorney:
    """The court finds everything in order: a session may be booked.

    :raises ValidationError: the sentences say what is missing, each with its article.
    """
    act = f"{P}cleared"
    power = locked(actor, at, act, power_id, seat=COURT)
    note_agents(actor, at, power)
    if missing := missing_for_clearing(power, day_of(at)):
        raise ValidationError(clearing_sentences(missing))
    version = current_version(power)
    step = _step(power, ReviewStep.Outcome.CLEARED, "", actor, at)
    power.cure_by_date = None
    move(power, act, at)
    facts = {"version": version.number, "digest": version.digest} if version else {}
    record(act, actor=actor, at=at, power=power, subject=step, facts=facts)
    tell(act, [*signers(power), *agent_accounts(power)], power=power, at=at)
    return power


@transaction.atomic
def order_change(*, actor: Actor, at: datetime, power_id: UUID, reason: str) -> PowerOfAttorney:
    """Something has to change after the clearing: back to review; booking and lobby fall away; a new text is needed."""
    act = f"{P}change_ordered"
    power = locked(actor, at, act, power_id, seat=COURT)
    words = require_reason(reason)
    stand_down(actor, at, power, words)
    step = _step(power, ReviewStep.Outcome.CHANGE, words, actor, at)
    move(power, act, at)
    record(act, actor=actor, at=at, power=power, subject=step, private={"reason": words})
    tell(act, [*signers(power), *agent_accounts(power)], power=power, at=at, context={"reason": words})
    return power


def _refused(actor: Actor, at: datetime, act: str, power: PowerOfAttorney, reason: str) -> PowerOfAttorney:
    step = _step(power, ReviewStep.Outcome.REFUSED, reason, actor, at)
    power.end_reason = reason
    move(power, act, at)
    record(act, actor=actor, at=at, power=power, subject=step, private={"reason": reason})
    tell(
        f"{P}refused",
        [*signers(power), *agent_accounts(power)],
        power=power,
        at=at,
        context={"reason": reason},
    )
    return power


def _step(
    power: PowerOfAttorney, outcome: str, grounds: str, actor: Actor, at: datetime, *,
    cure_by_date: date | None = None,
) -> ReviewStep:  # fmt: skip
    return ReviewStep.objects.create(
        power=power, outcome=outcome, grounds=grounds, cure_by_date=cure_by_date, decided_by=actor.key, decided_at=at
    )  # fmt: skip


def _later_day(day: date, at: datetime) -> date:
    if day <= day_of(at):
        raise ValidationError({"by_date": _("The day must lie in the future.")})
    return day
