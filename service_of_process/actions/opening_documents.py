"""The addressee opens what is served on her: looked at, read file by file, receipt confirmed, a paper copy asked for.

She comes with the code of the message (the portal acts for whoever holds it) or with her own account.
"""

from __future__ import annotations

from datetime import datetime
from typing import IO, Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor, system_actor
from portal.exhibits import actions as exhibits
from portal.identity.permissions import PermissionRefused
from service_of_process.actions.arrivals import presume, prove, record_arrival, require_moment, sending_of
from service_of_process.actions.confirming import after_proof
from service_of_process.actions.proofs import kept_file
from service_of_process.actions.steps import S, day_of, locked_leg, move_leg, record, seen_from
from service_of_process.gateways.delivery import GATEWAYS
from service_of_process.models import CertificateOfService, DocumentReading, ElectronicDelivery, Leg
from service_of_process.queries.electronic import FileShown, files_of, may_receive, read_numbers
from service_of_process.rules import electronic, lifecycle

#: Whoever holds the code of the message, without an account.
BY_LINK = system_actor("addressee-link")
#: The portal itself: it takes files out of the court's store for the addressee, and notes what follows.
PORTAL = system_actor("electronic-service")
Kind = DocumentReading.Kind
OPENED = S + "documents_opened"


@transaction.atomic
def open_documents(
    *, actor: Actor, at: datetime, leg_id: UUID, is_by_message: bool = False
) -> ElectronicDelivery:
    """The list of the documents is looked at. The first time is kept; looking again is no act.

    ``is_by_message``: with the code that stood in the message, which has thus arrived.

    :raises PermissionRefused: an account that may not receive for the addressee.
    :raises ValidationError: the leg is over.
    """
    leg, delivery = _open(actor, at, leg_id)
    if delivery.opened_at is None:
        delivery.opened_at = at
        delivery.save(update_fields=["opened_at"])
        record(
            OPENED, actor=actor, at=at, matter=leg.matter, leg=leg, subject=delivery, facts={"document": ""}
        )
    if is_by_message:
        _arrived(leg, delivery, at)
    return delivery


@transaction.atomic
def read_file(
    *, actor: Actor, at: datetime, leg_id: UUID, path: str, kind: str
) -> tuple[FileShown, IO[bytes]]:
    """One file is given out, to look at or to keep: proved by a reading with its digest and by the log.

    Where a reading is presumed to complete service, the last document of the set to be read fixes the day.

    :raises PermissionRefused: an account that may not receive, or no such file in the set.
    :raises ValidationError: the leg is over, or the file is in quarantine. :raises FileBroken: it is damaged.
    """
    leg, delivery = _open(actor, at, leg_id)
    shown = next((one for one in files_of(leg) if one.path == path), None)
    if shown is None:
        raise PermissionRefused(OPENED)
    _exhibit, content = exhibits.read(actor=PORTAL, at=at, exhibit_id=shown.exhibit.pk)
    try:
        _note_reading(leg, delivery, shown, kind, actor=actor, at=at)
    except BaseException:
        content.close()
        raise
    return shown, content


def _note_reading(
    leg: Leg, delivery: ElectronicDelivery, shown: FileShown, kind: str, *, actor: Actor, at: datetime
) -> None:
    DocumentReading.objects.create(
        delivery=delivery, document=shown.document, kind=kind, digest=shown.digest, read_at=at
    )
    record(
        OPENED, actor=actor, at=at, matter=leg.matter, leg=leg, subject=delivery,
        facts={"document": shown.path, "reading": kind, "digest": shown.digest},
    )  # fmt: skip
    presumes = electronic.reading_presumes(
        leg.legal_basis, is_confirmed_address=delivery.is_confirmed_address
    )
    if not presumes or leg.state not in (lifecycle.SENT, lifecycle.ARRIVED):
        return
    numbers = {one.document.number for one in files_of(leg)}
    if electronic.is_whole_set_read(numbers, read_numbers(delivery)):
        presume(leg, delivery, actor=PORTAL, at=at, moment=at, source=str(_("Opened in the portal")))


@transaction.atomic
def confirm_receipt(*, actor: Actor, at: datetime, leg_id: UUID, name: str) -> Leg:
    """She says, with her name, that she received the documents: proved on this day, and proposed to the judge.

    Where service took effect with the arrival already, the confirmation is kept beside it and changes no date.

    :raises PermissionRefused: an account that may not receive for the addressee.
    :raises ValidationError: no name, receipt confirmed already, or the leg is over.
    """
    return _confirmed(actor, at, leg_id, name, moment=at)


@transaction.atomic
def record_confirmation(
    *, actor: Actor, at: datetime, leg_id: UUID, name: str, confirmed_at: datetime, upload: Any
) -> Leg:
    """The clerk enters a confirmation that reached the court another way: a reply by e-mail or fax, with its file.

    :raises PermissionRefused: no such leg from a seat of the act.
    :raises ValidationError: no name, no proof, receipt confirmed already, or the moment does not fit.
    """
    act = S + "receipt_confirmed"
    if not seen_from(lifecycle.CLERK, actor, day_of(at)).filter(legs=leg_id).exists():
        raise PermissionRefused(act)
    if not upload:
        raise ValidationError({"upload": _("Attach the proof.")})
    return _confirmed(actor, at, leg_id, name, moment=confirmed_at, upload=upload)


def _confirmed(
    actor: Actor, at: datetime, leg_id: UUID, name: str, *, moment: datetime, upload: Any = None
) -> Leg:
    act = S + "receipt_confirmed"
    leg = locked_leg(actor, at, act, leg_id)
    if upload is None:
        _require_receiver(leg, actor, at, act)
    delivery = sending_of(leg)
    if not name.strip():
        raise ValidationError({"name": _("Enter your full name.")})
    if delivery.confirmed_at is not None:
        raise ValidationError(_("Receipt was confirmed already."), code="known")
    moment = require_moment(delivery, moment, at, "confirmed_at")
    _arrived(leg, delivery, at)
    delivery.confirmed_at, delivery.confirmed_name = moment, name.strip()[:200]
    delivery.save(update_fields=["confirmed_at", "confirmed_name"])
    exhibit = kept_file(actor=actor, at=at, matter=leg.matter, upload=upload)
    proves = leg.state not in (lifecycle.PROVED, lifecycle.CONFIRMED)
    if proves:
        prove(
            leg, CertificateOfService.Kind.CONFIRMATION, actor=actor, at=at, moment=moment, exhibit=exhibit,
            recipient=delivery.confirmed_name, method=delivery.get_gateway_display(),
        )  # fmt: skip
    move_leg(leg, act, at)
    record(
        act, actor=actor, at=at, matter=leg.matter, leg=leg, on=day_of(moment), subject=delivery,
        facts={"proves": proves, "basis": leg.legal_basis}, private={"name": delivery.confirmed_name},
    )  # fmt: skip
    if proves:
        after_proof(leg, at)
    return leg


@transaction.atomic
def ask_for_paper(*, actor: Actor, at: datetime, leg_id: UUID) -> Leg:
    """She wants the judgment on paper, which the court then gives her (CPL art. 90, first paragraph).

    :raises PermissionRefused: an account that may not receive. :raises ValidationError: no judgment, or asked already.
    """
    act = S + "paper_copy_asked"
    leg, delivery = _open(actor, at, leg_id, act)
    if not leg.matter.is_judgment:
        raise ValidationError(_("A paper copy is given of judgments, rulings and mediation statements."))
    if delivery.paper_asked_at is not None:
        raise ValidationError(_("A paper copy has been asked for already."), code="known")
    delivery.paper_asked_at = at
    delivery.save(update_fields=["paper_asked_at"])
    record(act, actor=actor, at=at, matter=leg.matter, leg=leg, subject=delivery)
    return leg


@transaction.atomic
def give_paper(*, actor: Actor, at: datetime, leg_id: UUID) -> Leg:
    """The paper copy that was asked for has been given or sent. Service was complete without it.

    :raises PermissionRefused: no such leg from a seat of the act. :raises ValidationError: none was asked for.
    """
    act = S + "paper_copy_given"
    leg = locked_leg(actor, at, act, leg_id)
    delivery = sending_of(leg)
    if delivery.paper_asked_at is None or delivery.paper_given_at is not None:
        raise ValidationError(_("No paper copy is asked for."))
    delivery.paper_given_at = at
    delivery.save(update_fields=["paper_given_at"])
    record(act, actor=actor, at=at, matter=leg.matter, leg=leg, subject=delivery)
    return leg


def _open(actor: Actor, at: datetime, leg_id: UUID, act: str = OPENED) -> tuple[Leg, ElectronicDelivery]:
    leg = locked_leg(actor, at, act, leg_id)
    _require_receiver(leg, actor, at, act)
    return leg, sending_of(leg)


def _require_receiver(leg: Leg, actor: Actor, at: datetime, act: str) -> None:
    """Whoever holds the code, or an account of the addressee's side that may receive; never the other side."""
    if actor.key != BY_LINK.key and not may_receive(leg.matter, actor, day_of(at)):
        raise PermissionRefused(act)


def _arrived(leg: Leg, delivery: ElectronicDelivery, at: datetime) -> None:
    """What she has in hand has arrived: the moment of success that the sending system shows is recorded now."""
    outcome = GATEWAYS[delivery.gateway].outcome(delivery)
    if leg.state != lifecycle.SENT or outcome is None or not outcome.is_success:
        return
    record_arrival(actor=PORTAL, at=at, leg_id=leg.pk, arrived_at=outcome.at, source=outcome.source)
    leg.refresh_from_db()
    delivery.refresh_from_db()
    delivery.leg = leg
