"""Published times: percentiles, bars of a chart, and what is not shown because the number is small.

Fewer than five sessions of a court are not shown by themselves, and a bar of one to four is drawn as "fewer than
five": with a court's name and a month, a single duration would point at a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

SMALLEST = 5
#: Upper ends of the bars, in minutes; the last bar is open.
SESSION_BARS = (5, 10, 15, 20, 30, 45, 60)
DAY = 24 * 60
WAITING_BARS = (3 * DAY, 7 * DAY, 14 * DAY, 21 * DAY, 30 * DAY, 60 * DAY)


@dataclass(frozen=True)
class Bar:
    """One bar: from and to in minutes (``to`` None: open), how many, None where one to four."""

    start: int
    end: int | None
    count: int | None


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of the values does not exceed (nearest rank).

    :raises ValueError: no values, or a share outside 0 < share <= 1.
    """
    if not values or not 0 < share <= 1:
        raise ValueError("a percentile needs values and a share between 0 and 1")
    return sorted(values)[ceil(share * len(values)) - 1]


def is_shown(count: int) -> bool:
    """Whether so many sessions are shown by themselves."""
    return count >= SMALLEST


def bars(minutes: Sequence[float], ends: Sequence[int]) -> list[Bar]:
    """The values sorted into half-open bars; a bar of one to four does not tell its number.

    Where that is one bar alone, the smallest other bar does not tell its number either: the total is published.
    """
    edges, found = [0, *ends], []
    for start, end in zip(edges, [*ends, None], strict=True):
        count = sum(1 for value in minutes if value >= start and (end is None or value < end))
        found.append(Bar(start, end, count if count == 0 or is_shown(count) else None))
    hidden = [bar for bar in found if bar.count is None]
    told = [bar for bar in found if bar.count]
    if len(hidden) == 1 and told:
        least = min(told, key=lambda bar: bar.count or 0)
        found[found.index(least)] = Bar(least.start, least.end, None)
    return found
