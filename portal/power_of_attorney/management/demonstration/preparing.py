"""From the draft to a booked session, by the acts of those who would do them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from portal.notices.models import Notice
from portal.power_of_attorney.actions import (
    agents,
    consents,
    drafting,
    interpreters,
    reviewing,
    slots,
    submitting,
)
from portal.power_of_attorney.actions import booking as bookings
from portal.power_of_attorney.actions import identity as checks
from portal.power_of_attorney.actions.instruments import make_instrument
from portal.power_of_attorney.management.demonstration.people import account, actor, court, person
from portal.power_of_attorney.models import Appointment, PowerOfAttorney

WARNINGS = {
    "coercion": "free", "capacity": "capable", "family_status": "no", "no_private_recording": "understood",
}  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """What one power of the demonstration is about. ``principal`` is the account's name; ``entries`` go into the draft."""

    principal: str
    entries: dict[str, Any]
    party: Any = None
    interpreter: bool = False
    basis: str = "interp-2022-art523-549"


def drafted(plan: Plan, at: datetime) -> PowerOfAttorney:
    """The draft, with everything that the principal enters; the agent invited, not yet bound."""
    me = actor(plan.principal, at)
    power = drafting.draft(actor=me, at=at, court=court(), party=plan.party, **plan.entries)
    agents.invite_agent(
        actor=me, at=at, power_id=power.pk, kind="lawyer", name="周平（虚构）", email="lawyer@demo.example"
    )
    return power


def accepted(power: PowerOfAttorney, at: datetime) -> None:
    """The lawyer follows the link of the invitation and files the firm's certificate."""
    me = actor("lawyer", at)
    notices = Notice.objects.filter(kind="power_of_attorney.agent_invited", recipient_key=me.key)
    links = [json.loads(notice.context) for notice in notices.order_by("-queued_at", "-id")]
    link = next(context["path"] for context in links if context["reference"] == power.reference)
    agent = agents.accept_invitation(
        actor=me, at=at, token=link.rstrip("/").rpartition("/")[2], licence=person("lawyer").licences.get(),
        conflict_statement="无利益冲突（虚构）",
    )  # fmt: skip
    certificate = SimpleUploadedFile(
        "firm.txt", "律师事务所证明（虚构）\n".encode(), content_type="text/plain"
    )
    agents.file_paper(
        actor=me, at=at, power_id=power.pk, agent_id=agent.pk, kind="law_firm_certificate", upload=certificate,
        declared_name="firm.txt",
    )  # fmt: skip
    consented(power, "lawyer", at)


def consented(power: PowerOfAttorney, name: str, at: datetime) -> None:
    """What one person must consent to before a session."""
    me = actor(name, at)
    for purpose in ("online", "recording"):
        consents.give_consent(actor=me, at=at, power_id=power.pk, purpose=purpose, language=me.language)


def submitted(plan: Plan, at: datetime) -> PowerOfAttorney:
    """Handed in: every question answered, the lawyer bound."""
    power = drafted(plan, at)
    me = actor(plan.principal, at)
    for subject, answer in WARNINGS.items():
        consents.answer_warning(
            actor=me, at=at, power_id=power.pk, subject=subject, answer=answer, language=me.language
        )
    consented(power, plan.principal, at)
    accepted(power, at)
    return submitting.submit(actor=me, at=at, power_id=power.pk)


def under_review(plan: Plan, at: datetime) -> PowerOfAttorney:
    """Identity found in order; the court reads the papers."""
    power = submitted(plan, at)
    clerk = actor("clerk", at)
    checks.open_identity_check(actor=clerk, at=at, power_id=power.pk)
    checks.confirm_identity_manually(actor=clerk, at=at, power_id=power.pk, basis="虚构：比对证件原件")
    return reviewing.open_review(actor=clerk, at=at, power_id=power.pk)


def cleared(plan: Plan, at: datetime) -> PowerOfAttorney:
    """Basis, text, everything in order; an interpreter where one is needed."""
    power = under_review(plan, at)
    judge = actor("judge", at)
    reviewing.record_legal_basis(
        actor=judge, at=at, power_id=power.pk, basis=plan.basis, reason="当事人在香港或澳门，不便到庭（虚构）",
        platform_reference="", uses_mandarin=not plan.interpreter,
    )  # fmt: skip
    power.refresh_from_db()
    make_instrument(actor=judge, at=at, power=power, reason="review")
    power = reviewing.clear(actor=judge, at=at, power_id=power.pk)
    if plan.interpreter:
        interpret(power, at, ("pt", "zh-hans"))
    return power


def interpret(power: PowerOfAttorney, at: datetime, spoken: Sequence[str]) -> None:
    """Sofia Reis is engaged and pledges."""
    engagement = interpreters.engage_interpreter(
        actor=actor("clerk", at), at=at, power_id=power.pk, person=person("interpreter"), languages=spoken
    )
    interpreters.pledge(actor=actor("interpreter", at), at=at, engagement_id=engagement.pk, language="pt")


def booked(plan: Plan, at: datetime, starts_at: datetime) -> Appointment:
    """A session booked at ``starts_at``."""
    power = cleared(plan, at)
    slot = slots.offer_slot(
        actor=actor("clerk", at),
        at=at,
        court=court(),
        judge=account("judge"),
        starts_at=starts_at,
        minutes=30,
    )
    return bookings.book(actor=actor(plan.principal, at), at=at, power_id=power.pk, slot_id=slot.pk)


def free_slots(at: datetime, count: int = 3) -> None:
    """A few times that anybody may book."""
    day = at.replace(hour=1, minute=0, second=0, microsecond=0) + timedelta(days=1)
    for number in range(count):
        slots.offer_slot(
            actor=actor("clerk", at), at=at, court=court(), judge=account("judge"),
            starts_at=day + timedelta(days=number), minutes=30,
        )  # fmt: skip
