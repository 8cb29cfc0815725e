"""Service by mail (法释〔2009〕2号 art. 7): posted with the return receipt, signed for, or returned."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from service_of_process.actions.clocks import end_clock, end_clocks_of, start_clock
from service_of_process.actions.confirming import after_proof
from service_of_process.actions.exhausting import propose_exhausted
from service_of_process.actions.handing_over import hand_over
from service_of_process.actions.proofs import add_proof, kept_file, kept_proof
from service_of_process.actions.proposals import overtake
from service_of_process.actions.steps import (
    S,
    locked_leg,
    move_leg,
    record,
    require_past,
    require_since_filing,
)
from service_of_process.models import Leg, Proposal
from service_of_process.models.choices import Means, Reason
from service_of_process.models.legs import CertificateOfService
from service_of_process.rules import lifecycle

RULE = "hkmo-service-2009-art7"
SIGNED_ON = (CertificateOfService.Kind.RETURN_RECEIPT, CertificateOfService.Kind.POSTAL_RECEIPT)
_ON_SILENCE = (Proposal.Kind.DEEMED, Proposal.Kind.NOT_SERVED)


@transaction.atomic
def post_mail(
    *,
    actor: Actor,
    at: datetime,
    leg_id: UUID,
    posted_date: date,
    postal_number: str,
    has_return_receipt: bool,
) -> Leg:
    """The documents go to the post with a return receipt; three months run from the day of posting.

    :raises PermissionRefused: no such leg from a seat of the act.
    :raises ValidationError: no receipt enclosed, no address or document, or a date in the future.
    """
    act = S + "mail_posted"
    leg = locked_leg(actor, at, act, leg_id)
    require_since_filing(leg.matter, require_past(posted_date, at, "posted_date"), "posted_date")
    _require_ready(leg, has_return_receipt)
    leg.dispatched_date, leg.means, leg.postal_number = posted_date, Means.POST, postal_number.strip()
    move_leg(leg, act, at)
    hand_over(leg, actor=actor, at=at, giver=lifecycle.CLERK, taker=lifecycle.POST_OFFICE, on=posted_date,
              means=Means.POST, number=leg.postal_number)  # fmt: skip
    start_clock(leg.matter, rule=RULE, start=posted_date, at=at, holder=lifecycle.POST_OFFICE, leg=leg)
    record(act, actor=actor, at=at, matter=leg.matter, leg=leg, on=posted_date, facts={"rule": RULE},
           private={"postal_number": leg.postal_number})  # fmt: skip
    return leg


def _require_ready(leg: Leg, has_return_receipt: bool) -> None:
    if not has_return_receipt:
        sentence = _("A return receipt of service must be enclosed (2009 Provisions, art. 7).")
        raise ValidationError({"has_return_receipt": sentence})
    if leg.address is None or leg.address.withdrawn_at is not None or leg.address.is_electronic:
        raise ValidationError(_("This leg has no postal address that is still in use."))
    if not leg.matter.documents.filter(withdrawn_at=None).exists():
        raise ValidationError(_("There is no document to be served."))


@transaction.atomic
def record_signature(
    *,
    actor: Actor,
    at: datetime,
    leg_id: UUID,
    kind: str,
    service_date: date,
    received_date: date,
    upload: Any,
    recipient: str = "",
    relationship: str = "",
) -> Leg:
    """Signed on the return receipt, or on the postal receipt alone: served on the day of signing, for the judge.

    After the judge found the mail not served, the late proof waits for her decision on its effect; after she held it
    to be served by expiry, the signed day is put before her (art. 10, second paragraph).

    :raises PermissionRefused: no such leg from a seat of the act.
    :raises ValidationError: no proof attached, a proof known already, or dates out of order.
    """
    act = S + "mail_signed"
    leg = locked_leg(actor, at, act, leg_id)
    if kind not in SIGNED_ON:
        raise ValidationError({"kind": _("Choose what was signed.")})
    exhibit = kept_proof(actor=actor, at=at, matter=leg.matter, upload=upload)
    proof = add_proof(leg, kind, actor=actor, at=at, service_date=service_date, received_date=received_date,
                      exhibit=exhibit, recipient=recipient or None, relationship=relationship)  # fmt: skip
    leg.proof_date, leg.proof_received_date = service_date, received_date
    move_leg(leg, act, at)
    end_clock(leg.matter, RULE, received_date, leg=leg)
    record(act, actor=actor, at=at, matter=leg.matter, leg=leg, on=service_date, subject=proof,
           facts={"receipt": kind, "received_date": received_date.isoformat()})  # fmt: skip
    after_proof(leg, at)
    return leg


@transaction.atomic
def record_return(
    *,
    actor: Actor,
    at: datetime,
    leg_id: UUID,
    reason: str,
    obstacle_date: date,
    received_date: date,
    note: str = "",
    upload: Any = None,
) -> Leg:
    """The mail came back: the leg ends with the reason on it. Nothing is deemed served by a return across the border.

    A return after the judge decided on the silence, or after the leg was withdrawn, is kept and changes nothing.

    :raises PermissionRefused: no such leg from a seat of the act.
    :raises ValidationError: no reason, or dates out of order.
    """
    act = S + "mail_returned"
    leg = locked_leg(actor, at, act, leg_id)
    if reason not in Reason.values:
        raise ValidationError({"reason": _("Give the reason.")})
    exhibit = kept_file(actor=actor, at=at, matter=leg.matter, upload=upload)
    add_proof(leg, CertificateOfService.Kind.POSTAL_RECEIPT, actor=actor, at=at, service_date=obstacle_date,
              received_date=received_date, is_served=False, reason=reason, reason_text=note or None, exhibit=exhibit,
              papers_returned=True)  # fmt: skip
    leg.proof_received_date = received_date
    if leg.state == lifecycle.POSTED:
        leg.end_reason, leg.end_note = reason, ""
    move_leg(leg, act, at)
    end_clocks_of(leg, received_date)
    overtake(leg.matter, at, leg=leg, kinds=_ON_SILENCE)
    record(act, actor=actor, at=at, matter=leg.matter, leg=leg, on=received_date, facts={"reason": reason},
           private={"note": note})  # fmt: skip
    propose_exhausted(leg.matter, at)
    return leg
