"""A work on a date in a language, whole: plain values between the tables and the formats of exchange."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Node = Mapping[str, Any]


@dataclass(frozen=True)
class Remark:
    """A remark of the publisher on a paragraph."""

    anchor: str
    mark: str
    text: str
    citation_id: str = ""
    status: str = ""


@dataclass(frozen=True)
class WholeProvision:
    """One provision with its text; ``known_from`` None: the sources state no date."""

    key: str
    unit: str
    number: str
    number_label: str
    heading: str
    status: str
    reason: str
    source_key: str
    known_from: date | None
    body: Sequence[Node]
    remarks: Sequence[Remark] = ()


@dataclass
class Entry:
    """A line of the contents with what stands below it. ``provision`` None: a division, or a text not held."""

    type: str
    key: str
    kind: str
    number: str
    heading: str
    status: str
    notes: Sequence[Mapping[str, str]] = ()
    provision: WholeProvision | None = None
    below: list[Entry] = field(default_factory=list)


@dataclass(frozen=True)
class Origin:
    """Where a text came from."""

    address: str
    publisher: str
    attribution: str
    digest: str
    retrieved: str


@dataclass(frozen=True)
class WholeWork:
    """The work, its language version, the version's date, and its text. ``currency``: current, past, unstated."""

    citation_id: str
    jurisdiction: str
    kind: str
    number: str
    year: int | None
    gazette_number: str
    published_date: date | None
    approved_by: str
    language: str
    authenticity: str
    is_excerpt: bool
    title: str
    short_citation: str
    currency: str
    version_date: date | None
    entries: Sequence[Entry]
    notes: Sequence[Mapping[str, str]]
    origin: Origin


def nested(flat: Sequence[tuple[int, Entry]]) -> list[Entry]:
    """Lines of contents with their levels, hung below one another."""
    top: list[Entry] = []
    above: list[tuple[int, Entry]] = []
    for level, entry in flat:
        while above and above[-1][0] >= level:
            above.pop()
        (above[-1][1].below if above else top).append(entry)
        above.append((level, entry))
    return top
