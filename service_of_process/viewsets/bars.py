"""Figures as pictures that need neither script nor colour; the table beside each says the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.desk.bars import Chart, Line, lying
from service_of_process.queries.charts import HopLine, OutcomeLine, longest


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
    top = longest(lines)
    rows = [HopRow(line.channel, stations[line.start], stations[line.end], line) for line in lines]
    chart = lying(
        Line(
            row.line.most / top, row.line.half / top, f"{place}. {row.channel}: {row.start} → {row.end}",
            f"{row.line.half} / {row.line.most}",
        )
        for place, row in enumerate(rows, 1)
    )  # fmt: skip
    return Hops(chart, rows)


def bars_of_shares(lines: Sequence[OutcomeLine]) -> Chart:
    """Each route as a bar of its ended legs, the darker part those that served; routes without any are left out."""
    return lying(
        Line(
            1, line.share.part / line.share.whole, f"{line.channel}, {line.region}",
            f"{line.share.part} / {line.share.whole} = {line.share.percent} %",
        )
        for line in lines if line.share.whole
    )  # fmt: skip
