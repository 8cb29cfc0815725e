"""Periods that the court fixes (art. 9). The law counts no days, so every last day is a date that the judge entered."""

from __future__ import annotations

from datetime import date
from typing import Final

#: Why a date or a request for more time cannot stand; "" where it can.
GOOD: Final = ""
PAST, NOT_LATER, ENDED, EXTENDED = "past", "not_later", "ended", "extended"


def against_due(due: date, on: date) -> str:
    """What speaks against a last day: it must not lie in the past."""
    return PAST if due < on else GOOD


def against_extension(due: date, until: date, on: date, *, ended: bool, extended: bool) -> str:
    """What speaks against more time until a day: the period is over or was extended already, or the day is no later."""
    if ended:
        return ENDED
    if extended:
        return EXTENDED
    if until < on:
        return PAST
    return NOT_LATER if until <= due else GOOD


def is_over(due: date, on: date, *, ended: bool) -> bool:
    """The last day has passed, or the judge ended the period."""
    return ended or due < on


def days_left(due: date, on: date) -> int:
    """Days from today to the last day; negative once it has passed."""
    return (due - on).days
