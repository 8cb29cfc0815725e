"""Figures as pictures that need neither script nor colour; the table beside each says the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from service_of_process.queries.charts import HopLine, OutcomeLine, longest

WIDTH, BAR, GAP, LABEL = 560, 16, 14, 20
ROW = LABEL + BAR + GAP


@dataclass(frozen=True)
class Bar:
    """One bar in pixels: the full one, the darker part in it, and its words."""

    y: int
    text_y: int
    width: int
    inner: int
    label: str
    words: str


@dataclass(frozen=True)
class Chart:
    """A picture of lying bars."""

    height: int
    bars: tuple[Bar, ...]
    width: int = WIDTH
    bar: int = BAR


@dataclass(frozen=True)
class HopRow:
    """A hop in words, for the table."""

    channel: Any
    start: Any
    end: Any
    line: HopLine


@dataclass(frozen=True)
class Hops:
    """The picture of the hops and its table."""

    chart: Chart
    rows: list[HopRow]


def bars_of_hops(lines: Sequence[HopLine], stations: Mapping[str, Any]) -> Hops:
    """Each hop as a bar up to nine tenths, the darker part up to half, in proportion to the longest."""
    top, bars = longest(lines), []
    rows = [HopRow(line.channel, stations[line.start], stations[line.end], line) for line in lines]
    for place, row in enumerate(rows):
        line = row.line
        label = f"{place + 1}. {row.channel}: {row.start} → {row.end}"
        words = f"{line.half} / {line.most}"
        bars.append(_bar(place, WIDTH * line.most / top, WIDTH * line.half / top, label, words))
    return Hops(Chart(len(bars) * ROW, tuple(bars)), rows)


def bars_of_shares(lines: Sequence[OutcomeLine]) -> Chart:
    """Each route as a bar of its ended legs, the darker part those that served; routes without any are left out."""
    ended = [line for line in lines if line.share.whole]
    bars = []
    for place, line in enumerate(ended):
        share = line.share
        words = f"{share.part} / {share.whole} = {share.percent} %"
        bars.append(
            _bar(place, WIDTH, WIDTH * share.part / share.whole, f"{line.channel}, {line.region}", words)
        )
    return Chart(len(bars) * ROW, tuple(bars))


def _bar(place: int, width: float, inner: float, label: str, words: str) -> Bar:
    top = place * ROW
    return Bar(top + LABEL, top + LABEL - 5, round(width), round(inner), label, words)
