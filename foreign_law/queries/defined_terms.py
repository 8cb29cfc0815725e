"""The terms that a provision defines or uses, in all the languages of the term base."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from foreign_law.models import Instrument, ProvisionVersion, TermDegree
from foreign_law.search import TermBase, term_base
from foreign_law.search.terms import Form
from i18n import languages

MOST = 40  # defined terms shown
FEW = 8  # other terms shown


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
    anchors = [str(node.get("a", "")) for node in version.body if "~" in str(node.get("a", ""))]
    order = {anchor.rpartition("~")[2]: place for place, anchor in enumerate(anchors)}
    defined = [concept for concept in standing if _defined_here(concept, work, order)]
    defined.sort(key=lambda concept: order[concept.rpartition(":")[2]])
    others = [concept for concept in standing if concept not in defined and not concept.startswith("hk:")]
    rows = [_row(base, base.by_concept[concept], language, True) for concept in defined[:MOST]]
    named = {row.term for row in rows}
    used = [_row(base, base.by_concept[concept], language, False) for concept in others[:FEW]]
    return rows + [row for row in used if row.term not in named]


def _defined_here(concept: str, work: Instrument, names: Mapping[str, int]) -> bool:
    return concept.startswith(f"{work.citation_id}:") and concept.rpartition(":")[2] in names


def _row(base: TermBase, own_forms: list[Form], language: str, defined: bool) -> TermRow:
    """A concept's forms, and those of the concepts of the glossary that share a term with it."""
    sharing = {other.concept for form in own_forms for other in base.named(form.text, form.language)}
    forms = own_forms + [
        form
        for concept in sorted(sharing - {form.concept for form in own_forms})
        for form in base.by_concept[concept]
        if not concept.startswith(("hk:", "mo:")) and form.text not in {own.text for own in own_forms}
    ]
    forms = list({(form.language, form.text): form for form in reversed(forms)}.values())
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
