"""Electronic sendings as they are asked about: to which address, who may open them, what was read, what waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from i18n import languages
from portal.audit.actors import Actor
from portal.cases.models import Representation
from portal.cases.models.cases import person_id_of
from portal.cases.powers import may_receive_documents
from portal.cases.queries import address_in_force, principals_of
from portal.exhibits.models import Exhibit
from portal.identity.models import User
from service_of_process.models import (
    AddresseeAddress,
    DocumentToBeServed,
    ElectronicDelivery,
    Leg,
    ServiceMatter,
)
from service_of_process.queries.opening_facts import gave_consent
from service_of_process.rules import electronic, lifecycle
from service_of_process.rules.channels import BY_CONSENT, ELECTRONIC

SOURCES: dict[str, Any] = {
    electronic.BY_MAIL_SYSTEM: _("The portal's mail system shows success"),
    electronic.BY_REPORT: _("Delivery report of the addressee's mail system"),
    electronic.BY_OPENING: _("The link of the message was opened"),
    electronic.BY_SIMULATION: _("SIMULATED: nothing left the portal"),
}
#: The addressee may look into the documents while the leg is in one of these states.
OPEN_STATES = (lifecycle.SENT, lifecycle.ARRIVED, lifecycle.PRESUMED, lifecycle.PROVED, lifecycle.CONFIRMED)
AWAITING = (lifecycle.SENT, lifecycle.ARRIVED, lifecycle.PRESUMED)


def source_words(delivery: ElectronicDelivery) -> str:
    """How the arrival is known, in words."""
    return str(SOURCES.get(delivery.arrival_source, delivery.arrival_source))


def is_provided_or_confirmed(leg: Leg, on: date) -> bool:
    """Whether the leg's address is one that the addressee provided or confirmed (Online Rules art. 31).

    A confirmed address counts while that confirmation is in force, or carried to this stage (Interpretation, art. 137).
    """
    address = leg.address
    if address is None or address.withdrawn_at is not None:
        return False
    party = leg.matter.addressee.party
    found = address_in_force(party, on) if party is not None else None
    if found is not None and address.text.casefold() in {
        text.casefold() for text in (found.confirmation.email, found.confirmation.fax) if text
    }:
        return True
    return address.source == AddresseeAddress.Source.PROVIDED


def consent_stands(leg: Leg, on: date) -> bool:
    """Whether the consent that the leg names is on record on that day, or the clerk said in which other way it was
    given. A consent that was withdrawn since is none."""
    if leg.legal_basis != BY_CONSENT:
        return False
    return gave_consent(leg.matter, leg.address, on) or bool(leg.basis_reason)


@dataclass(frozen=True)
class FileShown:
    """One file of the set as the addressee sees it. ``path``: ``2`` or ``2-translation``."""

    document: DocumentToBeServed
    exhibit: Exhibit
    is_translation: bool

    @property
    def path(self) -> str:
        return f"{self.document.number}-translation" if self.is_translation else str(self.document.number)

    @property
    def digest(self) -> str:
        """SHA-256 of what is given out."""
        return str(self.exhibit.given_file.digest)

    @property
    def size(self) -> int:
        """Bytes of what is given out."""
        return int(self.exhibit.given_file.size)

    @property
    def title_lang(self) -> str:
        """The ``lang`` attribute of the title as the clerk typed it: by its script, else the document's language."""
        if any("\u3400" <= character <= "\u9fff" for character in self.document.title):
            code = self.document.language if self.document.is_chinese else "zh-hans"
        else:
            code = "en" if self.document.is_chinese else self.document.language
        return languages.html_lang(code)

    @property
    def is_shown_inline(self) -> bool:
        """Whether a browser may show it by itself without running anything."""
        return self.exhibit.given_file.media_type in (
            "application/pdf",
            "text/plain",
            "image/png",
            "image/jpeg",
        )


def files_of(leg: Leg) -> list[FileShown]:
    """Every file that was sent on this leg: each document, after it its Chinese translation.

    What was added to the matter after the sending is not among them, nor what was withdrawn since.
    """
    sent: dict[str, str] = {}
    for digests in leg.hand_overs.values_list("digests", flat=True):
        sent |= digests
    return [one for one in _all_files(leg.matter) if sent.get(one.path) == one.exhibit.stored_file_id]


def _all_files(matter: ServiceMatter) -> list[FileShown]:
    rows = matter.documents.filter(withdrawn_at=None).select_related(
        "exhibit__stored_file", "exhibit__copy", "translation__stored_file", "translation__copy"
    )
    shown = []
    for row in rows:
        shown.append(FileShown(row, row.exhibit, is_translation=False))
        if row.translation is not None:
            shown.append(FileShown(row, row.translation, is_translation=True))
    return shown


def read_numbers(delivery: ElectronicDelivery) -> set[int]:
    """The numbers of the documents of which the addressee has seen the document or its translation."""
    return set(delivery.readings.values_list("document__number", flat=True))


def open_sendings(matter: ServiceMatter) -> QuerySet[Leg]:
    """The legs of a matter whose documents the addressee may look into now."""
    return Leg.objects.filter(
        matter=matter, channel=ELECTRONIC, state__in=OPEN_STATES, electronic__isnull=False
    )


def deliveries() -> QuerySet[ElectronicDelivery]:
    """Sendings with everything that their pages show."""
    return ElectronicDelivery.objects.select_related(
        "leg__matter__court", "leg__matter__case", "leg__matter__addressee__party", "leg__address"
    )


def may_receive(matter: ServiceMatter, actor: Actor, on: date) -> bool:
    """Whether this account may receive for the addressee: herself, whoever heads the entity, or her agent.

    An agent receives unless the power expressly excludes it (2009 Provisions art. 4; CPL art. 283(1)(4)).
    """
    account, party = person_id_of(actor), matter.addressee.party
    if account is None or party is None or matter.case is None:
        return False
    if principals_of(matter.case, actor, on).filter(pk=party.pk).exists():
        return True
    acting = Representation.objects.on(on).filter(party=party, agent__user_id=account)
    return any(may_receive_documents(one, on) for one in acting)


def receivers(matter: ServiceMatter, on: date) -> list[User]:
    """The accounts that may receive for the addressee: her own, that of whoever heads the entity, of her agents."""
    party = matter.addressee.party
    if party is None:
        return []
    found = [party.person.user] if party.person is not None else []
    links = party.authority_links.on(on).filter(confirmed_at__isnull=False).select_related("holder__user")
    found += [link.holder.user for link in links]
    for acting in Representation.objects.on(on).filter(party=party).select_related("agent__user"):
        if acting.agent is not None and may_receive_documents(acting, on):
            found.append(acting.agent.user)
    return list({user.pk: user for user in found if user is not None and user.is_active}.values())


def delivery_for(actor: Actor, delivery_id: UUID, on: date) -> ElectronicDelivery | None:
    """A sending that this account may open; None for everybody else's."""
    found = deliveries().filter(pk=delivery_id, leg__state__in=OPEN_STATES).first()
    return found if found is not None and may_receive(found.leg.matter, actor, on) else None


def deliveries_for(actor: Actor, matter: ServiceMatter, on: date) -> list[ElectronicDelivery]:
    """The sendings of a matter that this account may open, newest first: for the matter's page."""
    if not may_receive(matter, actor, on):
        return []
    return list(deliveries().filter(leg__matter=matter, leg__state__in=OPEN_STATES).order_by("-sent_at"))


def _here(actor: Actor, on: date) -> QuerySet[Leg]:
    matters = ServiceMatter.objects.for_staff(actor, on).filter(direction=ServiceMatter.Direction.OUTBOUND)
    rows = Leg.objects.filter(channel=ELECTRONIC, matter__in=matters.values("pk"))
    return rows.select_related("matter__court", "matter__addressee", "electronic").order_by("state_since_at")


def bounced(actor: Actor, on: date) -> QuerySet[Leg]:
    """Sendings that came back while no other way has been opened since, and those that came back beside a proof."""
    open_matter = Q(matter__state__in=(lifecycle.ACTIVE, lifecycle.PROPOSED_SERVED, lifecycle.EXHAUSTED))
    later = Leg.objects.filter(matter=OuterRef("matter"), opened_at__gte=OuterRef("ended_at"))
    ended = Q(state=lifecycle.FAILED, end_reason="bounced") & ~Exists(later)
    doubtful = Q(state=lifecycle.PROVED, electronic__bounced_at__isnull=False)
    return _here(actor, on).filter(open_matter & (ended | doubtful))


def awaiting_receipt(actor: Actor, on: date) -> QuerySet[Leg]:
    """Sendings whose receipt nobody has confirmed yet."""
    return _here(actor, on).filter(state__in=AWAITING).exclude(matter__state__in=lifecycle.OVER)


def paper_wanted(actor: Actor, on: date) -> QuerySet[Leg]:
    """Judgments that somebody asked to have on paper (CPL art. 90)."""
    asked = Q(electronic__paper_asked_at__isnull=False, electronic__paper_given_at=None)
    return _here(actor, on).filter(asked)
