"""Published counts: one that could point at a person is not told, nor one from which it could be computed.

Kept where every room and module may use it. Nothing here knows a database.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

SMALLEST = 5
K = TypeVar("K")


def is_small(count: int, smallest: int = SMALLEST) -> bool:
    """Whether a count is too small to be told; none at all is told."""
    return 0 < count < smallest


def told_parts(parts: Mapping[K, int], smallest: int = SMALLEST) -> dict[K, int | None]:
    """The parts of one whole as they may be published; None: not told.

    Somebody who knows the whole from another table learns only the sum of what is not told here: so it is made of at
    least two parts and is itself not small. Where one small part stands alone, the smallest others go with it.

    :raises ValueError: a count is negative.
    """
    if any(count < 0 for count in parts.values()):
        raise ValueError("a count is not negative")
    hidden = {key for key, count in parts.items() if is_small(count, smallest)}
    others = sorted((key for key in parts if parts[key] and key not in hidden), key=lambda key: parts[key])
    while hidden and others and (len(hidden) < 2 or sum(parts[key] for key in hidden) < smallest):
        hidden.add(others.pop(0))
    return {key: None if key in hidden else count for key, count in parts.items()}


def percent(part: int, whole: int) -> int | None:
    """The share in whole per cent; None of nothing."""
    return round(100 * part / whole) if whole else None


def percentile(values: Iterable[int], share: float) -> int:
    """The smallest value that at least this share of the values does not exceed (nearest rank).

    :raises ValueError: no values, or a share outside 0 < share <= 1.
    """
    ranked = sorted(values)
    if not ranked or not 0 < share <= 1:
        raise ValueError("a percentile needs values and a share between 0 and 1")
    place = -(-len(ranked) * share // 1)
    return ranked[int(place) - 1]
