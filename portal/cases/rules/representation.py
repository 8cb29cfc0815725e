"""Who may act for a party and what proves it: CPL art. 61–62; Interp. of the CPL (2022) arts 85–89; 法释〔2009〕2号 art. 4."""

from __future__ import annotations

from collections.abc import Collection

#: CPL art. 61(1): a party may entrust one or two persons.
MOST_AGENTS = 2

POWER_OF_ATTORNEY = "power_of_attorney"
LAWYER_LICENCE = "lawyer_licence"

#: Interp. 88: besides the power of attorney (CPL art. 62), each kind of agent files these papers.
REQUIRED_PROOFS: dict[str, tuple[str, ...]] = {
    "lawyer": (POWER_OF_ATTORNEY, LAWYER_LICENCE, "law_firm_certificate"),
    "legal_service_worker": (
        POWER_OF_ATTORNEY,
        "legal_service_licence",
        "introduction_letter",
        "party_in_district",
    ),
    "close_relative": (POWER_OF_ATTORNEY, "identity_document", "kinship"),
    "employee": (POWER_OF_ATTORNEY, "identity_document", "employment"),
    "community_citizen": (POWER_OF_ATTORNEY, "identity_document", "recommendation", "membership"),
    "association_citizen": (POWER_OF_ATTORNEY, "identity_document", "association_conditions"),
}

ARTICLES: dict[str, str] = {
    "lawyer": "Interp. 88(1)",
    "legal_service_worker": "Interp. 88(2)",
    "close_relative": "Interp. 85, 88(3)",
    "employee": "Interp. 86, 88(4)",
    "community_citizen": "Interp. 88(5)",
    "association_citizen": "Interp. 87, 88(6)",
}

#: CPL art. 62(2): each needs the principal's special authorisation; "full agency" gives none (Interp. 89).
SPECIAL_POWERS = ("admit_claims", "waive_claims", "change_claims", "settle", "counterclaim", "appeal")

#: Stages for which an authorisation may be given.
STAGES = ("first_instance", "second_instance", "retrial", "enforcement")


def missing_proofs(kind: str, filed: Collection[str], *, licence_verified: bool = False) -> tuple[str, ...]:
    """The papers that this kind of agent has still to file.

    A lawyer's licence that was verified in the portal is not asked for again.

    :raises KeyError: no such kind of agent (CPL art. 61(2) is exhaustive).
    """
    held = set(filed)
    if licence_verified:
        held.add(LAWYER_LICENCE)
    return tuple(proof for proof in REQUIRED_PROOFS[kind] if proof not in held)


def may_entrust_another(agents_in_force: int) -> bool:
    """CPL art. 61(1): at most two agents at a time."""
    return agents_in_force < MOST_AGENTS
