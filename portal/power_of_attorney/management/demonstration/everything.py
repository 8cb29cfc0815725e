"""All of the demonstration of this module, in order; a second run changes nothing.

A draft, one under review in Portuguese, one booked for today that a newcomer can walk through with three browsers, one
in force with its recording and evidence package, one revoked.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from portal.cases.models import Case
from portal.operations.demonstration import CASE_NUMBER
from portal.power_of_attorney.actions.keeping_ends import revoke
from portal.power_of_attorney.management.demonstration.keys import judge_gets_a_key
from portal.power_of_attorney.management.demonstration.people import actor, arrive
from portal.power_of_attorney.management.demonstration.preparing import (
    Plan,
    booked,
    drafted,
    free_slots,
    under_review,
)
from portal.power_of_attorney.management.demonstration.session import witnessed
from portal.power_of_attorney.models import PowerOfAttorney

MATTER = "虛構：買賣合同貨款糾紛"
POWERS = ["admit_claims", "change_claims", "settle"]
HONG_KONG = {
    "matter": MATTER, "opponent_name": "虛構貿易有限公司", "stages": ["first_instance"], "powers": POWERS,
    "language": "zh-hant",
}  # fmt: skip
IN_ENGLISH = {"second_language": "en", "translated_by": "Chan Tai Man (fictitious)"}
MACAO = {
    "matter": "Fictício: preço de uma compra e venda", "opponent_name": "Sociedade Fictícia, Lda.",
    "stages": ["first_instance", "second_instance"], "powers": ["settle", "appeal"], "language": "zh-hans",
    "second_language": "pt", "translated_by": "Sofia Reis (fictícia)",
}  # fmt: skip


def load(*, at: datetime) -> list[str]:
    """Make what is missing; lines for the operator."""
    arrive(at)
    if PowerOfAttorney.objects.exists():
        return []
    party = Case.objects.get(court_number=CASE_NUMBER).parties.get(number=1)
    days_ago = at - timedelta(days=3)
    judge_gets_a_key(days_ago - timedelta(days=3))
    drafted(Plan("heiress", {**MACAO, "language": "zh-hant"}), at)
    under_review(Plan("opponent", MACAO, interpreter=True), at)
    today = booked(Plan("party", {**HONG_KONG, **IN_ENGLISH}, party=party), at, at + timedelta(minutes=20))
    in_force = _in_force(Plan("creditor", HONG_KONG), days_ago)
    revoked = _in_force(Plan("heiress", MACAO, interpreter=True), days_ago - timedelta(days=1))
    revoke(actor=actor("heiress", at), at=at, power_id=revoked.pk, reason="Fictício: mudou de mandatário.")
    free_slots(at)
    return [
        f"{today.power.reference:<24} booked: judge, party and lawyer can meet at /powers/{today.power.pk}/",
        f"{in_force.reference:<24} in force, access code {in_force.access_code}",
        f"{revoked.reference:<24} revoked, access code {revoked.access_code}",
    ]


def _in_force(plan: Plan, at: datetime) -> PowerOfAttorney:
    booking = booked(plan, at, at + timedelta(minutes=30))
    starts = booking.slot.starts_at
    witnessed(booking.power, actor("judge", starts), starts)
    return PowerOfAttorney.objects.get(pk=booking.power_id)
