"""The buttons of electronic service."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from portal.audit.actors import Actor
from service_of_process.actions import arrivals, codes, opening_documents, sending
from service_of_process.forms import electronic as forms
from service_of_process.forms.acts import ActForm, MatterForm, ToldOnce, simple
from service_of_process.models import AccessCode, ElectronicDelivery, Leg, ServiceMatter
from service_of_process.queries.electronic import open_sendings
from service_of_process.rules import electronic


def _send(*, actor: Actor, at: datetime, matter: ServiceMatter, leg: Leg | None, **entered: Any) -> Any:
    """Sent; where the portal sends nothing itself, the code is shown once to be passed on."""
    assert leg is not None  # offered on a leg only
    delivery, plain = sending.send_documents(actor=actor, at=at, leg_id=leg.pk, **entered)
    return ToldOnce(plain) if delivery.gateway != ElectronicDelivery.Gateway.PORTAL else delivery


def _issue(
    *, actor: Actor, at: datetime, matter: ServiceMatter, leg: Leg | None, sending: str, label: str
) -> ToldOnce:
    """A further code for the documents of one sending, shown once."""
    _code, plain = codes.issue_code(
        actor=actor,
        at=at,
        matter_id=matter.pk,
        kind=AccessCode.Kind.DOCUMENTS,
        leg_id=UUID(sending),
        label=label,
    )
    return ToldOnce(plain)


def _sent(leg: Leg | None) -> ElectronicDelivery | None:
    return getattr(leg, "electronic", None)


def _arrives_with(act: str) -> Any:
    """Shown where the basis and the address make the arrival just this act."""

    def shown(matter: ServiceMatter, leg: Leg | None) -> bool:
        found = _sent(leg)
        if leg is None or found is None:
            return False
        return (
            electronic.act_of_arrival(leg.legal_basis, is_confirmed_address=found.is_confirmed_address) == act
        )

    return shown


def _presumed(matter: ServiceMatter, leg: Leg | None) -> bool:
    found = _sent(leg)
    if leg is None or found is None:
        return False
    return electronic.reading_presumes(leg.legal_basis, is_confirmed_address=found.is_confirmed_address)


def _unconfirmed(matter: ServiceMatter, leg: Leg | None) -> bool:
    found = _sent(leg)
    return found is not None and found.confirmed_at is None


def _may_bounce(matter: ServiceMatter, leg: Leg | None) -> bool:
    found = _sent(leg)
    return found is not None and found.bounced_at is None and found.confirmed_at is None


def _paper_wanted(matter: ServiceMatter, leg: Leg | None) -> bool:
    found = _sent(leg)
    return found is not None and found.paper_asked_at is not None and found.paper_given_at is None


def _has_open_sending(matter: ServiceMatter, leg: Leg | None) -> bool:
    return open_sendings(matter).exists()


def _leg(act: str, label: Any, form: Any, action: Any, **more: Any) -> ActForm:
    return ActForm(act, label, form, simple(action, on_leg=True), on_leg=True, **more)


OFFERED: tuple[ActForm, ...] = (
    ActForm("documents_sent", _("Send electronically"), forms.SendForm, _send, on_leg=True),
    _leg("effective_arrival_recorded", _("Record the arrival (takes effect)"), forms.ArrivalForm,
         arrivals.record_arrival, shown=_arrives_with(electronic.EFFECTIVE)),
    _leg("arrival_recorded", _("Record the arrival (receipt still to be confirmed)"), forms.ArrivalForm,
         arrivals.record_arrival, shown=_arrives_with(electronic.UNCONFIRMED)),
    _leg("reading_recorded", _("Record a reading"), forms.ReadingForm, arrivals.record_reading, shown=_presumed),
    _leg("receipt_confirmed", _("Record a confirmation of receipt"), forms.ConfirmationForm,
         opening_documents.record_confirmation, shown=_unconfirmed),
    _leg("bounce_recorded", _("Record that the message came back"), forms.BounceForm, arrivals.record_bounce,
         alarming=True, shown=_may_bounce),
    _leg("delivery_given_up", _("Wait no longer"), forms.GiveUpForm, sending.give_up, alarming=True),
    _leg("paper_copy_given", _("Record the paper copy given"), MatterForm, opening_documents.give_paper,
         shown=_paper_wanted),
    ActForm("access_code_issued", _("Issue a code for the documents"), forms.DocumentsCodeForm, _issue,
            shown=_has_open_sending),
)  # fmt: skip
