"""A distribution as a picture that needs neither script nor colour, and as the table beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.power_of_attorney.rules.statistics import DAY, SMALLEST, Bar

HEIGHT, BAR, GAP, FOOT = 120, 54, 10, 20


@dataclass(frozen=True)
class Column:
    """One bar in pixels, with its label and its number in words; ``count`` None: fewer than five."""

    x: int
    y: int
    height: int
    middle: int
    label: str
    count: int | None
    words: str


@dataclass(frozen=True)
class Chart:
    """The picture: its size, its columns, and one sentence that says what it shows."""

    width: int
    height: int
    base: int
    columns: tuple[Column, ...]

    @property
    def is_empty(self) -> bool:
        return all(column.count == 0 for column in self.columns)


def chart_of(bars: Sequence[Bar], *, in_days: bool) -> Chart:
    """Columns in proportion to the greatest; a number that is not told is drawn at the height of two."""
    top = max([bar.count or 0 for bar in bars] + [SMALLEST])
    columns = []
    for place, bar in enumerate(bars):
        drawn = bar.count if bar.count is not None else 2
        height = round(HEIGHT * drawn / top)
        x = GAP + place * (BAR + GAP)
        words = _("not told") if bar.count is None else str(bar.count)
        label = _label(bar, in_days)
        columns.append(Column(x, FOOT + HEIGHT - height, height, x + BAR // 2, label, bar.count, words))
    return Chart(GAP + len(bars) * (BAR + GAP), HEIGHT + 2 * FOOT, FOOT + HEIGHT, tuple(columns))


def _label(bar: Bar, in_days: bool) -> str:
    """From and to, in days or minutes."""
    size = DAY if in_days else 1
    start = bar.start // size
    if bar.end is None:
        text = (
            ngettext("%(n)s day or more", "%(n)s days or more", start) if in_days
            else ngettext("%(n)s minute or more", "%(n)s minutes or more", start)
        )  # fmt: skip
        return text % {"n": start}
    end = bar.end // size
    text = (
        ngettext("%(start)s to %(n)s day", "%(start)s to %(n)s days", end) if in_days
        else ngettext("%(start)s to %(n)s minute", "%(start)s to %(n)s minutes", end)
    )  # fmt: skip
    return text % {"start": start, "n": end}
