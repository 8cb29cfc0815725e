"""Pilot: service by a Hong Kong lawyer. Off unless the court opened it; each leg by the judge's own order."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of, require_reason
from service_of_process.actions.attempts import Seen
from service_of_process.actions.clocks import end_clocks_of
from service_of_process.actions.confirming import after_proof
from service_of_process.actions.delivering import prove, require_seen
from service_of_process.actions.handing_over import hand_over
from service_of_process.actions.legs import new_leg
from service_of_process.actions.proofs import kept_proof
from service_of_process.actions.steps import (
    S,
    locked,
    locked_leg,
    move_leg,
    move_matter,
    record,
    require_order,
    require_past,
    tell,
)
from service_of_process.actions.targets import start_target
from service_of_process.models import Attempt, CourtPractice, Leg, ServiceMatter
from service_of_process.models.choices import LegalBasis, Means, Target
from service_of_process.models.legs import CertificateOfService
from service_of_process.rules import channels, lifecycle


@transaction.atomic
def order_pilot(
    *, actor: Actor, at: datetime, matter_id: UUID, address_id: UUID, legal_basis: str, reason: str
) -> Leg:
    """The judge orders service by a Hong Kong lawyer and names the basis; a new leg begins.

    :raises PermissionRefused: the actor does not judge this case.
    :raises ValidationError: the court has not opened the pilot, another region, basis or address, or no reason.
    """
    act = S + "pilot_ordered"
    matter = locked(actor, at, act, matter_id)
    require_pilot(matter)
    if legal_basis not in channels.BASES_OF[channels.PILOT_LAWYER]:
        raise ValidationError({"legal_basis": _("This channel does not rest on that basis.")})
    address = matter.addresses.filter(pk=address_id, withdrawn_at=None, place=matter.region).first()
    if address is None or address.is_electronic:
        raise ValidationError({"address_id": _("Choose a postal address in Hong Kong.")})
    leg = new_leg(
        matter, channel=channels.PILOT_LAWYER, legal_basis=legal_basis, state=lifecycle.ORDERED, actor=actor, at=at,
        basis_reason=require_reason(reason), address=address,
    )  # fmt: skip
    move_matter(matter, act, at)
    start_target(leg, Target.PILOT, start=day_of(at), at=at, holder=lifecycle.CLERK)
    record(act, actor=actor, at=at, matter=matter, leg=leg, facts={"basis": legal_basis})
    tell(act, _clerks(matter, day_of(at)), matter=matter, at=at, context={"leg": leg.number}, at_desk=True)
    return leg


def require_pilot(matter: ServiceMatter) -> None:
    """The court has opened the pilot, and the addressee is in Hong Kong.

    :raises ValidationError: one of them is not so.
    """
    if matter.region != "HK" or matter.is_inbound or matter.kind != ServiceMatter.Kind.SERVICE:
        raise ValidationError(_("The pilot is for service on somebody in Hong Kong."))
    if not CourtPractice.objects.filter(court=matter.court, pilot_is_open=True).exists():
        raise ValidationError(_("This court has not opened the pilot of service by Hong Kong lawyers."))


def _clerks(matter: ServiceMatter, on: date) -> list[Any]:
    """Who keeps the file of the case today."""
    held = matter.case.assignments.on(on).filter(seat="clerk") if matter.case else ()
    return [assignment.holder for assignment in held]


@transaction.atomic
def instruct_lawyer(
    *, actor: Actor, at: datetime, leg_id: UUID, lawyer: str, instructed_date: date, reference: str = ""
) -> Leg:
    """The lawyer receives the documents. ``reference`` is the firm's own number.

    :raises PermissionRefused: no such leg from a seat of the act.
    :raises ValidationError: nobody named, no documents, or a date before the order or in the future.
    """
    act = S + "lawyer_instructed"
    leg = locked_leg(actor, at, act, leg_id)
    require_past(instructed_date, at, "instructed_date")
    require_order(day_of(leg.opened_at), instructed_date, "instructed_date")
    if not lawyer.strip():
        raise ValidationError({"lawyer": _("Name the lawyer or firm.")})
    if not leg.matter.documents.filter(withdrawn_at=None).exists():
        raise ValidationError(_("There is no document to be served."))
    leg.lawyer, leg.foreign_number = lawyer.strip(), reference.strip()
    leg.dispatched_date, leg.means = instructed_date, Means.HAND
    move_leg(leg, act, at)
    hand_over(leg, actor=actor, at=at, giver=lifecycle.CLERK, taker=lifecycle.LAWYER, on=instructed_date,
              means=Means.HAND, number=leg.foreign_number)  # fmt: skip
    record(
        act,
        actor=actor,
        at=at,
        matter=leg.matter,
        leg=leg,
        on=instructed_date,
        private={"lawyer": leg.lawyer},
    )
    return leg


@transaction.atomic
def receive_affidavit(
    *, actor: Actor, at: datetime, leg_id: UUID, seen: Seen, received_date: date, upload: Any
) -> Leg:
    """The lawyer's affidavit of service: its date is proposed to the judge.

    :raises PermissionRefused: no such leg from a seat of the act.
    :raises ValidationError: nobody or no place named, no affidavit, or dates out of order.
    """
    act = S + "affidavit_received"
    leg = locked_leg(actor, at, act, leg_id)
    require_seen(seen)
    exhibit = kept_proof(actor=actor, at=at, matter=leg.matter, upload=upload)
    prove(leg, CertificateOfService.Kind.AFFIDAVIT, actor=actor, at=at, seen=seen, received_date=received_date,
          exhibit=exhibit, result=Attempt.Result.DELIVERED, giver=lifecycle.LAWYER,
          issuer=leg.lawyer)  # fmt: skip
    move_leg(leg, act, at)
    end_clocks_of(leg, received_date, state="met")
    record(act, actor=actor, at=at, matter=leg.matter, leg=leg, on=leg.proof_date,
           facts={"received_date": received_date.isoformat()}, private={"recipient": seen.person_met})  # fmt: skip
    after_proof(leg, at)
    return leg


#: The bases that the judge may name, in words.
BASES = tuple((code, LegalBasis(code).label) for code in channels.BASES_OF[channels.PILOT_LAWYER])
