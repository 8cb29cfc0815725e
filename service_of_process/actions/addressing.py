"""Addresses of the addressee: entered with their source, taken over from a confirmation, withdrawn, never overwritten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of, require_reason
from portal.cases.models import AddressConfirmation
from portal.cases.queries import address_in_force
from service_of_process.actions.steps import S, locked, next_number, record, require_past
from service_of_process.models import AddresseeAddress, ServiceMatter

Kind, Source, Confidence = AddresseeAddress.Kind, AddresseeAddress.Source, AddresseeAddress.Confidence


@transaction.atomic
def add_address(
    *,
    actor: Actor,
    at: datetime,
    matter_id: UUID,
    kind: str,
    text: str,
    source: str,
    place: str = "",
    verified_date: date | None = None,
    confidence: str = "",
) -> AddresseeAddress:
    """One more address of the addressee, with where it comes from.

    ``place`` is the addressee's region unless told otherwise; whereabouts in the Mainland are in the Mainland.

    :raises ValidationError: it is empty, no e-mail address where one is meant, or stands there already.
    """
    matter = locked(actor, at, S + "address_added", matter_id)
    if verified_date is not None:
        require_past(verified_date, at, "verified_date")
    text = text.strip()
    if not text:
        raise ValidationError({"text": _("Enter the address.")})
    if kind == Kind.EMAIL:
        _require_email(text)
    if any(row.text == text and row.kind == kind for row in in_force(matter)):
        raise ValidationError({"text": _("This address stands there already.")})
    place = "CN" if kind == Kind.MAINLAND else (place or matter.region)
    return _enter(
        matter, actor, at, kind=kind, text=text, place=place, source=source, verified_date=verified_date,
        confidence=confidence, confirmation=None,
    )  # fmt: skip


@transaction.atomic
def add_confirmed_addresses(*, actor: Actor, at: datetime, matter_id: UUID) -> list[AddresseeAddress]:
    """Take over what the addressee confirmed in the case as her address for service (Interp. 136–137).

    :raises ValidationError: there is no confirmation in force, or all of it stands there already.
    """
    matter = locked(actor, at, S + "address_added", matter_id)
    taken = take_confirmed(matter, actor, at)
    if not taken:
        raise ValidationError(
            _("The addressee has confirmed no address that does not stand here already."), code="nothing"
        )
    return taken


@transaction.atomic
def withdraw_address(
    *, actor: Actor, at: datetime, matter_id: UUID, address_id: UUID, reason: str
) -> AddresseeAddress:
    """An address no longer counts; it stays legible, and legs that used it keep it.

    :raises ValidationError: no reason, or it is none of the matter's in force.
    """
    matter = locked(actor, at, S + "address_withdrawn", matter_id)
    address = matter.addresses.filter(pk=address_id, withdrawn_at=None).first()
    if address is None:
        raise ValidationError({"address": _("Choose an address that stands on this matter.")})
    address.withdrawn_at, address.withdrawn_reason = at, require_reason(reason)[:300]
    address.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    record(
        S + "address_withdrawn", actor=actor, at=at, matter=matter, subject=address,
        facts={"number": address.number}, private={"reason": reason.strip()},
    )  # fmt: skip
    return address


def in_force(matter: ServiceMatter) -> list[AddresseeAddress]:
    """The addresses that count, in the order of their entry."""
    return list(matter.addresses.filter(withdrawn_at=None))


def take_confirmed(matter: ServiceMatter, actor: Actor, at: datetime) -> list[AddresseeAddress]:
    """What a confirmation in force adds to the matter, entered inside the caller's act; nothing where there is none."""
    party = matter.addressee.party
    found = address_in_force(party, day_of(at)) if party is not None else None
    if found is None:
        return []
    held = {(row.kind, row.text) for row in in_force(matter)}
    return [
        _enter(
            matter, actor, at, kind=kind, text=text, place=place, source=Source.CONFIRMED,
            verified_date=day_of(found.confirmation.confirmed_at), confidence=Confidence.HIGH,
            confirmation=found.confirmation,
        )
        for kind, text, place in _addresses_of(found.confirmation, matter.addressee.kind)
        if (kind, text) not in held
    ]  # fmt: skip


def _addresses_of(confirmation: AddressConfirmation, addressee_kind: str) -> Iterator[tuple[str, str, str]]:
    at_home = Kind.REGISTERED if addressee_kind == "entity" else Kind.RESIDENCE
    if confirmation.postal_address:
        yield (
            Kind.MAINLAND if confirmation.region == "CN" else at_home,
            confirmation.postal_address,
            confirmation.region,
        )
    if confirmation.email:
        yield Kind.EMAIL, confirmation.email, confirmation.region
    if confirmation.fax:
        yield Kind.FAX, confirmation.fax, confirmation.region


def _enter(
    matter: ServiceMatter,
    actor: Actor,
    at: datetime,
    *,
    kind: str,
    text: str,
    place: str,
    source: str,
    verified_date: date | None,
    confidence: str,
    confirmation: AddressConfirmation | None,
) -> AddresseeAddress:
    address = AddresseeAddress.objects.create(
        matter=matter, number=next_number(matter.addresses), kind=kind, text=text, place=place, source=source,
        verified_date=verified_date, confidence=confidence, confirmation=confirmation,
    )  # fmt: skip
    record(
        S + "address_added", actor=actor, at=at, matter=matter, subject=address,
        facts={"number": address.number, "kind": kind, "place": place, "source": source},
        private={"address": text},
    )  # fmt: skip
    return address


def _require_email(text: str) -> None:
    try:
        validate_email(text)
    except ValidationError as error:
        raise ValidationError({"text": _("Enter a valid e-mail address.")}) from error
