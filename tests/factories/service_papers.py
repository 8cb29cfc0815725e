"""Matters with everything that the court's papers say: legs of each kind, proofs, rounds, hand-overs."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from service_of_process.models import (
    CertificateOfService,
    Confirmation,
    EvidenceLetter,
    HandOver,
    Leg,
    ServiceMatter,
    SupplementRound,
)
from service_of_process.rules import channels, lifecycle
from service_of_process.rules import papers as law
from tests.factories import people, service

AT = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


def clerk() -> Any:
    """Wu Min, who keeps the file."""
    return people.actor(people.clerk_a())


def a_proof(leg: Leg, *, served: bool = True, **says: Any) -> CertificateOfService:
    """The requested court's certificate on a leg."""
    return CertificateOfService.objects.create(**{
        "leg": leg, "kind": "official", "is_served": served, "service_date": date(2026, 10, 12),
        "method": "当面送达" if served else "", "place": "香港九龍虛構街8號12樓A室", "recipient": "何德榮" if served else None,
        "reason": "" if served else "moved", "issuer": "香港高等法院", "issuer_reference": "HCMP 1/2026",
        "received_date": date(2026, 11, 2), "has_seal": True, "papers_returned": None if served else True,
        "entered_at": AT, "entered_by": clerk().key, **says,
    })  # fmt: skip


def confirmed_leg(matter: ServiceMatter, channel: str = channels.ENTRUSTED_HK) -> Leg:
    """A leg whose proof the judge confirmed."""
    leg = service.a_leg(matter, channel, lifecycle.CONFIRMED, proof_date=date(2026, 10, 12))
    a_proof(leg)
    Confirmation.objects.create(
        matter=matter, leg=leg, kind="served", date=date(2026, 10, 12), legal_basis=leg.legal_basis,
        judge=people.judge_a(), confirmed_at=AT,
    )  # fmt: skip
    return leg


def hand_over(leg: Leg) -> HandOver:
    """The papers went up, each with its digest."""
    digests = {str(row.number): row.digest for row in leg.matter.documents.all()}
    return HandOver.objects.create(
        leg=leg, number=1, giver=lifecycle.DESK, taker=lifecycle.UPPER, on_date=date(2026, 9, 1), means="courier",
        digests=digests, recorded_at=AT, recorded_by=clerk().key,
    )  # fmt: skip


def evidence_matter(region: str) -> ServiceMatter:
    """A matter that asks for evidence, with its letter."""
    matter = service.a_matter(region=region, kind="evidence", with_document=False)
    EvidenceLetter.objects.create(
        matter=matter, measure="examination", parties="陳嘉欣，香港；何德榮，香港", purpose="证明合同的履行情况",
        items="询问证人，取得其证言", person="李德明（LEE Tak Ming）", questions="1. 货物何时交付？\n2. 由谁签收？",
        wants_attendance=True, wants_video=True,
    )  # fmt: skip
    return matter


def leg_for(form: str) -> Leg:
    """A leg of which this paper can be made."""
    if form in (law.EVIDENCE_HK, law.EVIDENCE_MACAO):
        hk = form == law.EVIDENCE_HK
        channel = channels.EVIDENCE_HK if hk else channels.EVIDENCE_MACAO
        return service.a_leg(evidence_matter("HK" if hk else "MO"), channel)
    if form == law.REQUEST_MACAO:
        return service.a_leg(service.a_matter(region="MO"), channels.ENTRUSTED_MACAO)
    if form == law.CERTIFICATE:
        return confirmed_leg(service.a_matter(lifecycle.SERVED))
    if form == law.NOTICE_TEXT:
        return service.a_leg(service.a_matter(lifecycle.NOTICE_RUNNING), channels.NOTICE, lifecycle.APPROVED)
    if form == law.COMPLETION:
        return inbound_leg()
    matter = service.a_matter()
    leg = service.a_leg(matter, channels.ENTRUSTED_HK, lifecycle.NOT_CERTIFIED, sets=2)
    if form == law.NON_SERVICE:
        a_proof(leg, served=False)
    if form == law.SUPPLEMENT:
        SupplementRound.objects.create(
            leg=leg, number=1, asked_date=date(2026, 9, 20), asked_for="详细地址", answered_date=date(2026, 9, 22),
            answer="地址见附件",
        )  # fmt: skip
    if form == law.HAND_OVER:
        hand_over(leg)
    return leg


def inbound_leg() -> Leg:
    """A request of the Hong Kong High Court, carried out by court A."""
    matter = service.a_matter(
        direction="I", executing_court=people.court(), foreign_court="香港特別行政區高等法院",
        foreign_case_number="HCA 123/2026",
    )  # fmt: skip
    leg = service.a_leg(
        matter, channels.INBOUND_SERVICE, lifecycle.DONE, legal_basis="hk-arrangement-1999", dispatched_date=None,
        received_date=date(2026, 9, 1), foreign_number="HCJA 45/2026", proof_date=date(2026, 10, 12),
    )  # fmt: skip
    a_proof(leg, kind="return_receipt", place="广东省深圳市虚构路9号", issuer="")
    return leg
