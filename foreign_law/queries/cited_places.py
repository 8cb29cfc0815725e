"""Where a citation leads: a provision, a work or a judgment of the library."""

from __future__ import annotations

from dataclasses import dataclass

from foreign_law.models import Instrument, Judgment, Provision
from foreign_law.rules.citations import Citation, cited_alone, recognise


@dataclass(frozen=True)
class CitedPlace:
    """A place in the library. ``key`` empty: the whole work; ``anchor`` empty: the whole provision."""

    path: str
    key: str = ""
    anchor: str = ""


def place_cited(text: str) -> CitedPlace | None:
    """The place when the text is one citation and nothing else, and the library holds it. Two queries.

    A provision that the work has not is answered with the work itself.
    """
    citation = cited_alone(text)
    return place_of(citation) if citation is not None else None


def place_of(citation: Citation) -> CitedPlace | None:
    """The place of one citation, or None when the library does not hold it."""
    if citation.kind == "case":
        return _judgment(citation)
    work = Instrument.objects.filter(citation_id=citation.id).first()
    if work is None:
        return None
    key = (
        Provision.objects.filter(instrument=work, key__iexact=citation.provision)
        .values_list("key", flat=True)
        .first()
        if citation.provision
        else None
    )
    return CitedPlace(work.path, key or "", citation.anchor if key else "")


def not_held(text: str) -> list[str]:
    """Citations in the text, as typed, of works and cases that the library does not hold. Two queries."""
    found = {text[c.start : c.end]: c for c in recognise(text[:512])}
    if not found:
        return []
    ids = {citation.id for citation in found.values()}
    held = set(Instrument.objects.filter(citation_id__in=ids).values_list("citation_id", flat=True))
    held |= set(Judgment.objects.filter(citation_id__in=ids).values_list("citation_id", flat=True))
    return [words for words, c in found.items() if c.id not in held and ":*:" not in c.id]


def _judgment(citation: Citation) -> CitedPlace | None:
    """A judgment by its id; without a court in the citation, the only one that answers to it."""
    start, wild, end = citation.id.partition(":*:")
    named = Judgment.objects.filter(citation_id=citation.id)
    if wild:
        named = Judgment.objects.filter(citation_id__startswith=f"{start}:", citation_id__endswith=f":{end}")
    rows = list(named[:2])
    return CitedPlace(f"judgments/{rows[0].place}-{rows[0].slug}") if len(rows) == 1 else None
