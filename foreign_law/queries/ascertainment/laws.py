"""Whose law is ascertained, in words: Hong Kong and Macao by name, any other by its ISO 3166 code."""

from __future__ import annotations

from foreign_law.models.codes import Jurisdiction


def law_words(code: str) -> str:
    """The name of the jurisdiction in the active language."""
    return str(Jurisdiction(code).label) if code in Jurisdiction.values else code
