"""Who may be an agent, and which papers he files: CPL art. 61; Interp. 2022 arts 85–88."""

from __future__ import annotations

from collections.abc import Collection

POWER_OF_ATTORNEY = "power_of_attorney"
LAWYER_LICENCE = "lawyer_licence"
#: The invitation opens for so many days; the principal may send a new one at any time.
INVITATION_DAYS = 14

#: Interp. 88, besides the power of attorney itself, which is what is being made here.
PAPERS: dict[str, tuple[str, ...]] = {
    "lawyer": (LAWYER_LICENCE, "law_firm_certificate"),
    "legal_service_worker": ("legal_service_licence", "introduction_letter", "party_in_district"),
    "close_relative": ("identity_document", "kinship"),
    "employee": ("identity_document", "employment"),
    "community_citizen": ("identity_document", "recommendation", "membership"),
    "association_citizen": ("identity_document", "association_conditions"),
}
ARTICLES: dict[str, str] = {
    "lawyer": "Interp. 88(1)",
    "legal_service_worker": "Interp. 88(2)",
    "close_relative": "Interp. 85, 88(3)",
    "employee": "Interp. 86, 88(4)",
    "community_citizen": "Interp. 88(5)",
    "association_citizen": "Interp. 87, 88(6)",
}


def wanted(kind: str, *, licence_verified: bool = False) -> tuple[str, ...]:
    """The papers that this kind of agent files; a licence verified in the portal is not asked for again.

    :raises KeyError: no such kind of agent (the list of CPL art. 61(2) is closed).
    """
    return tuple(
        paper
        for paper in PAPERS[kind]
        if not (licence_verified and kind == "lawyer" and paper == LAWYER_LICENCE)
    )


def missing(kind: str, filed: Collection[str], *, licence_verified: bool = False) -> tuple[str, ...]:
    """The papers that are still to be filed.

    :raises KeyError: no such kind of agent.
    """
    return tuple(
        paper for paper in wanted(kind, licence_verified=licence_verified) if paper not in set(filed)
    )
