"""When a person is told: at once, every morning, every Monday morning, or never."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

PLACE = ZoneInfo("Asia/Hong_Kong")
"""Hong Kong, Macao and the Mainland keep the same time."""
MORNING = time(7, 0)
MONDAY = 0


def due(rhythm: str, at: datetime) -> datetime | None:
    """The moment for news known since ``at``: ``at-once``, ``daily`` (the next 7:00), ``weekly`` (the next Monday's
    7:00); None for any other rhythm.
    """
    if rhythm == "at-once":
        return at
    if rhythm not in ("daily", "weekly"):
        return None
    here = at.astimezone(PLACE)
    day = here.date() if here.time() < MORNING else here.date() + timedelta(days=1)
    if rhythm == "weekly":
        day += timedelta(days=(MONDAY - day.weekday()) % 7)
    return datetime.combine(day, MORNING, PLACE)
