"""Registrations of one area: the judge's answers and what effective judgments found."""

from __future__ import annotations


def open_doors() -> None:
    """Words of the acts, notices, and the library's source of findings."""
    from foreign_law.apps import judging_words as words
    from foreign_law.queries.ascertainment.findings import citing_lines
    from foreign_law.queries.graph import FINDING_SOURCES
    from portal.audit.labels import register_acts
    from portal.notices.kinds import register_kinds

    register_acts("foreign_law", words.ACT_WORDS)
    register_kinds("foreign_law", words.NOTICE_WORDS, prepare=words.prepare)
    if citing_lines not in FINDING_SOURCES:
        FINDING_SOURCES.append(citing_lines)
