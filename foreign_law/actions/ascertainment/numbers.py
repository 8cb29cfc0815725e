"""The number of a request: ``FL-2026-00042-C``, gap-free in its year, with a check character."""

from __future__ import annotations

from datetime import datetime

from portal.cases.actions.steps import day_of
from portal.numbering import allocate, check_digit

SERIES = "FL"


def next_reference(at: datetime) -> str:
    """The next number of the year; the counter stays locked until the caller's transaction ends."""
    year = day_of(at).year
    stem = f"{SERIES}-{year}-{allocate(SERIES, year=year):05d}"
    return f"{stem}-{check_digit(stem)}"
