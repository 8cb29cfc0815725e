"""An electronic sending: on its basis, to its address, with the code that opens the documents. And given up."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from i18n import languages
from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of, require_reason
from service_of_process.actions.clocks import end_clocks_of
from service_of_process.actions.codes import add_code, revoke_codes_of
from service_of_process.actions.exhausting import propose_exhausted
from service_of_process.actions.handing_over import hand_over
from service_of_process.actions.proposals import overtake
from service_of_process.actions.steps import S, locked_leg, move_leg, record, require_since_filing, tell
from service_of_process.gateways.delivery import GATEWAYS
from service_of_process.models import AccessCode, AddresseeAddress, ElectronicDelivery, Leg, Means, Reason
from service_of_process.queries.electronic import consent_stands, is_provided_or_confirmed, receivers
from service_of_process.queries.planning import blocking_of
from service_of_process.rules import lifecycle
from service_of_process.rules.channels import BY_CONSENT

Gateway = ElectronicDelivery.Gateway


@transaction.atomic
def send_documents(
    *,
    actor: Actor,
    at: datetime,
    leg_id: UUID,
    gateway: str = Gateway.PORTAL,
    language: str = "",
    sent_at: datetime | None = None,
) -> tuple[ElectronicDelivery, str]:
    """The documents are sent: by the portal's e-mail, or by another system at ``sent_at``, or as a simulation.

    Gives the sending and the code that opens the documents; with the portal's e-mail the addressee has it, with
    another system whoever sends passes it on. ``language``: empty for the addressee's.

    :raises PermissionRefused: no such leg from a seat of the act.
    :raises ValidationError: the validator stops it, the consent no longer stands, or the address is of another kind.
    """
    act = S + "documents_sent"
    leg = locked_leg(actor, at, act, leg_id)
    address, sent = _ready(leg, gateway, at), sent_at or at
    if sent > at:
        raise ValidationError({"sent_at": _("This date lies in the future.")})
    require_since_filing(leg.matter, day_of(sent), "sent_at")
    language = language or leg.matter.addressee.language
    code, plain = add_code(
        leg.matter, AccessCode.Kind.DOCUMENTS, actor=actor, at=at, leg=leg, label=str(_("Addressee"))
    )
    delivery = ElectronicDelivery.objects.create(
        leg=leg, address=address.text, gateway=gateway, sent_at=sent, token_digest=code.digest,
        is_confirmed_address=is_provided_or_confirmed(leg, day_of(at)),
        language=language if language in languages.CODES else languages.DEFAULT,
    )  # fmt: skip
    _leave(leg, delivery, plain, actor=actor, at=at)
    return delivery, plain


def _leave(leg: Leg, delivery: ElectronicDelivery, plain: str, *, actor: Actor, at: datetime) -> None:
    means, day = _means_of(delivery), day_of(delivery.sent_at)
    leg.dispatched_date, leg.means = day, means
    move_leg(leg, S + "documents_sent", at)
    hand_over(leg, actor=actor, at=at, giver=lifecycle.CLERK, taker=lifecycle.ADDRESSEE, on=day, means=means)
    GATEWAYS[delivery.gateway].send(delivery, plain, at)
    record(
        S + "documents_sent", actor=actor, at=at, matter=leg.matter, leg=leg, on=day, subject=delivery,
        facts={"gateway": delivery.gateway, "basis": leg.legal_basis, "language": delivery.language,
               "confirmed_address": delivery.is_confirmed_address},
        private={"address": delivery.address},
    )  # fmt: skip
    tell(
        "service_of_process.documents_waiting", receivers(leg.matter, day_of(at)), matter=leg.matter, at=at,
        context={"path": f"/service/documents/{delivery.pk}/"},
    )  # fmt: skip


def _means_of(delivery: ElectronicDelivery) -> str:
    """How the documents went, as hand-overs name it; empty for a fax, which another system sent."""
    address = delivery.leg.address
    return Means.EMAIL if address is not None and address.kind == AddresseeAddress.Kind.EMAIL else ""


def _ready(leg: Leg, gateway: str, at: datetime) -> AddresseeAddress:
    """The address, if everything stands for the sending.

    :raises ValidationError: with the reason why not.
    """
    address = leg.address
    if address is None or address.withdrawn_at is not None or not address.is_electronic:
        raise ValidationError(_("This leg has no electronic address that is still in use."))
    if gateway not in Gateway.values:
        raise ValidationError({"gateway": _("Choose how the documents are sent.")})
    if gateway == Gateway.PORTAL and address.kind != AddresseeAddress.Kind.EMAIL:
        sentence = _("The portal sends e-mail only. Send the fax, then record it here.")
        raise ValidationError({"gateway": sentence})
    if gateway == Gateway.SIMULATED and not settings.PORTAL_DEMONSTRATION:
        raise ValidationError({"gateway": _("Only a demonstration simulates a sending.")})
    if leg.legal_basis == BY_CONSENT and not consent_stands(leg, day_of(at)):
        sentence = _(
            "The addressee's consent to electronic service for these documents is not on record any more. Open a leg "
            "on confirmed receipt, or choose another route."
        )
        raise ValidationError(sentence, code="consent")
    if not leg.matter.documents.filter(withdrawn_at=None).exists():
        raise ValidationError(_("There is no document to be served."))
    found = blocking_of(leg, day_of(at))
    if found:
        raise ValidationError([ValidationError(str(problem), code=problem.code) for problem in found])
    return address


@transaction.atomic
def give_up(*, actor: Actor, at: datetime, leg_id: UUID, reason: str) -> Leg:
    """Nobody confirmed receipt and the court waits no longer: the leg ends, another way is open.

    :raises PermissionRefused: no such leg from a seat of the act. :raises ValidationError: no reason.
    """
    act = S + "delivery_given_up"
    leg = locked_leg(actor, at, act, leg_id)
    text = require_reason(reason)
    leg.end_reason, leg.end_note = Reason.SILENT, text
    move_leg(leg, act, at)
    end_clocks_of(leg, day_of(at))
    overtake(leg.matter, at, leg=leg)
    revoke_codes_of(leg, actor=actor, at=at)
    record(act, actor=actor, at=at, matter=leg.matter, leg=leg, private={"reason": text})
    propose_exhausted(leg.matter, at)
    return leg
