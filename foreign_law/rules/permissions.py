"""Which roles may do which act of the library."""

from __future__ import annotations

LIBRARIANS = frozenset({"librarian", "system"})

ACTS: dict[str, frozenset[str]] = {
    "foreign_law.deposited": LIBRARIANS,
    "foreign_law.summary_deposited": LIBRARIANS,
    "foreign_law.terms_loaded": LIBRARIANS,
}


def allowed(act: str, roles: frozenset[str]) -> bool:
    """True when one of the roles may do the act; an unknown act is allowed to nobody."""
    return bool(ACTS.get(act, frozenset()) & roles)
