"""Which roles may do which act of the library."""

from __future__ import annotations

from foreign_law.rules.ascertainment.seats import ACTS as ASCERTAINMENT

LIBRARIANS = frozenset({"librarian", "system"})
EDITORS = frozenset({"librarian"})

TERMS_AND_CHOOSING: dict[str, frozenset[str]] = {
    "foreign_law.concept_added": EDITORS,
    "foreign_law.term_added": EDITORS,
    "foreign_law.term_changed": EDITORS,
    "foreign_law.term_withdrawn": EDITORS,
    "foreign_law.terms_restored": EDITORS,
    "foreign_law.terms_adopted": EDITORS,
    "foreign_law.concepts_merged": EDITORS,
    "foreign_law.choice_statements_seeded": LIBRARIANS,
    "foreign_law.choice_statement_entered": EDITORS,
    "foreign_law.choice_statement_withdrawn": EDITORS,
    "foreign_law.redistribution_decided": EDITORS,
    "foreign_law.downloads_made": LIBRARIANS,
}

ACTS: dict[str, frozenset[str]] = {
    "foreign_law.deposited": LIBRARIANS,
    "foreign_law.summary_deposited": LIBRARIANS,
    "foreign_law.judgment_recorded": LIBRARIANS,
    "foreign_law.terms_loaded": LIBRARIANS,
    "foreign_law.collection_ordered": LIBRARIANS,
    "foreign_law.collected": LIBRARIANS,
    **TERMS_AND_CHOOSING,
    **ASCERTAINMENT,
}


def allowed(act: str, roles: frozenset[str]) -> bool:
    """True when one of the roles may do the act; an unknown act is allowed to nobody."""
    return bool(ACTS.get(act, frozenset()) & roles)
