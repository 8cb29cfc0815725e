"""Days of the targets that a court sets for itself: practice, never law; no roll, no excluded spans."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol


class Days(Protocol):
    """What a calendar must answer here."""

    def rest_reason(self, on: date) -> object | None: ...

    def is_official(self, year: int) -> bool: ...


@dataclass(frozen=True)
class Due:
    """Last day of a target, and whether a year without an official list of holidays was touched."""

    on: date
    is_provisional: bool


def due_of(start: date, days: int, *, working: bool, calendar: Days) -> Due:
    """The last day of ``days`` days (working days if ``working``) after ``start``, which itself does not count."""
    on = start
    if working:
        left = days
        while left:
            on += timedelta(days=1)
            left -= calendar.rest_reason(on) is None
    else:
        on += timedelta(days=days)
    years = range((start + timedelta(days=1)).year, on.year + 1) if days else ()
    return Due(on, any(not calendar.is_official(year) for year in years))
