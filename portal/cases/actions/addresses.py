"""The address for service: confirmed, consent given and withdrawn (CPL art. 90; Interp. 136–137)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of, is_staff_of, locked, party_in_force, record, require_side, tell
from portal.cases.models import AddressConfirmation, Case, Party
from portal.cases.queries import accounts_concerned, address_in_force, clerks_of, principals_of, sides_of
from portal.cases.rules import addresses as law
from portal.exhibits.models import Exhibit
from portal.identity.models import User
from portal.identity.permissions import PermissionRefused


@dataclass(frozen=True)
class Address:
    """What a confirmation says: addressee, place, postal and electronic addresses, consent and what it covers."""

    addressee: str
    region: str
    postal_address: str
    phone: str = ""
    email: str = ""
    fax: str = ""
    consents: bool = False
    scope: Sequence[str] = ()


@transaction.atomic
def confirm_address(
    *,
    actor: Actor,
    at: datetime,
    case_id: UUID,
    party_id: UUID,
    address: Address,
    paper: Exhibit | None = None,
) -> AddressConfirmation:
    """The party confirms where documents reach it; the confirmation before ends today and stays legible.

    In the portal the party, its confirmed representative, or an agent whose power of attorney does not exclude
    receipt (法释〔2009〕2号 art. 4) confirms; staff enter a paper form, with the form as exhibit.

    :raises ValidationError: an entry is missing, or the consent cannot stand (names the field).
    :raises PermissionRefused: another side's address.
    """
    case = locked(actor, at, "cases.address_confirmed", case_id)
    today = day_of(at)
    party = party_in_force(case, party_id, today)
    on_paper = is_staff_of(case, actor, today)
    if on_paper:
        if paper is None:
            raise ValidationError({"paper": _("Attach the signed confirmation form.")})
    else:
        _require_own(case, party, actor, at)
    _refuse_incomplete(address)
    party.address_confirmations.filter(valid_to=None).update(valid_to=today)
    confirmation = _create(party, actor, at, address, paper if on_paper else None, on_paper)
    record(
        "cases.address_confirmed", actor=actor, at=at, case=case, subject=confirmation,
        facts=_facts(party, confirmation), private=_private(address),
    )  # fmt: skip
    _tell("cases.address_confirmed", case, party, at, confirmation)
    return confirmation


@transaction.atomic
def withdraw_consent(
    *, actor: Actor, at: datetime, case_id: UUID, party_id: UUID, reason: str = ""
) -> AddressConfirmation:
    """The party no longer consents to electronic service; the postal address stays in force.

    What was served before stays served. A consent that was carried from an earlier case is withdrawn for this case
    by confirming the same postal address anew, without consent.

    :raises ValidationError: there is no consent in force. :raises PermissionRefused: another side's consent.
    """
    case = locked(actor, at, "cases.consent_withdrawn", case_id)
    today = day_of(at)
    party = party_in_force(case, party_id, today)
    require_side(case, party, actor, today, "cases.consent_withdrawn")
    found = address_in_force(party, today)
    if found is None or not found.confirmation.consents_now:
        raise ValidationError(_("There is no consent to electronic service in force."), code="no_consent")
    confirmation = (
        _copied_without_consent(party, found.confirmation, actor, at)
        if found.is_carried
        else found.confirmation
    )
    if not found.is_carried:
        confirmation.withdrawn_at, confirmation.withdrawn_by = at, actor.key
        confirmation.save(update_fields=["withdrawn_at", "withdrawn_by"])
    record(
        "cases.consent_withdrawn", actor=actor, at=at, case=case, subject=confirmation,
        facts={"number": party.number}, private={"reason": reason.strip()} if reason.strip() else {},
    )  # fmt: skip
    _tell("cases.consent_withdrawn", case, party, at, confirmation)
    return confirmation


def _tell(kind: str, case: Case, party: Party, at: datetime, confirmation: AddressConfirmation) -> None:
    number = {"number": party.number}
    tell(kind, _own_side(case, party, at), case=case, at=at, about=confirmation, context=number)
    clerks = clerks_of(case, day_of(at))
    tell(kind, clerks, case=case, at=at, about=confirmation, context=number, at_desk=True)


def _require_own(case: Case, party: Party, actor: Actor, at: datetime) -> None:
    today = day_of(at)
    if principals_of(case, actor, today).filter(pk=party.pk).exists():
        return
    if not sides_of(case, actor, today).filter(pk=party.pk).exists():
        raise PermissionRefused("cases.address_confirmed")
    account = actor.key.removeprefix("user:")
    agents = party.representations.on(today).filter(agent__user_id=account)
    if not agents.filter(receives_service=True).exists():
        raise ValidationError(
            _(
                "Your power of attorney excludes the receipt of documents; the party confirms the address itself."
            ),
            code="receipt_excluded",
        )


def _refuse_incomplete(address: Address) -> None:
    if not address.addressee.strip():
        raise ValidationError({"addressee": _("Enter who receives the documents.")})
    if not address.postal_address.strip():
        raise ValidationError({"postal_address": _("Enter a postal address.")})
    problem = law.consent_problem(
        consents=address.consents, scope=address.scope, electronic_addresses=[address.email, address.fax]
    )
    if problem == law.NO_ELECTRONIC_ADDRESS:
        raise ValidationError(
            {"email": _("Consent needs an e-mail address or a fax number where documents arrive.")}
        )
    if problem is not None:
        raise ValidationError({"scope": _("Choose what the consent covers.")})


def _create(
    party: Party, actor: Actor, at: datetime, address: Address, paper: Exhibit | None, on_paper: bool
) -> AddressConfirmation:
    source = AddressConfirmation.Source
    return AddressConfirmation.objects.create(
        party=party,
        source=source.PAPER if on_paper else source.ONLINE,
        addressee=address.addressee.strip(),
        region=address.region,
        postal_address=address.postal_address.strip(),
        phone=address.phone.strip(),
        email=address.email.strip(),
        fax=address.fax.strip(),
        electronic_consent=address.consents,
        consent_scope=[scope for scope in law.SCOPES if scope in address.scope] if address.consents else [],
        consent_text=law.CONSENT_TEXT if address.consents else "",
        confirmed_at=at,
        confirmed_by=actor.key,
        paper=paper,
        valid_from=day_of(at),
    )


def _copied_without_consent(
    party: Party, carried: AddressConfirmation, actor: Actor, at: datetime
) -> AddressConfirmation:
    address = Address(
        addressee=carried.addressee, region=carried.region, postal_address=carried.postal_address,
        phone=carried.phone, email=carried.email, fax=carried.fax,
    )  # fmt: skip
    return _create(party, actor, at, address, None, on_paper=False)


def _facts(party: Party, confirmation: AddressConfirmation) -> dict[str, str | int | bool | list[str]]:
    return {
        "number": party.number,
        "source": confirmation.source,
        "electronic_consent": confirmation.electronic_consent,
        "scope": list(confirmation.consent_scope),
        "consent_text": confirmation.consent_text,
    }


def _private(address: Address) -> dict[str, str]:
    values = {
        "addressee": address.addressee,
        "postal_address": address.postal_address,
        "phone": address.phone,
        "email": address.email,
        "fax": address.fax,
    }
    return {name: value.strip() for name, value in values.items() if value.strip()}


def _own_side(case: Case, party: Party, at: datetime) -> list[User]:
    others = [other for other in case.parties.all() if other.pk != party.pk]
    return accounts_concerned(case, day_of(at), leave_out=others)
