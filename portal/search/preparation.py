"""Units to what an engine sees: tokens. The one place where text going into an index is analysed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from i18n.folding import fingerprint, fold
from portal.search.analysis.segmentation import joined, normaliser
from portal.search.analysis.written import written_tokens
from portal.search.units import Prepared, Unit

ANALYSIS_VERSION = 2
"""Raise it whenever the analysis or the fields change: indexes built before say so and are built again."""


def schema_version() -> str:
    """Names the analysis and the folding table an index was built with."""
    return f"{ANALYSIS_VERSION}-{fingerprint()}"


def prepare(unit: Unit) -> Prepared:
    """Check and analyse one unit. Raises `InvalidUnit`."""
    unit.check()
    normalise = normaliser(unit.language)
    heading, body = fold(unit.heading), fold(unit.body)
    written = written_tokens(f"{unit.heading}\n{unit.body}", f"{heading}\n{body}", unit.language)
    return Prepared(
        unit,
        joined(heading, normalise),
        joined(body, normalise),
        joined(fold(unit.title), normalise),
        " ".join(written),
    )


def prepared(units: Iterable[Unit]) -> Iterator[Prepared]:
    return map(prepare, units)
