"""The live term base as search needs it."""

from __future__ import annotations

from dataclasses import dataclass

from foreign_law.models import ConceptForm, TermDegree


@dataclass(frozen=True)
class TermForm:
    """A term of a concept in one language."""

    concept: str
    language: str
    jurisdiction: str
    text: str
    status: str
    source: str
    degree: str


def term_forms() -> list[TermForm]:
    """The whole term base in one query; forms that say *no equivalent* are left out, they widen no search."""
    rows = (
        ConceptForm.objects.filter(superseded_at=None)
        .exclude(degree=TermDegree.NONE)
        .exclude(text="")
        .order_by("concept__slug", "language")
        .values_list("concept__slug", "language", "jurisdiction", "text", "status", "source", "degree")
    )
    return [TermForm(*row) for row in rows]
