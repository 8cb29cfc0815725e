"""The lists that ship with the portal, read from ``seed/``."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from i18n import languages
from portal.time_limits import Text

FOLDER = Path(__file__).with_name("seed")


@dataclass(frozen=True)
class SeedCalendar:
    """A calendar as shipped."""

    code: str
    weekly_rest: str
    closures_count: bool
    name: Text


@dataclass(frozen=True)
class SeedDay:
    """A day as shipped; ``kind`` is a value of ``CalendarDay.DayKind``."""

    on: date
    kind: str
    name: Text


@dataclass(frozen=True)
class SeedYear:
    """A year's list as shipped."""

    calendar: str
    year: int
    official: bool
    address: str
    source: Text
    days: tuple[SeedDay, ...]


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def _text(row: dict[str, str]) -> Text:
    return Text(*(row[code] for code in languages.CODES))


def read_calendars() -> list[SeedCalendar]:
    """The calendars, in the order of the file."""
    return [
        SeedCalendar(row["code"], row["weekly_rest"], row["closures_count"] == "1", _text(row))
        for row in _rows("calendars.csv")
    ]


def read_years() -> list[SeedYear]:
    """The yearly lists with their days."""
    days: dict[tuple[str, int], list[SeedDay]] = defaultdict(list)
    for row in _rows("days.csv"):
        on = date.fromisoformat(row["date"])
        days[row["calendar"], on.year].append(SeedDay(on, row["kind"], _text(row)))
    return [
        SeedYear(
            row["calendar"],
            int(row["year"]),
            row["official"] == "1",
            row["address"],
            _text(row),
            tuple(days[row["calendar"], int(row["year"])]),
        )
        for row in _rows("years.csv")
    ]
