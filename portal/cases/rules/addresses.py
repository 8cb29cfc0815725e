"""The confirmation of the address for service: CPL art. 90; Interp. 136–137; Online Litigation Rules arts 29–31."""

from __future__ import annotations

from collections.abc import Collection

CONSENT_TEXT = "2026-11"
"""Version of the consent text shown on the form; stored with each consent."""

#: Classes of documents a consent may cover. Judgments, rulings and mediation statements may be served
#: electronically with consent; a paper copy is given on request (CPL art. 90(1)).
SCOPES = ("procedural", "evidence", "judgments")

#: Interp. 137: unless changed in writing, the address confirmed at first instance serves for these as well.
CARRIED_TO = ("second_instance", "retrial", "enforcement")

NO_SCOPE, NO_ELECTRONIC_ADDRESS, UNKNOWN_SCOPE = "no_scope", "no_electronic_address", "unknown_scope"


def consent_problem(
    *, consents: bool, scope: Collection[str], electronic_addresses: Collection[str]
) -> str | None:
    """Why this consent cannot stand, or None.

    Consent to electronic service names what it covers and where documents are to arrive (Rules art. 30).
    """
    if not consents:
        return None
    if not scope:
        return NO_SCOPE
    if set(scope) - set(SCOPES):
        return UNKNOWN_SCOPE
    if not any(electronic_addresses):
        return NO_ELECTRONIC_ADDRESS
    return None


def carries_to(procedure: str) -> bool:
    """True when an address confirmed earlier may serve in this procedure (Interp. 137)."""
    return procedure in CARRIED_TO
