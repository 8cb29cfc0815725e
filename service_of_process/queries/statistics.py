"""Open statistics: by month and route, how many legs ended, how many with service, how long; small counts not told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import BooleanField, Case, Max, Value, When
from django.utils import timezone

from portal.web.small_cells import SMALLEST, percent, percentile
from portal.web.spreadsheets import csv_line
from service_of_process.models import Channel, CourtPractice, Leg
from service_of_process.models.matters import Region
from service_of_process.queries.charts import served_or_not
from service_of_process.rules import channels
from service_of_process.rules.small_cells import Told, together, told

MONTHS = 12
COLUMNS = ("month", "direction", "region", "channel", "ended", "served", "not_served", "median_days")


@dataclass(frozen=True)
class Line:
    """One route in one month; ``days`` half of the served legs took at most so many, None where not told."""

    month: date
    region: str
    channel: str
    told: Told
    days: int | None

    @property
    def direction(self) -> str:
        """Inbound or outbound, by the channel."""
        return "I" if channels.family_of(self.channel) == channels.INBOUND else "O"

    @property
    def channel_words(self) -> Any:
        return dict(Channel.choices)[self.channel]

    @property
    def region_words(self) -> Any:
        return dict(Region.choices)[self.region]

    @property
    def percent(self) -> int | None:
        """Served among ended, in whole per cent; None where one of them is not told."""
        if self.told.served is None or self.told.ended is None:
            return None
        return percent(self.told.served, self.told.ended)


@dataclass(frozen=True)
class Published:
    """The months from ``since`` to before ``until``; lines the newest month first; the sum of what is told whole."""

    since: date
    until: date
    smallest: int
    lines: list[Line]
    total: Told

    @property
    def months(self) -> dict[date, list[Line]]:
        """The lines by month."""
        found: dict[date, list[Line]] = defaultdict(list)
        for line in self.lines:
            found[line.month].append(line)
        return dict(found)


def published(at: datetime) -> Published:
    """The twelve whole months before the month of ``at``: two queries, however many.

    A month is told only once it is over, so that nobody watches one leg end. No line bears a court: with the month, a
    single one could point at a person. The threshold is the greatest that any court set for itself, never below five.
    """
    until = timezone.localdate(at).replace(day=1)
    since = _months_before(until, MONTHS)
    smallest = max(CourtPractice.objects.aggregate(most=Max("smallest_cell"))["most"] or 0, SMALLEST)
    lines = [
        _line(key, held, smallest) for key, held in sorted(_ended(since, until).items(), key=_newest_first)
    ]
    return Published(since, until, smallest, lines, together(line.told for line in lines))


def _newest_first(item: tuple[tuple[date, str, str], Any]) -> tuple[int, int, str]:
    month, region, channel = item[0]
    return -month.toordinal(), channels.CHANNELS.index(channel), region


def _ended(since: date, until: date) -> dict[tuple[date, str, str], list[tuple[bool, int]]]:
    """By month, place and channel: for each ended leg, whether it served and its days from the opening."""
    served, unserved = served_or_not()
    zone = ZoneInfo(timezone.get_current_timezone_name())
    start, end = (datetime.combine(day, time(), zone) for day in (since, until))
    rows = Leg.objects.filter(ended_at__gte=start, ended_at__lt=end).filter(served | unserved).order_by()
    was_served = Case(When(served, then=Value(True)), default=Value(False), output_field=BooleanField())
    found: dict[tuple[date, str, str], list[tuple[bool, int]]] = defaultdict(list)
    fields = ("matter__region", "channel", "opened_at", "ended_at", "was_served")
    for region, channel, opened, over, good in rows.annotate(was_served=was_served).values_list(*fields):
        assert over is not None  # the filter above
        month = timezone.localdate(over).replace(day=1)
        found[month, region, channel].append((good, (over - opened).days))
    return found


def _line(key: tuple[date, str, str], held: list[tuple[bool, int]], smallest: int) -> Line:
    days = [taken for good, taken in held if good]
    counts = told(len(held), len(days), smallest)
    half = percentile(days, 0.5) if counts.served else None
    return Line(*key, counts, half)


def _months_before(first: date, months: int) -> date:
    for _number in range(months):
        first = (first - timedelta(days=1)).replace(day=1)
    return first


def as_csv(found: Published) -> Iterator[str]:
    """The lines for machines: codes, ISO months; an empty field is not told."""
    yield csv_line(COLUMNS)
    for line in found.lines:
        counts = (line.told.ended, line.told.served, line.told.not_served, line.days)
        yield csv_line([
            f"{line.month:%Y-%m}", line.direction, line.region, line.channel,
            *("" if count is None else str(count) for count in counts),
        ])  # fmt: skip
