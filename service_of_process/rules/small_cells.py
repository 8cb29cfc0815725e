"""Published counts: a count that could point at a person is not told, nor the one from which it could be computed.

A line has so many legs ended, some of them served. Fewer than ``smallest`` (but not none) are not told. Where a line's
total is told but one part of it is small, neither part is told, since the other would give it by subtraction. Totals of
several lines are made of what is told alone, so that nobody subtracts to find a line that is not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from portal.web.small_cells import SMALLEST, is_small


@dataclass(frozen=True)
class Told:
    """A line as published; None: not told."""

    ended: int | None
    served: int | None
    not_served: int | None

    @property
    def is_hidden(self) -> bool:
        """True where not even the total is told."""
        return self.ended is None


def told(ended: int, served: int, smallest: int = SMALLEST) -> Told:
    """One line as it may be published.

    :raises ValueError: more served than ended, or a negative count.
    """
    if not 0 <= served <= ended:
        raise ValueError("a line has no more legs served than ended")
    rest = ended - served
    if is_small(ended, smallest):
        return Told(None, None, None)
    if is_small(served, smallest) or is_small(rest, smallest):
        return Told(ended, None, None)
    return Told(ended, served, rest)


def together(lines: Iterable[Told]) -> Told:
    """The sum of lines whose every count is told; a line that hides any is left out as a whole."""
    whole = [line for line in lines if line.served is not None]
    return Told(
        sum(line.ended or 0 for line in whole),
        sum(line.served or 0 for line in whole),
        sum(line.not_served or 0 for line in whole),
    )
