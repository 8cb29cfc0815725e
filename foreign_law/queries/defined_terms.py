"""The terms that a provision defines or uses, in all the languages of the term base."""

from __future__ import annotations

from dataclasses import dataclass

from foreign_law.models import Instrument, ProvisionVersion, TermDegree
from foreign_law.search import term_base
from foreign_law.search.terms import Form
from i18n import languages

MOST = 12


@dataclass(frozen=True)
class TermCell:
    """A term in one language."""

    language: str
    text: str
    jurisdiction: str
    source: str
    working: bool
    degree: str


@dataclass(frozen=True)
class TermRow:
    """One concept: the term as the provision has it, and its forms in the order of the language switch."""

    term: str
    defined: bool
    cells: tuple[TermCell, ...]

    @staticmethod
    def none() -> list[TermRow]:
        """No terms."""
        return []


def terms_in(version: ProvisionVersion, work: Instrument) -> list[TermRow]:
    """Terms that the provision defines first, then others of the term base that stand in it; 12 at most.

    One or two queries: the term base is kept by the process.
    """
    base = term_base()
    language = version.expression.language
    standing = base.standing_in(version.text, language, most=200)
    anchors = {str(node.get("a", "")) for node in version.body if "~" in str(node.get("a", ""))}
    defined = [concept for concept in standing if _defined_here(concept, work, anchors)]
    others = [concept for concept in standing if concept not in defined and not concept.startswith("hk:")]
    found = [(concept, True) for concept in defined] + [(concept, False) for concept in others]
    return [_row(base.by_concept[concept], language, mark) for concept, mark in found[:MOST]]


def _defined_here(concept: str, work: Instrument, anchors: set[str]) -> bool:
    if not concept.startswith(f"{work.citation_id}:"):
        return False
    name = concept.rpartition(":")[2]
    return any(anchor.endswith(f"~{name}") for anchor in anchors)


def _row(forms: list[Form], language: str, defined: bool) -> TermRow:
    ordered = sorted(forms, key=lambda form: (languages.CODES.index(form.language), form.jurisdiction))
    own = next((form for form in ordered if form.language == language), ordered[0])
    cells = tuple(
        TermCell(
            form.language, form.text, form.jurisdiction, form.source, form.status == "working", form.degree
        )
        for form in ordered
        if form.degree != TermDegree.NONE
    )
    return TermRow(own.text, defined, cells)
