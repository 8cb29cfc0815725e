"""Several routes opened at once, each on its first legal basis, to the address or person that fits it best."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of
from portal.cases.powers import may_receive_documents
from portal.cases.queries import agents_in_force
from service_of_process.actions.contacts import add_contact
from service_of_process.actions.legs import open_leg
from service_of_process.actions.steps import S, locked
from service_of_process.models import AddresseeAddress, Channel, Leg, ServiceContact, ServiceMatter
from service_of_process.queries.opening_facts import gave_consent
from service_of_process.rules import channels
from service_of_process.rules.contacts import WITH_CONTACT
from service_of_process.rules.leg_opening import IN_THE_MAINLAND

#: Addresses that the addressee confirmed or gave herself come first.
OWN_WORD = (AddresseeAddress.Source.CONFIRMED, AddresseeAddress.Source.PROVIDED)


@transaction.atomic
def open_routes(*, actor: Actor, at: datetime, matter_id: UUID, chosen: Sequence[str]) -> list[Leg]:
    """Open every chosen route, or none of them. Several at once are lawful (2009 art. 10).

    :raises ValidationError: nothing was chosen, or one cannot be opened; the sentence names it.
    """
    matter = locked(actor, at, S + "leg_opened", matter_id)
    if not chosen:
        raise ValidationError({"routes": _("Choose a route.")})
    opened = []
    for channel in chosen:
        try:
            opened.append(_open(matter, channel, actor, at))
        except ValidationError as error:
            label = Channel(channel).label
            raise ValidationError(
                [_("%(route)s: %(problem)s") % {"route": label, "problem": words} for words in error.messages]
            ) from error
    return opened


def _open(matter: ServiceMatter, channel: str, actor: Actor, at: datetime) -> Leg:
    address = best_address(matter, channel)
    contact = _contact(matter, channel, actor, at)
    basis = ""
    if channel == channels.ELECTRONIC and not gave_consent(matter, address, day_of(at)):
        basis = channels.BY_CONFIRMED_RECEIPT
    return open_leg(
        actor=actor, at=at, matter_id=matter.pk, channel=channel, legal_basis=basis,
        address_id=address.pk if address else None, contact_id=contact.pk if contact else None,
    )  # fmt: skip


def best_address(matter: ServiceMatter, channel: str) -> AddresseeAddress | None:
    """The address that fits a route best: of the right kind and place, the addressee's own word first."""
    rows = [row for row in matter.addresses.filter(withdrawn_at=None) if _fits(matter, row, channel)]
    return min(rows, key=lambda row: (row.source not in OWN_WORD, row.number), default=None)


def _fits(matter: ServiceMatter, row: AddresseeAddress, channel: str) -> bool:
    if channel in WITH_CONTACT:
        return False
    if channel == channels.ELECTRONIC:
        return row.kind == AddresseeAddress.Kind.EMAIL
    if row.is_electronic:
        return False
    return row.place == ("CN" if channel in IN_THE_MAINLAND else matter.region)


def _contact(matter: ServiceMatter, channel: str, actor: Actor, at: datetime) -> ServiceContact | None:
    """Whoever stands on the matter for the route; an agent of the case is entered here."""
    if channel not in WITH_CONTACT:
        return None
    found = matter.contacts.filter(channel=channel, withdrawn_at=None).first()
    if found is not None or channel != channels.AGENT or matter.addressee.party is None:
        return found
    on = day_of(at)
    for agent in agents_in_force(matter.addressee.party, on):
        if may_receive_documents(agent, on):
            return add_contact(actor=actor, at=at, matter_id=matter.pk, channel=channel, representation=agent)
    return None
