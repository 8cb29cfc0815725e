"""How a listing stands on a day, from its entries alone; how a registrant stands, from her listings.

An entry speaks from the day on which it takes effect. Of the entries that have taken effect by a day, the one
recorded last speaks: a removal entered today with effect from last month counts for last month too, and a mistake
is put right by a later entry, the wrong one staying legible. A dated term ends a listing even before the register
has entered its end.

The Joint Conference determines the panel edition by edition: from the day a later edition lists the same
registrant, that listing governs, for the earlier certificate too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from mediation_registry.rules import lifecycle


class Standing(Enum):
    """What the register answers about a number on a day."""

    VALID = "valid"
    NOT_VALID = "not_valid"
    NEVER_ISSUED = "never_issued"
    RESTRICTED = "restricted"


@dataclass(frozen=True, slots=True)
class Entry:
    """What decides: the number in its listing, the state it brings, the day from which it speaks."""

    number: int
    state: str
    effective_date: date


@dataclass(frozen=True, slots=True)
class Listed:
    """One listing: the day it begins, the day its term ends (exclusive, where one was entered), its entries."""

    valid_from: date
    valid_to: date | None
    entries: tuple[Entry, ...]


def speaking(entries: Iterable[Entry], on: date) -> Entry | None:
    """The entry that speaks on the day; None before the first takes effect."""
    return max(
        (entry for entry in entries if entry.effective_date <= on),
        key=lambda entry: entry.number,
        default=None,
    )


def state_on(listed: Listed, on: date) -> str | None:
    """The state of a listing on the day; None before it begins."""
    entry = speaking(listed.entries, on)
    if entry is None:
        return None
    running = entry.state in (lifecycle.ACTIVE, lifecycle.SUSPENDED)
    if running and listed.valid_to is not None and on >= listed.valid_to:
        return lifecycle.EXPIRED
    return entry.state


def governing(listings: Sequence[Listed], on: date) -> int | None:
    """The place of the listing that governs on the day: the one begun last. None when none has begun."""
    begun = [place for place, listed in enumerate(listings) if state_on(listed, on) is not None]
    return max(begun, key=lambda place: (listings[place].valid_from, place), default=None)


def standing_of(state: str | None) -> Standing:
    """The answer for a state of the governing listing; None is a listing that has not begun."""
    if state == lifecycle.ACTIVE:
        return Standing.VALID
    return Standing.RESTRICTED if state == lifecycle.SUSPENDED else Standing.NOT_VALID


def turning_days(listings: Iterable[Listed]) -> list[date]:
    """Every day on which a registrant's standing may change, in order, each once."""
    days: set[date] = set()
    for listed in listings:
        days.update(entry.effective_date for entry in listed.entries)
        if listed.valid_to is not None:
            days.add(listed.valid_to)
    return sorted(days)
