"""What came back of an electronic sending: arrival, reading, bounce. What each means follows from the leg's basis."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.queries import clerks_of
from portal.exhibits.models import Exhibit
from service_of_process.actions.codes import revoke_codes_of
from service_of_process.actions.confirming import after_proof
from service_of_process.actions.exhausting import propose_exhausted
from service_of_process.actions.proofs import add_proof, kept_file
from service_of_process.actions.steps import S, day_of, locked_leg, move_leg, record, tell
from service_of_process.models import CertificateOfService, ElectronicDelivery, Leg, Reason
from service_of_process.rules import electronic, lifecycle

Kind = CertificateOfService.Kind


@transaction.atomic
def record_arrival(*, actor: Actor, at: datetime, leg_id: UUID, arrived_at: datetime, source: str) -> Leg:
    """The message reached the addressee's system.

    By consent and at an address that she provided or confirmed, the day of arrival is proposed to the judge (CPL art.
    90); in every other case receipt is still to be confirmed, and nothing is proposed.

    :raises PermissionRefused: no such leg from a seat of the act.
    :raises ValidationError: it is not said how that is known, or the moment does not fit.
    """
    leg, delivery, act = _of(actor, at, leg_id)
    moment = require_moment(delivery, arrived_at, at, "arrived_at")
    if not source.strip():
        raise ValidationError({"source": _("Say how the arrival is known.")})
    delivery.arrived_at, delivery.arrival_source = moment, source.strip()[:200]
    delivery.save(update_fields=["arrived_at", "arrival_source"])
    day = day_of(moment)
    if act == electronic.EFFECTIVE:
        prove(leg, Kind.ARRIVAL, actor=actor, at=at, moment=moment, method=delivery.get_gateway_display())
    move_leg(leg, S + act, at)
    record(
        S + act, actor=actor, at=at, matter=leg.matter, leg=leg, on=day, subject=delivery,
        facts={"arrived_at": moment.isoformat(), "basis": leg.legal_basis},
    )  # fmt: skip
    if act == electronic.EFFECTIVE:
        after_proof(leg, at)
    return leg


def _of(actor: Actor, at: datetime, leg_id: UUID) -> tuple[Leg, ElectronicDelivery, str]:
    """The locked leg with its sending, and the act that its arrival is."""
    known = ElectronicDelivery.objects.filter(leg_id=leg_id).select_related("leg").first()
    confirmed = known is not None and known.is_confirmed_address
    basis = known.leg.legal_basis if known is not None else ""
    act = electronic.act_of_arrival(basis, is_confirmed_address=confirmed)
    leg = locked_leg(actor, at, S + act, leg_id)
    return leg, sending_of(leg), act


def sending_of(leg: Leg) -> ElectronicDelivery:
    """The sending of a locked leg, locked too.

    :raises ValidationError: nothing was sent.
    """
    delivery = ElectronicDelivery.objects.select_for_update().filter(leg=leg).first()
    if delivery is None:
        raise ValidationError(_("Nothing has been sent on this leg."), code="unsent")
    delivery.leg = leg
    return delivery


def require_moment(delivery: ElectronicDelivery, moment: datetime, at: datetime, field: str) -> datetime:
    """A moment between the sending and now.

    :raises ValidationError: at ``field``.
    """
    if moment > at:
        raise ValidationError({field: _("This date lies in the future.")})
    # forms enter minutes: the minute of the sending is not before it
    if moment < delivery.sent_at.replace(second=0, microsecond=0):
        sentence = _("This date lies before the step that precedes it (%(earlier)s).")
        raise ValidationError({field: sentence % {"earlier": day_of(delivery.sent_at).isoformat()}})
    return max(moment, delivery.sent_at)


def prove(
    leg: Leg, kind: str, *, actor: Actor, at: datetime, moment: datetime, exhibit: Exhibit | None = None, **words: Any
) -> None:  # fmt: skip
    """The proof in force of the leg, and its dates. An earlier, weaker one stays as a row that this one replaces."""
    day = day_of(moment)
    held = leg.certificates.filter(replaced_by=None).first()
    if held is not None:
        key = uuid.uuid4()
        held.replaced_by_id, held.replaced_reason = key, str(_("Receipt was confirmed afterwards."))
        held.save(update_fields=["replaced_by", "replaced_reason"])
        words["id"] = key
    add_proof(
        leg, kind, actor=actor, at=at, service_date=day, received_date=day_of(at), exhibit=exhibit, **words
    )
    leg.proof_date, leg.proof_received_date = day, day_of(at)


@transaction.atomic
def record_reading(
    *, actor: Actor, at: datetime, leg_id: UUID, read_at: datetime, source: str, upload: Any = None
) -> Leg:
    """The addressee's own system reported that the documents were read (Online Litigation Rules art. 31).

    By consent and at another address than a confirmed one, receipt is presumed and proposed; she may rebut it. On any
    other basis a reading proposes nothing and is not entered as a step.

    :raises PermissionRefused: no such leg from a seat of the act.
    :raises ValidationError: the basis draws nothing from a reading, or the moment does not fit.
    """
    act = S + "reading_recorded"
    leg = locked_leg(actor, at, act, leg_id)
    delivery = sending_of(leg)
    if not electronic.reading_presumes(leg.legal_basis, is_confirmed_address=delivery.is_confirmed_address):
        sentence = _(
            "On this basis a reading presumes nothing; what counts is the arrival, or confirmed receipt."
        )
        raise ValidationError(sentence, code="basis")
    if not source.strip():
        raise ValidationError({"source": _("Say how the reading is known.")})
    moment = require_moment(delivery, read_at, at, "read_at")
    exhibit = kept_file(actor=actor, at=at, matter=leg.matter, upload=upload)
    presume(leg, delivery, actor=actor, at=at, moment=moment, source=source, exhibit=exhibit)
    return leg


def presume(
    leg: Leg,
    delivery: ElectronicDelivery,
    *,
    actor: Actor,
    at: datetime,
    moment: datetime,
    source: str,
    exhibit: Exhibit | None = None,
) -> None:
    """Receipt presumed from a reading, inside an act on the locked leg; proposed to the judge as of that day."""
    act = S + "reading_recorded"
    prove(leg, Kind.READING, actor=actor, at=at, moment=moment, exhibit=exhibit, method=source.strip()[:200])
    move_leg(leg, act, at)
    record(
        act, actor=actor, at=at, matter=leg.matter, leg=leg, on=day_of(moment), subject=delivery,
        facts={"read_at": moment.isoformat()},
    )  # fmt: skip
    after_proof(leg, at)


@transaction.atomic
def record_bounce(*, actor: Actor, at: datetime, leg_id: UUID, bounced_at: datetime, reason: str) -> Leg:
    """The message came back. The leg fails, its codes open nothing, another way is a work item.

    Beside a proof it moves nothing: it is kept and told to the clerks and judges, who weigh it (Interpretation art.
    135: the addressee may prove another date). Where she confirmed receipt herself, a bounce says nothing.

    :raises PermissionRefused: no such leg from a seat of the act.
    :raises ValidationError: no reason, receipt confirmed already, or the moment does not fit.
    """
    act = S + "bounce_recorded"
    leg = locked_leg(actor, at, act, leg_id)
    delivery = sending_of(leg)
    text = reason.strip()
    if not text:
        raise ValidationError({"reason": _("Give the reason.")})
    if delivery.confirmed_at is not None:
        raise ValidationError(
            _("Receipt was confirmed; a message that came back changes nothing."), code="confirmed"
        )
    if delivery.bounced_at is not None:
        raise ValidationError(_("It is on record already that this message came back."), code="known")
    delivery.bounced_at = require_moment(delivery, bounced_at, at, "bounced_at")
    delivery.bounce_reason = text[:300]
    delivery.save(update_fields=["bounced_at", "bounce_reason"])
    was_open = leg.state in (lifecycle.SENT, lifecycle.ARRIVED)
    if was_open:
        leg.end_reason, leg.end_note = Reason.BOUNCED, text
        revoke_codes_of(leg, actor=actor, at=at)
    move_leg(leg, act, at)
    record(
        act, actor=actor, at=at, matter=leg.matter, leg=leg, on=day_of(delivery.bounced_at), subject=delivery,
        facts={"beside_proof": not was_open}, private={"reason": text},
    )  # fmt: skip
    if was_open:
        propose_exhausted(leg.matter, at)
    _tell_staff(leg, at)
    return leg


def _tell_staff(leg: Leg, at: datetime) -> None:
    if leg.matter.case is not None:
        tell(
            "service_of_process.message_came_back", clerks_of(leg.matter.case, day_of(at)), matter=leg.matter, at=at,
            context={"leg": leg.number, "over": leg.state == lifecycle.FAILED}, at_desk=True, about=str(leg.pk),
        )  # fmt: skip
