"""Judicial review of a session: effective, or rejected and sent to an attesting officer."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of, require_reason
from portal.power_of_attorney.actions.keeping_codes import give_code
from portal.power_of_attorney.actions.keeping_effect import enter_agents, executed_instrument
from portal.power_of_attorney.actions.keeping_ends import replace_earlier
from portal.power_of_attorney.actions.keeping_notices import tell_people
from portal.power_of_attorney.actions.steps import locked, move, record
from portal.power_of_attorney.models import (
    GrantedPower,
    PowerOfAttorney,
    Referral,
    ReviewStep,
    WitnessingSession,
)
from portal.power_of_attorney.queries.powers import current_version
from portal.power_of_attorney.rules import lifecycle

P = "power_of_attorney."


@transaction.atomic
def make_effective(*, actor: Actor, at: datetime, power_id: UUID, reason: str = "") -> PowerOfAttorney:
    """The judge's review ends well: the power is in force, its agents act in the case, the register answers for it.

    An earlier power that this one amends ends in the same transaction, before the agents are entered.

    :raises ValidationError: the session is not complete, the period has passed, or the case refuses an agent.
    """
    act = P + "made_effective"
    power = locked(actor, at, act, power_id, seat=lifecycle.JUDGE)
    missing = missing_for_effect(power)
    if missing:
        raise ValidationError(missing)
    if power.valid_to is not None and power.valid_to <= day_of(at):
        raise ValidationError(_("The period of this power of attorney has passed."), code="expired")
    power.effective_at = at
    give_code(power)
    move(power, act, at)
    ReviewStep.objects.create(
        power=power, outcome=ReviewStep.Outcome.EFFECTIVE, grounds=reason.strip(), decided_by=actor.key,
        decided_at=at,
    )  # fmt: skip
    facts = {"effective_date": day_of(at).isoformat(), "basis": power.legal_basis}
    record(act, actor=actor, at=at, power=power, facts=facts, private={"reason": reason.strip()})
    replace_earlier(actor=actor, at=at, power=power)
    enter_agents(actor=actor, at=at, power=power)
    tell_people("made_effective", power, at, {"effective_date": day_of(at).isoformat()})
    return power


def missing_for_effect(power: PowerOfAttorney) -> list[str]:
    """What stands between this session and effect, in sentences; none when the judge may decide."""
    session = power.sessions.order_by("-number").first()
    version, executed = current_version(power), executed_instrument(power)
    attestation = getattr(session, "attestation", None) if session else None
    found = []
    if session is None or session.state != WitnessingSession.State.CLOSED:
        found.append(_("The session has not been closed."))
    if attestation is None:
        found.append(_("The judge has not attested the signing."))
    elif version is None or attestation.version_id != version.pk:
        found.append(_("The text was changed after it was attested."))
    if executed is None or (attestation is not None and executed.version_id != attestation.version_id):
        found.append(_("There is no sealed instrument of the attested text."))
    if power.granted.filter(state=GrantedPower.State.ASKED).exists():
        found.append(_("A special power was neither confirmed nor struck out before the judge."))
    return found


@transaction.atomic
def reject(*, actor: Actor, at: datetime, power_id: UUID, reason: str) -> PowerOfAttorney:
    """The judge's review ends with a rejection, with its reason; the way through an attesting officer stays open.

    :raises ValidationError: no reason.
    """
    act = P + "rejected"
    power = locked(actor, at, act, power_id, seat=lifecycle.JUDGE)
    grounds = require_reason(reason)
    move(power, act, at)
    ReviewStep.objects.create(
        power=power, outcome=ReviewStep.Outcome.REJECTED, grounds=grounds, decided_by=actor.key, decided_at=at
    )
    record(act, actor=actor, at=at, power=power, private={"reason": grounds})
    tell_people("rejected", power, at)
    return power


@transaction.atomic
def send_to_attesting_officer(
    *, actor: Actor, at: datetime, power_id: UUID, region: str, note: str = ""
) -> PowerOfAttorney:
    """A rejected power goes the other way: signed before an attesting officer of Hong Kong or Macao.

    ``region`` is HK or MO; the page of the power then says whom to go to, and with what papers.

    :raises ValidationError: another region.
    """
    act = P + "sent_to_attesting_officer"
    power = locked(actor, at, act, power_id, seat=lifecycle.COURT)
    if region not in Referral.Region.values:
        raise ValidationError({"region": _("Choose Hong Kong or Macao.")})
    move(power, act, at)
    Referral.objects.create(
        power=power, region=region, note=note.strip(), referred_by=actor.key, referred_at=at
    )
    record(act, actor=actor, at=at, power=power, facts={"region": region}, private={"note": note.strip()})
    tell_people("sent_to_attesting_officer", power, at, {"region": region})
    return power
