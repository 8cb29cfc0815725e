"""Which parts of a profile hold something. Nothing of it is compulsory; art. 5 parts are named first."""

from __future__ import annotations

from dataclasses import dataclass

#: Part → the page on which it is filled in. The first three are what art. 5 of the Online Mediation Rules publishes.
PAGES: dict[str, str] = {
    "dispute_types": "practice",
    "specialities": "practice",
    "fee": "edit_profile",
    "establishment": "establishment",
    "languages": "languages",
    "legal_systems": "practice",
    "mode": "edit_profile",
    "profession": "edit_profile",
    "education": "edit_profile",
    "since_year": "edit_profile",
    "about": "edit_profile",
}
OF_ORGANISATIONS = frozenset({"establishment"})
OF_PEOPLE = frozenset({"profession", "education", "since_year"})


@dataclass(frozen=True)
class Held:
    """What a profile holds; ``kinds`` are the kinds of its claims."""

    is_organisation: bool = False
    profession: bool = False
    education: bool = False
    since_year: bool = False
    about: bool = False
    languages: bool = False
    kinds: frozenset[str] = frozenset()
    says_fee: bool = False
    says_mode: bool = False
    establishment: bool = False


def parts(held: Held) -> dict[str, bool]:
    """For each part that this kind of registrant has, whether it holds something."""
    filled = {
        "dispute_types": "dispute_type" in held.kinds,
        "specialities": "speciality" in held.kinds,
        "fee": held.says_fee,
        "establishment": held.establishment,
        "languages": held.languages,
        "legal_systems": "legal_system" in held.kinds,
        "mode": held.says_mode,
        "profession": held.profession,
        "education": held.education,
        "since_year": held.since_year,
        "about": held.about,
    }
    left_out = OF_PEOPLE if held.is_organisation else OF_ORGANISATIONS
    return {part: filled[part] for part in PAGES if part not in left_out}


def percent(filled: dict[str, bool]) -> int:
    """How much is filled in, from 0 to 100."""
    return round(100 * sum(filled.values()) / len(filled)) if filled else 0
