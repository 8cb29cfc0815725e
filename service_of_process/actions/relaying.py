"""The High People's Court relays the result to the forum court: a proof goes before the judge, a failure ends the leg."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from portal.audit.actors import Actor
from service_of_process.actions.clocks import end_clocks_of
from service_of_process.actions.confirming import after_proof
from service_of_process.actions.entrusted_steps import is_evidence, tell_court
from service_of_process.actions.exhausting import propose_exhausted
from service_of_process.actions.handing_over import hand_over
from service_of_process.actions.steps import S, locked_leg, move_leg, record, require_order, require_past
from service_of_process.models import CertificateOfService, Leg, Reason
from service_of_process.rules import lifecycle

ACT = S + "result_relayed"


@transaction.atomic
def relay_result(*, actor: Actor, at: datetime, leg_id: UUID, on: date, means: str = "") -> Leg:
    """The result reached the forum court ``on`` that day; the hand-over bears the certificate's digest.

    A certificate of service becomes a proof before the judge (2009 Provisions arts 6 and 10): it is proposed to her, and
    no date of service is written. One of non-service ends the leg with its reason.

    :raises ValidationError: a day to come, or before the result came in.
    """
    leg = locked_leg(actor, at, ACT, leg_id)
    require_order(leg.proof_received_date, require_past(on, at, "on"), "on")
    proof = leg.certificates.select_related("exhibit").filter(replaced_by=None).first()
    move_leg(leg, ACT, at)
    if leg.is_over:
        _ended(leg, proof, on)
    hand_over(
        leg, actor=actor, at=at, giver=lifecycle.UPPER, taker=lifecycle.CLERK, on=on, means=means, documents=False,
        number=leg.upper_number, files={"certificate": proof.exhibit if proof else None},
    )  # fmt: skip
    record(
        ACT, actor=actor, at=at, matter=leg.matter, leg=leg, on=on,
        facts={"served": leg.state == lifecycle.PROVED, "reason": leg.end_reason},
    )  # fmt: skip
    if leg.state == lifecycle.PROVED:
        after_proof(leg, at)  # judge and clerk are told of the proposal
    else:
        tell_court("evidence_result_relayed" if is_evidence(leg) else "non_service_relayed", leg, at)
        propose_exhausted(leg.matter, at)
    return leg


def _ended(leg: Leg, proof: CertificateOfService | None, on: date) -> None:
    """A leg that ends without service, or with evidence taken: its reason, its periods."""
    if leg.state == lifecycle.FAILED and not leg.end_reason:
        leg.end_reason = (proof.reason if proof else "") or Reason.OTHER
        leg.save(update_fields=["end_reason"])
    end_clocks_of(leg, on)
