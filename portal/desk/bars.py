"""Figures as pictures that need neither script nor colour; the table beside each says the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

WIDTH, BAR = 560, 16


@dataclass(frozen=True)
class Bar:
    """One bar in the units of its picture: the full one, the darker part in it; its words stand above it."""

    width: int
    inner: int
    label: str
    words: str


@dataclass(frozen=True)
class Chart:
    """Lying bars, one under the other."""

    bars: tuple[Bar, ...]
    width: int = WIDTH
    height: int = BAR


@dataclass(frozen=True)
class Line:
    """What one bar shows: its length and the darker part of it as shares of the whole width, its words."""

    whole: float
    part: float
    label: str
    words: str


def lying(lines: Iterable[Line]) -> Chart:
    """The bars one under the other, in the order given."""
    bars = tuple(
        Bar(round(WIDTH * line.whole), round(WIDTH * line.part), line.label, line.words) for line in lines
    )
    return Chart(bars)
