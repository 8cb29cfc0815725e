"""The acts of planning that the desk offers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.audit.actors import Actor
from service_of_process.actions import addressing, contacts, document_set, evidence_letters, legs, opening
from service_of_process.forms import planning as forms
from service_of_process.forms.acts import ActForm, MatterForm, simple
from service_of_process.models import Leg, ServiceMatter


def _outbound(matter: ServiceMatter, leg: Leg | None) -> bool:
    return not matter.is_inbound


def _is_evidence(matter: ServiceMatter, leg: Leg | None) -> bool:
    return _outbound(matter, leg) and matter.kind == ServiceMatter.Kind.EVIDENCE


def _has_party(matter: ServiceMatter, leg: Leg | None) -> bool:
    return _outbound(matter, leg) and matter.addressee.party_id is not None


def _add_confirmed(*, actor: Actor, at: datetime, matter: ServiceMatter, leg: Leg | None) -> None:
    addressing.add_confirmed_addresses(actor=actor, at=at, matter_id=matter.pk)


def _open_leg(
    *,
    actor: Actor,
    at: datetime,
    matter: ServiceMatter,
    leg: Leg | None,
    address: Any,
    contact: Any,
    **entered: Any,
) -> None:
    legs.open_leg(
        actor=actor, at=at, matter_id=matter.pk, address_id=getattr(address, "pk", None),
        contact_id=getattr(contact, "pk", None), **entered,
    )  # fmt: skip


def _withdraw(action: Any, field: str) -> Any:
    """Runs the withdrawal of the record chosen in ``field``."""

    def run(
        *, actor: Actor, at: datetime, matter: ServiceMatter, leg: Leg | None, reason: str, **chosen: Any
    ) -> None:
        action(actor=actor, at=at, matter_id=matter.pk, reason=reason, **{f"{field}_id": chosen[field].pk})

    return run


OFFERED: tuple[ActForm, ...] = (
    ActForm("leg_opened", _("Open a route"), forms.LegForm, _open_leg, shown=_outbound),
    ActForm("document_added", _("Add a document"), forms.DocumentForm,
            simple(document_set.add_document, on_leg=False), shown=_outbound),
    ActForm("address_added", _("Enter an address"), forms.AddressForm, simple(addressing.add_address, on_leg=False),
            shown=_outbound),
    ActForm("address_added", _("Take over the confirmed addresses"), MatterForm, _add_confirmed, shown=_has_party),
    ActForm("contact_added", _("Enter somebody who may receive"), forms.ContactForm,
            simple(contacts.add_contact, on_leg=False), shown=_outbound),
    ActForm("evidence_letter_written", _("Write the letter for evidence"), forms.EvidenceLetterForm,
            simple(evidence_letters.write_evidence_letter, on_leg=False), shown=_is_evidence),
    ActForm("matter_edited", _("Edit what the papers say"), forms.EditForm, simple(opening.edit_matter, on_leg=False),
            shown=_outbound),
    ActForm("document_withdrawn", _("Withdraw a document"), forms.WithdrawDocumentForm,
            _withdraw(document_set.withdraw_document, "document"), alarming=True,
            shown=lambda matter, leg: matter.documents.filter(withdrawn_at=None).exists()),
    ActForm("address_withdrawn", _("Withdraw an address"), forms.WithdrawAddressForm,
            _withdraw(addressing.withdraw_address, "address"), alarming=True,
            shown=lambda matter, leg: matter.addresses.filter(withdrawn_at=None).exists()),
    ActForm("contact_withdrawn", _("Withdraw somebody who may receive"), forms.WithdrawContactForm,
            _withdraw(contacts.withdraw_contact, "contact"), alarming=True,
            shown=lambda matter, leg: matter.contacts.filter(withdrawn_at=None).exists()),
    ActForm("matter_withdrawn", _("Withdraw the matter"), forms.WithdrawForm,
            simple(opening.withdraw_matter, on_leg=False), alarming=True),
    ActForm("leg_withdrawn", _("Withdraw the route"), forms.WithdrawForm, simple(legs.withdraw_leg, on_leg=True),
            on_leg=True, alarming=True),
)  # fmt: skip
