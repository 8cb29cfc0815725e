"""Everything the desk shows of one matter beside its lanes and clocks, each part in one query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from portal.audit.access import names_of
from service_of_process.models import (
    AccessCode,
    AddresseeAddress,
    Attempt,
    CertificateOfService,
    Challenge,
    Confirmation,
    ConfirmedFact,
    DocumentToBeServed,
    EvidenceLetter,
    ExchangePackage,
    PaperMade,
    Proposal,
    ReturnRecord,
    ServiceContact,
    ServiceMatter,
    SupplementRound,
)


@dataclass(frozen=True)
class Parts:
    """The parts of the page of one matter; ``names`` gives the names of the actors that the parts mention."""

    documents: list[DocumentToBeServed]
    addresses: list[AddresseeAddress]
    contacts: list[ServiceContact]
    open_proposals: list[Proposal]
    decided_proposals: list[Proposal]
    confirmations: list[Confirmation]
    facts: list[ConfirmedFact]
    challenges: list[Challenge]
    papers: list[PaperMade]
    packages: list[ExchangePackage]
    codes: list[AccessCode]
    letter: EvidenceLetter | None
    names: dict[str, str]


def parts_of(matter: ServiceMatter, legs: Iterable[UUID] | None = None) -> Parts:
    """The parts; ``legs`` narrows what hangs on a leg, and leaves out what is the forum court's own."""
    narrowed = legs is not None
    on_legs = Q(leg__in=list(legs)) if legs is not None else Q()
    used = Q(legs__in=list(legs)) if legs is not None else Q()
    proposals = [] if narrowed else list(matter.proposals.select_related("leg", "fact").order_by("made_at"))
    facts = [] if narrowed else list(matter.facts.select_related("leg", "exhibit"))
    challenges = [] if narrowed else list(matter.challenges.prefetch_related("exhibits"))
    papers = list(matter.papers.filter(on_legs).select_related("leg"))
    keys = [row.decided_by for row in proposals] + [row.submitted_by for row in facts]
    packages = [] if narrowed else list(matter.packages.all())
    keys += (
        [row.found_by for row in facts]
        + [row.made_by for row in papers]
        + [row.handled_by for row in packages]
    )
    keys += [key for row in challenges for key in (row.filed_by, row.decided_by)]
    return Parts(
        documents=list(matter.documents.select_related("exhibit", "translation")),
        addresses=list(matter.addresses.filter(used).distinct()),
        contacts=list(matter.contacts.filter(used).distinct().select_related("proof")),
        open_proposals=[row for row in proposals if row.state == Proposal.State.OPEN],
        decided_proposals=[row for row in proposals if row.state != Proposal.State.OPEN],
        confirmations=[] if narrowed else list(matter.confirmations.select_related("leg", "judge")),
        facts=facts,
        challenges=challenges,
        papers=papers,
        packages=packages,
        codes=[] if narrowed else list(matter.access_codes.all()),
        letter=EvidenceLetter.objects.filter(matter=matter).first(),
        names=names_of(key for key in keys if key),
    )


def holds_file(matter: ServiceMatter, exhibit_id: UUID, legs: Iterable[UUID] | None = None) -> bool:
    """Whether the file belongs to the matter, or to one of these legs where they are given."""
    rows: list[Any] = [
        matter.documents.filter(Q(exhibit=exhibit_id) | Q(translation=exhibit_id)),
        matter.contacts.filter(Q() if legs is None else Q(legs__in=list(legs)), proof=exhibit_id),
    ]
    on_leg = Q(leg__matter=matter) if legs is None else Q(leg__in=list(legs))
    for record in (Attempt, CertificateOfService, ReturnRecord, SupplementRound):
        rows.append(record.objects.filter(on_leg, exhibit=exhibit_id))
    if legs is None:
        rows += [matter.facts.filter(exhibit=exhibit_id), matter.challenges.filter(exhibits=exhibit_id)]
    return any(found.exists() for found in rows)
