"""How past legs went, by route and region: shares with their denominators, median and ninth decile of days.

Open and withdrawn legs are not counted. Days run from dispatch, posting or opening to the day on which the proof was
in hand. A route with fewer decided legs than the smallest cell shows nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, DurationField, ExpressionWrapper, F, Min
from django.db.models.functions import Coalesce, TruncDate

from service_of_process.models import CourtPractice, Leg
from service_of_process.rules import lifecycle

SUCCEEDED = (lifecycle.PROVED, lifecycle.CONFIRMED, lifecycle.CERTIFIED)
FAILED = (lifecycle.FAILED, lifecycle.LAPSED, lifecycle.NOT_CERTIFIED)
SMALLEST = 5


@dataclass(frozen=True)
class Figure:
    """One route to one region: legs decided, those that succeeded, days of those that succeeded (None where nobody
    counted them)."""

    decided: int
    succeeded: int
    median: int | None
    ninth_decile: int | None

    @property
    def percent(self) -> int:
        """Successes in a hundred decided legs, rounded."""
        return round(100 * self.succeeded / self.decided)


def route_figures(region: str, *, smallest: int | None = None) -> dict[str, Figure]:
    """The figures of every route to a region that has enough decided legs; two queries whatever their number."""
    least = smallest if smallest is not None else smallest_cell()
    decided: dict[str, int] = defaultdict(int)
    days: dict[str, dict[int | None, int]] = defaultdict(lambda: defaultdict(int))
    for channel, succeeded, taken, count in _counted(region):
        decided[channel] += count
        if succeeded:
            days[channel][taken] += count
    return {
        channel: Figure(
            decided=total, succeeded=sum(days[channel].values()), median=quantile(days[channel], 50),
            ninth_decile=quantile(days[channel], 90),
        )
        for channel, total in decided.items() if total >= least
    }  # fmt: skip


def smallest_cell() -> int:
    """The most careful of the courts' smallest cells does not go below the usual one."""
    found = CourtPractice.objects.aggregate(least=Min("smallest_cell"))["least"]
    return max(SMALLEST, found or SMALLEST)


def quantile(counts: Mapping[int | None, int], percent: int) -> int | None:
    """The nearest-rank quantile of days counted by value; None where none were measured.

    :param percent: 1 to 100.
    """
    measured = sorted((days, count) for days, count in counts.items() if days is not None)
    total = sum(count for _days, count in measured)
    rank, seen = -(-total * percent // 100), 0
    for days, count in measured:
        seen += count
        if seen >= rank:
            return days
    return None


def _counted(region: str) -> list[tuple[str, bool, int | None, int]]:
    """(route, succeeded, days, legs), grouped by the database."""
    begin = Coalesce("dispatched_date", TruncDate("opened_at"))
    rows = (
        Leg.objects.filter(matter__region=region, matter__direction="O", state__in=(*SUCCEEDED, *FAILED))
        .annotate(taken=ExpressionWrapper(F("proof_received_date") - begin, output_field=DurationField()))
        .order_by()
        .values_list("channel", "state", "taken")
        .annotate(legs=Count("pk"))
    )
    return [
        (channel, state in SUCCEEDED, _days(taken), count) for channel, state, taken, count in rows.iterator()
    ]


def _days(taken: timedelta | None) -> int | None:
    return None if taken is None or taken.days < 0 else taken.days
