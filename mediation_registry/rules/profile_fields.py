"""Which entries of a profile are always public, which only with consent, which never.

Art. 5 of the SPC Rules on Online Mediation (法释〔2021〕23号) has the people's courts publish the basic information
of mediation organisations and mediators, the kinds of dispute they accept, their areas of strength, whether a fee is
charged, and the court that invited them. Everything else is published field by field, with the consent of the person.
"""

from __future__ import annotations

ALWAYS = "always"
CONSENT = "consent"
NEVER = "never"

#: Every field of a profile as people know it. The order is that of the pages.
FIELDS: dict[str, str] = {
    # basic information (art. 5)
    "names": ALWAYS,
    "register_no": ALWAYS,
    "jurisdiction": ALWAYS,
    "status": ALWAYS,
    "authority": ALWAYS,
    "establishment": ALWAYS,  # organisations only: legal form, registration, seat
    # the rest of art. 5
    "dispute_types": ALWAYS,
    "specialities": ALWAYS,
    "charges_fee": ALWAYS,
    "inviting_courts": ALWAYS,
    # what the person may let be published
    "languages": CONSENT,
    "legal_systems": CONSENT,
    "profession": CONSENT,
    "education": CONSENT,
    "qualifications": CONSENT,
    "since_year": CONSENT,
    "about": CONSENT,
    "residence": CONSENT,
    "organisations": CONSENT,
    "fee_basis": CONSENT,
    "mode": CONSENT,
    "places": CONSENT,
    "accepts_appointments": CONSENT,
    "messages": CONSENT,
    # what no page ever shows
    "calendar": NEVER,
    "evidence": NEVER,
    "contact": NEVER,
    "identity": NEVER,
}
ALWAYS_PUBLIC: tuple[str, ...] = tuple(name for name, rule in FIELDS.items() if rule == ALWAYS)
BY_CONSENT: tuple[str, ...] = tuple(name for name, rule in FIELDS.items() if rule == CONSENT)

#: The columns of the profile's record, each with the field that governs it.
COLUMNS: dict[str, str] = {
    "registrant": "register_no",
    "residence": "residence",
    "profession": "profession",
    "education": "education",
    "since_year": "since_year",
    "about": "about",
    "charges_fee": "charges_fee",
    "fee_basis": "fee_basis",
    "mediates_online": "mode",
    "mediates_on_site": "mode",
    "places": "places",
    "accepts_appointments": "accepts_appointments",
    "takes_messages": "messages",
    "calendar_digest": "calendar",
    "calendar_renewed_at": "calendar",
    "edited_at": "calendar",
}

#: The kinds of claims, each with the field that governs it.
CLAIMS: dict[str, str] = {
    "speciality": "specialities",
    "dispute_type": "dispute_types",
    "legal_system": "legal_systems",
    "qualification": "qualifications",
}

#: The version of the text that people agree to; it changes whenever a word of that text does.
CONSENT_TEXT_VERSION = "2026-11"


def needs_consent(field: str) -> bool:
    """True when the field is published only while consent to it is in force.

    :raises KeyError: there is no such field.
    """
    return FIELDS[field] == CONSENT


def is_public(field: str, consented: frozenset[str] | set[str]) -> bool:
    """Whether the field may be shown to everybody, given the fields consented to.

    :raises KeyError: there is no such field.
    """
    rule = FIELDS[field]
    return rule == ALWAYS or (rule == CONSENT and field in consented)


def fields_of(is_organisation: bool) -> tuple[str, ...]:
    """The fields open to consent for this kind of registrant; an organisation resides nowhere and joins none."""
    left_out = {"residence", "education", "organisations", "profession"} if is_organisation else set()
    return tuple(field for field in BY_CONSENT if field not in left_out)
