"""The facts that decide whether a leg may be opened, read from matter, case and court; and the obstacles in words."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.cases.queries import address_in_force
from portal.identity.models import Court
from service_of_process.models import AddresseeAddress, MacaoAuthorisation, ServiceContact, ServiceMatter
from service_of_process.queries.contact_facts import OBSTACLES as CONTACT_OBSTACLES
from service_of_process.queries.contact_facts import facts_of as contact_facts
from service_of_process.rules import leg_opening as law
from service_of_process.rules import lifecycle

__all__ = [
    "BARRED_BASIS",
    "CONTACT_OBSTACLES",
    "FIELDS",
    "OBSTACLES",
    "REASON_WANTED",
    "contact_facts",
    "gave_consent",
    "opening",
    "writes_to_macao",
]

OBSTACLES: dict[str, Any] = {
    law.NOT_THIS_KIND: _("This route does not belong to a matter of this kind."),
    law.ORDERED_BY_THE_JUDGE: _("This route is opened by an order of the judge."),
    law.OTHER_REGION: _("This route leads to another place than the addressee's."),
    law.BASIS_NOT_OF_CHANNEL: _("This legal basis does not carry this route."),
    law.ONLY_SUPREME: _("Only the Supreme People's Court writes to the Hong Kong High Court directly."),
    law.ONLY_ENTITY: _("This legal basis is for companies and other entities."),
    law.ADDRESS_WANTED: _("Choose the address."),
    law.CONTACT_WANTED: _("Choose the person who may receive; enter her on the matter first."),
    law.ELECTRONIC_WANTED: _("Choose an e-mail address or a fax number."),
    law.POSTAL_WANTED: _("Choose an address at which paper arrives."),
    law.MAINLAND_WANTED: _(
        "Documents are handed over or left in the Mainland only: choose an address there."
    ),
    law.REGION_WANTED: _("Choose an address at the place of the requested court."),
    law.NO_CONSENT: _(
        "No consent to electronic service is on record for these documents. Say in which other way the addressee "
        "consented (Online Litigation Rules, art. 29), or choose confirmed receipt."
    ),
    law.RUNS_ALREADY: _("This route runs already, to the same address or person."),
}
FIELDS: dict[str, str] = {
    law.NOT_THIS_KIND: "channel", law.ORDERED_BY_THE_JUDGE: "channel", law.OTHER_REGION: "channel",
    law.BASIS_NOT_OF_CHANNEL: "legal_basis", law.ONLY_SUPREME: "legal_basis", law.ONLY_ENTITY: "legal_basis",
    law.ADDRESS_WANTED: "address", law.CONTACT_WANTED: "contact", law.ELECTRONIC_WANTED: "address",
    law.POSTAL_WANTED: "address", law.MAINLAND_WANTED: "address", law.REGION_WANTED: "address",
    law.NO_CONSENT: "legal_basis", law.RUNS_ALREADY: "channel",
}  # fmt: skip
BARRED_BASIS = _(
    "The branch has no authority to receive, which the 2009 Provisions, art. 5, ask for. Choose the Civil Procedure "
    "Law, art. 283(1)(5), with the judge's reason, or another route."
)
REASON_WANTED = _("Give the reason for which the judge chose this legal basis.")


def opening(
    matter: ServiceMatter,
    channel: str,
    basis: str,
    reason: str,
    address: AddresseeAddress | None,
    contact: ServiceContact | None,
    on: date,
) -> law.Opening:
    """The facts of a leg that is to be opened on a day."""
    return law.Opening(
        channel=channel, basis=basis, region=matter.region, matter_kind=matter.kind,
        addressee=matter.addressee.kind, court_level=matter.court.level,
        address_place=address.place if address else "",
        address_is_electronic=bool(address and address.is_electronic), has_contact=contact is not None,
        gave_consent=gave_consent(matter, address, on), has_reason=bool(reason.strip()),
        runs_already=_runs(matter, channel, address, contact),
    )  # fmt: skip


def gave_consent(matter: ServiceMatter, address: AddresseeAddress | None, on: date) -> bool:
    """Whether consent to electronic service is on record for what this matter serves (CPL 90; Online Rules 29).

    A confirmation of address in force decides, with its scope; without one, an address that the addressee gave
    herself in the proceedings counts as consent.
    """
    party = matter.addressee.party
    found = address_in_force(party, on) if party is not None else None
    if found is None:
        return address is not None and address.source == AddresseeAddress.Source.PROVIDED
    confirmation = found.confirmation
    wanted = "judgments" if matter.is_judgment else "procedural"
    return confirmation.consents_now and wanted in confirmation.consent_scope


def writes_to_macao(court: Court, on: date) -> bool:
    """Whether the court is authorised, on that day, to deal with Macao's Court of Final Appeal (2020 art. 2)."""
    return MacaoAuthorisation.objects.on(on).filter(court=court).exists()


def _runs(
    matter: ServiceMatter, channel: str, address: AddresseeAddress | None, contact: ServiceContact | None
) -> bool:
    over = lifecycle.LEG_OVER | {lifecycle.NOT_CERTIFIED}
    rows = matter.legs.filter(channel=channel, address=address, contact=contact).exclude(state__in=over)
    return rows.exists()
