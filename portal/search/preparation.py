"""Units to what an engine sees: tokens. The one place where text going into an index is analysed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from i18n.folding import fingerprint, fold, plain_is_folded, plain_words_are_folded
from portal.search.analysis.segmentation import has_cjk, joined, joined_and_words, normaliser
from portal.search.analysis.written import written_as_folded, written_tokens
from portal.search.units import Prepared, Unit

ANALYSIS_VERSION = 3
"""Raise it whenever the analysis or the fields change: indexes built before say so and are built again."""


def schema_version() -> str:
    """Names the analysis and the folding table an index was built with."""
    return f"{ANALYSIS_VERSION}-{fingerprint()}"


def prepare(unit: Unit) -> Prepared:
    """Check and analyse one unit. Raises `InvalidUnit`."""
    unit.check()
    normalise = normaliser(unit.language)
    folded_heading, folded_body = fold(unit.heading), fold(unit.body)
    heading, heading_words = joined_and_words(folded_heading, normalise)
    body, body_words = joined_and_words(folded_body, normalise)
    folded = f"{folded_heading}\n{folded_body}"
    if _written_as_folded(unit.heading, unit.body, folded):
        written = written_as_folded(folded, heading_words + body_words, unit.language)
    else:
        written = written_tokens(f"{unit.heading}\n{unit.body}", folded, unit.language)
    return Prepared(unit, heading, body, _title(unit.title, unit.language), " ".join(written))


def _written_as_folded(heading: str, body: str, folded: str) -> bool:
    """Whether the words found in the folded text tell all that its spelling could."""
    if has_cjk(folded):
        return plain_is_folded(heading) and plain_is_folded(body)
    return plain_words_are_folded(heading) and plain_words_are_folded(body)


@lru_cache(maxsize=1_000)
def _title(title: str, language: str) -> str:
    """The tokens of a title, which all provisions of a work share."""
    return joined(fold(title), normaliser(language))


def prepared(units: Iterable[Unit]) -> Iterator[Prepared]:
    return map(prepare, units)
