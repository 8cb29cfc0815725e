"""Handing the documents over in the Mainland: to the addressee or to whoever may receive for it (2009 arts 3–5)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of
from portal.cases.powers import may_receive_documents
from service_of_process.actions.attempts import Seen, add_attempt
from service_of_process.actions.clocks import end_clocks_of
from service_of_process.actions.confirming import after_proof
from service_of_process.actions.exhausting import propose_exhausted
from service_of_process.actions.handing_over import hand_over
from service_of_process.actions.proofs import add_proof, kept_proof
from service_of_process.actions.steps import S, locked_leg, move_leg, record, require_past
from service_of_process.models import Attempt, Leg
from service_of_process.models.choices import Means, Reason
from service_of_process.models.legs import CertificateOfService
from service_of_process.rules import channels, lifecycle
from service_of_process.rules.delivering import TO_THE_ADDRESSEE


@transaction.atomic
def record_delivery(
    *, actor: Actor, at: datetime, leg_id: UUID, seen: Seen, received_date: date, upload: Any
) -> Leg:
    """Handed over and signed for on the return receipt: its date is proposed to the judge.

    ``seen.person_met`` is who signed, ``seen.relationship`` what she is to the addressee.

    :raises PermissionRefused: no such leg from a seat of the act.
    :raises ValidationError: nobody named, no place, no receipt, somebody who may not receive, or dates out of order.
    """
    act = S + "delivery_signed"
    leg = locked_leg(actor, at, act, leg_id)
    on = day_of(seen.attempted_at)
    require_receiver(leg, on)
    require_seen(seen)
    exhibit = kept_proof(actor=actor, at=at, matter=leg.matter, upload=upload)
    prove(leg, CertificateOfService.Kind.RETURN_RECEIPT, actor=actor, at=at, seen=seen, received_date=received_date,
          exhibit=exhibit, result=Attempt.Result.DELIVERED)  # fmt: skip
    move_leg(leg, act, at)
    end_clocks_of(leg, on, state="met")
    record(act, actor=actor, at=at, matter=leg.matter, leg=leg, on=on,
           facts={"received_date": received_date.isoformat()},
           private={"recipient": seen.person_met})  # fmt: skip
    after_proof(leg, at)
    return leg


def require_seen(seen: Seen) -> None:
    """Place and person are said.

    :raises ValidationError: at the field that is empty.
    """
    if not seen.person_met.strip():
        raise ValidationError({"person_met": _("Say who received the documents.")})
    if not seen.place.strip():
        raise ValidationError({"place": _("Say where the documents were handed over.")})


def require_receiver(leg: Leg, on: date) -> None:
    """Whoever is to receive may still receive on that day (2009 arts 4, 5; CPL art. 283(1)(4)–(7)).

    :raises ValidationError: nobody is named, the entry was withdrawn, or the power does not cover receipt.
    """
    if leg.channel in TO_THE_ADDRESSEE and leg.contact is None:
        return
    contact = leg.contact
    if contact is None or contact.withdrawn_at is not None:
        raise ValidationError(_("Nobody who may receive is named on this leg."))
    if contact.channel == channels.BUSINESS_AGENT and not contact.is_authorised:
        sentence = _("A business agent receives only with an authority to receive (2009 Provisions, art. 5).")
        raise ValidationError(sentence)
    if contact.representation is not None and not may_receive_documents(contact.representation, on):
        raise ValidationError(
            _("On this day the agent had no power to receive documents (2009 Provisions, art. 4).")
        )


def prove(
    leg: Leg,
    kind: str,
    *,
    actor: Actor,
    at: datetime,
    seen: Seen,
    received_date: date,
    exhibit: Any,
    result: str,
    recording: Any = None,
    giver: str = lifecycle.CLERK,
    **words: Any,
) -> CertificateOfService:
    """The rows of a successful delivery: attempt, proof, hand-over; the leg's dates. Inside the act."""
    if seen.attempted_at > at:
        raise ValidationError({"attempted_at": _("This date lies in the future.")})
    on = day_of(seen.attempted_at)
    proof = add_proof(leg, kind, actor=actor, at=at, service_date=on, received_date=received_date, exhibit=exhibit,
                      method=seen.method, place=seen.place or None, recipient=seen.person_met or None,
                      relationship=seen.relationship, **words)  # fmt: skip
    add_attempt(leg, actor=actor, at=at, seen=seen, result=result, exhibit=recording or exhibit)
    leg.dispatched_date, leg.means = leg.dispatched_date or on, leg.means or Means.HAND
    leg.proof_date, leg.proof_received_date = on, received_date
    hand_over(leg, actor=actor, at=at, giver=giver, taker=lifecycle.ADDRESSEE, on=on, means=Means.HAND)
    return proof


@transaction.atomic
def record_failure(
    *, actor: Actor, at: datetime, leg_id: UUID, reason: str, ended_date: date, note: str = ""
) -> Leg:
    """The way came to nothing: the leg ends with the reason; another way is open.

    :raises PermissionRefused: no such leg from a seat of the act.
    :raises ValidationError: no reason, or a date in the future.
    """
    act = S + "delivery_failed"
    leg = locked_leg(actor, at, act, leg_id)
    require_past(ended_date, at, "ended_date")
    if reason not in Reason.values:
        raise ValidationError({"reason": _("Give the reason.")})
    if reason == Reason.OTHER and not note.strip():
        raise ValidationError({"note": _("Say what happened.")})
    leg.end_reason, leg.end_note = reason, note.strip()
    move_leg(leg, act, at)
    end_clocks_of(leg, ended_date)
    record(act, actor=actor, at=at, matter=leg.matter, leg=leg, on=ended_date, facts={"reason": reason},
           private={"note": note})  # fmt: skip
    propose_exhausted(leg.matter, at)
    return leg
