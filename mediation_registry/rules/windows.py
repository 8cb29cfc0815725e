"""Intake windows: half-open periods on the clock of Asia/Shanghai, which Hong Kong and Macao share."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

CLOCK = ZoneInfo("Asia/Shanghai")
ANNOUNCED = "announced"
OPEN = "open"
CLOSED = "closed"


def state_at(opens_at: datetime, closes_at: datetime, at: datetime) -> str:
    """``announced`` before the opening, ``open`` while opens_at <= at < closes_at, ``closed`` from then on.

    All three are moments with a time zone.

    :raises ValueError: a moment without a time zone, or a window that closes before it opens.
    """
    if None in (opens_at.tzinfo, closes_at.tzinfo, at.tzinfo):
        raise ValueError("A window is judged by moments with a time zone.")
    if closes_at <= opens_at:
        raise ValueError("A window closes after it opens.")
    if at < opens_at:
        return ANNOUNCED
    return OPEN if at < closes_at else CLOSED


def on_the_clock(at: datetime) -> datetime:
    """The moment as the clock of Asia/Shanghai shows it. A moment without a time zone is read on that clock."""
    return at.replace(tzinfo=CLOCK) if at.tzinfo is None else at.astimezone(CLOCK)


def last_minute(closes_at: datetime) -> datetime:
    """The last full minute inside the window, as notices announce it: closing at 00:00 is "until 23:59"."""
    return on_the_clock(closes_at) - timedelta(minutes=1)
