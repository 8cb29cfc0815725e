"""What an evidence package says of a service matter, apart from its files: tables as plain values.

Codes stay codes. Instants are UTC as in the log, days are days. Nothing here is a float.
"""

from __future__ import annotations

from datetime import date, datetime

from portal.audit.canonical import Json, instant
from service_of_process.documents.exchange_tables import leg_of
from service_of_process.models import (
    Attempt,
    CertificateOfService,
    DocumentReading,
    ElectronicDelivery,
    HandOver,
    ReturnRecord,
    ServiceMatter,
    SupplementRound,
)

PAPER_FIELDS = ("paper", "form", "digest", "docx_digest", "size", "level", "text_version")


def moment(at: datetime | None) -> str:
    """The instant as in the log; empty for none."""
    return instant(at) if at else ""


def day(on: date | None) -> str:
    """The day; empty for none."""
    return on.isoformat() if on else ""


def about(matter: ServiceMatter) -> dict[str, Json]:
    """What the matter is, without names."""
    return {
        "court": matter.court.code, "direction": matter.direction, "kind": matter.kind, "region": matter.region,
        "state": matter.state, "effective_date": day(matter.effective_date), "confirmed_at": moment(matter.confirmed_at),
        "confirmed_by": matter.confirmed_by, "opened_at": moment(matter.opened_at),
    }  # fmt: skip


def matter_table(matter: ServiceMatter) -> dict[str, Json]:
    """Case, addressee, legs: the facts on which the papers stand."""
    held = matter.addressee
    return {
        "reference": matter.reference, "nature": matter.nature,
        "case_number": matter.case.court_number if matter.case else matter.foreign_case_number,
        "addressee": {"kind": held.kind, "name": held.name, "former_names": list(held.former_names)},
        "legs": [leg_of(leg) for leg in matter.legs.order_by("number")],
    }  # fmt: skip


def documents(matter: ServiceMatter) -> list[Json]:
    """The set to be served, withdrawn ones too, each by the SHA-256 of the file as deposited."""
    return [
        {
            "number": row.number, "kind": row.kind, "title": row.title, "language": row.language, "pages": row.pages,
            "sha256": row.digest, "translation": str(row.translation.stored_file_id) if row.translation else "",
            "withdrawn_at": moment(row.withdrawn_at),
        }
        for row in matter.documents.select_related("exhibit", "translation").order_by("number")
    ]  # fmt: skip


def papers(matter: ServiceMatter) -> list[Json]:
    """The court's papers in the order in which they were made: what the log says of each, one for one."""
    return [
        {
            "paper": row.number, "form": row.form, "digest": row.pdf_digest, "docx_digest": row.docx_digest,
            "size": row.pdf_size, "level": row.seal_level, "text_version": row.text_version,
            "leg": row.leg.reference if row.leg else "", "made_at": moment(row.made_at), "simulated": row.is_simulated,
        }
        for row in matter.papers.select_related("leg").order_by("number")
    ]  # fmt: skip


def hand_overs(matter: ServiceMatter) -> list[Json]:
    """Each hand-over with the digest of every document (转递登记表)."""
    rows = HandOver.objects.filter(leg__matter=matter).select_related("leg").order_by("leg__number", "number")
    return [
        {
            "leg": row.leg.reference, "number": row.number, "from": row.giver, "to": row.taker, "on": day(row.on_date),
            "means": row.means, "outside_number": row.outside_number, "digests": dict(row.digests),
            "recorded_at": moment(row.recorded_at), "recorded_by": row.recorded_by,
        }
        for row in rows
    ]  # fmt: skip


def proofs(matter: ServiceMatter) -> dict[str, Json]:
    """Attempts, certificates, returns and supplements as recorded; a rectified proof stays beside the new one."""
    attempts = (
        Attempt.objects.filter(leg__matter=matter).select_related("leg", "exhibit").order_by("attempted_at")
    )
    received = CertificateOfService.objects.filter(leg__matter=matter).select_related("leg", "exhibit")
    returns = ReturnRecord.objects.filter(leg__matter=matter).select_related("leg", "exhibit")
    rounds = SupplementRound.objects.filter(leg__matter=matter).select_related("leg", "exhibit")
    return {
        "attempts": [
            {"leg": row.leg.reference, "number": row.number, "at": moment(row.attempted_at), "method": row.method,
             "result": row.result, "reason": row.reason, "server": row.server, "sha256": _digest(row)}
            for row in attempts
        ],
        "certificates": [
            {"leg": row.leg.reference, "kind": row.kind, "served": row.is_served, "on": day(row.service_date),
             "method": row.method, "reason": row.reason, "issuer": row.issuer, "issuer_number": row.issuer_reference,
             "received": day(row.received_date), "entered_at": moment(row.entered_at), "sha256": _digest(row),
             "in_force": row.replaced_by_id is None, "rectified_because": row.replaced_reason}
            for row in received.order_by("entered_at")
        ],
        "returns": [
            {"leg": row.leg.reference, "kind": row.kind, "ground": row.ground, "known": row.is_known_ground,
             "article": row.article, "received": day(row.received_date), "effect": row.effect, "sha256": _digest(row)}
            for row in returns.order_by("recorded_at")
        ],
        "supplements": [
            {"leg": row.leg.reference, "number": row.number, "asked": day(row.asked_date),
             "answered": day(row.answered_date), "received": day(row.received_date), "sha256": _digest(row)}
            for row in rounds.order_by("asked_date", "number")
        ],
    }  # fmt: skip


def _digest(row: Attempt | CertificateOfService | ReturnRecord | SupplementRound) -> str:
    return str(row.exhibit.stored_file_id) if row.exhibit else ""


def electronic(matter: ServiceMatter) -> dict[str, Json]:
    """Sendings and every reading of a document in the portal."""
    sent = ElectronicDelivery.objects.filter(leg__matter=matter).select_related("leg").order_by("sent_at")
    read = DocumentReading.objects.filter(delivery__leg__matter=matter).select_related(
        "delivery__leg", "document"
    )
    return {
        "sendings": [
            {"leg": row.leg.reference, "gateway": row.gateway, "language": row.language,
             "confirmed_address": row.is_confirmed_address, "sent_at": moment(row.sent_at),
             "arrived_at": moment(row.arrived_at), "bounced_at": moment(row.bounced_at),
             "opened_at": moment(row.opened_at), "confirmed_at": moment(row.confirmed_at)}
            for row in sent
        ],
        "readings": [
            {"leg": row.delivery.leg.reference, "document": row.document.number, "kind": row.kind, "sha256": row.digest,
             "at": moment(row.read_at)}
            for row in read.order_by("read_at", "id")
        ],
    }  # fmt: skip


def decisions(matter: ServiceMatter) -> dict[str, Json]:
    """What the judge confirmed and found, superseded decisions too, and the periods as computed."""
    return {
        "confirmations": [
            {"leg": row.leg.reference if row.leg else "", "kind": row.kind, "date": day(row.date),
             "legal_basis": row.legal_basis, "at": moment(row.confirmed_at), "judge": str(row.judge_id),
             "superseded_at": moment(row.superseded_at)}
            for row in matter.confirmations.select_related("leg").order_by("confirmed_at")
        ],
        "facts": [
            {"kind": row.kind, "date": day(row.fact_date), "found": row.is_found, "at": moment(row.found_at)}
            for row in matter.facts.order_by("submitted_at")
        ],
        "clocks": [
            {"rule": row.rule, "practice": row.is_practice, "start": day(row.start_date), "due": day(row.due_date),
             "nominal": day(row.nominal_date), "extended_to": day(row.extended_to), "state": row.state,
             "calendar": row.calendar, "ended": day(row.ended_date)}
            for row in matter.clocks.order_by("started_at", "due_date")
        ],
    }  # fmt: skip
