"""What an exchange package says of courts and matter, as plain values."""

from __future__ import annotations

from typing import Any

from i18n import languages
from portal.audit.canonical import instant
from portal.identity.models import Court
from service_of_process.documents.paper_subject import court_name
from service_of_process.models import Leg, ServiceMatter


def court_of(court: Court) -> dict[str, Any]:
    """A court by its code, with its names."""
    names = {languages.html_lang(code): court_name(court, code) for code in languages.CODES}
    return {"court": court.code, "names": names}


def matter_of(matter: ServiceMatter) -> dict[str, Any]:
    """What the other court needs to know of the matter. Holds the addressee's name and address: it is confidential."""
    held = matter.addressee
    case = matter.case.court_number if matter.case else matter.foreign_case_number
    return {
        "reference": matter.reference, "direction": matter.direction, "region": matter.region, "kind": matter.kind,
        "case_number": case, "nature": matter.nature, "claimed_amount": matter.claimed_amount,
        "hearing_at": instant(matter.hearing_at) if matter.hearing_at else "",
        "answer_days": matter.answer_days or 0,
        "addressee": {
            "kind": held.kind, "name": held.name, "name_zh_hans": held.name_zh_hans, "name_zh_hant": held.name_zh_hant,
            "name_en": held.name_en, "name_pt": held.name_pt, "former_names": list(held.former_names),
            "identity_number": held.identity_number or "", "language": held.language,
            "addresses": sorted({leg.address.text for leg in _with_address(matter) if leg.address}),
        },
        "legs": [leg_of(leg) for leg in matter.legs.order_by("number")],
    }  # fmt: skip


def _with_address(matter: ServiceMatter) -> list[Leg]:
    return [leg for leg in matter.legs.select_related("address") if leg.address is not None]


def leg_of(leg: Leg) -> dict[str, Any]:
    """A leg by its channel, its numbers and its dates."""
    days = ("transferred_date", "dispatched_date", "received_date", "proof_date", "confirmed_date")
    return {
        "reference": leg.reference, "number": leg.number, "channel": leg.channel, "legal_basis": leg.legal_basis,
        "state": leg.state, "special_method": leg.special_method, "upper_number": leg.upper_number,
        "foreign_number": leg.foreign_number, "platform_number": leg.platform_number,
        "postal_number": leg.postal_number,
        **{name: day.isoformat() if (day := getattr(leg, name)) else "" for name in days},
    }  # fmt: skip
