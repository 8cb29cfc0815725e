"""Periods as terms: which units are out of force on a day, answered by a handful of posting lists.

Days are numbered on a line; a period becomes the few largest binary blocks that fill it exactly, and a day
lies in a period when one of the blocks around the day is among them (a segment tree, stored as terms). A range
over two columns would read both columns whole for every search.
"""

from __future__ import annotations

from functools import lru_cache

FIRST_YEAR = 1600
LEVELS = 18
END = 1 << LEVELS
"""Days are kept apart from 1600 to 2111; what lies outside counts as the beginning or the end."""


def place(on: int) -> int:
    """The number of an integer date (YYYYMMDD) on the line, 0 to `END`; order is kept."""
    year, rest = divmod(on, 10_000)
    month, day = divmod(rest, 100)
    return max(0, min(END, (year - FIRST_YEAR) * 512 + month * 32 + day))


@lru_cache(maxsize=10_000)
def blocks(first: int, end: int) -> tuple[str, ...]:
    """The terms of the period from one integer date to another, half-open; none when it is empty."""
    start, stop = place(first), place(end)
    found = []
    level = 0
    while start < stop:
        if start & 1:
            found.append(f"{level}:{start}")
            start += 1
        if stop & 1:
            stop -= 1
            found.append(f"{level}:{stop}")
        start, stop, level = start >> 1, stop >> 1, level + 1
    return tuple(found)


@lru_cache(maxsize=1_000)
def around(on: int) -> tuple[str, ...]:
    """The terms of all periods that contain the integer date."""
    day = min(place(on), END - 1)
    return tuple(f"{level}:{day >> level}" for level in range(LEVELS + 1))
