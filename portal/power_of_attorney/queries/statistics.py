"""Published times of the witnessing: how long people wait, and how long the session itself takes, by court."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from portal.identity.models import Court
from portal.power_of_attorney.models import WitnessingSession
from portal.power_of_attorney.rules.statistics import (
    SESSION_BARS,
    WAITING_BARS,
    Bar,
    bars,
    is_shown,
    percentile,
)

PERIOD = timedelta(days=365)
HELD = (WitnessingSession.State.ATTESTED, WitnessingSession.State.CLOSED)


@dataclass(frozen=True)
class Times:
    """One line: minutes at which half and nine tenths have ended; ``count`` sessions. None of it where too few."""

    court: Court | None
    count: int
    waiting_p50: float | None = None
    waiting_p90: float | None = None
    session_p50: float | None = None
    session_p90: float | None = None

    @property
    def is_shown(self) -> bool:
        return self.waiting_p50 is not None


@dataclass(frozen=True)
class Published:
    """The page: all courts that are shown, each court, and the two distributions."""

    since: datetime
    all_courts: Times
    courts: tuple[Times, ...]
    waiting: tuple[Bar, ...]
    session: tuple[Bar, ...]

    @property
    def has_hidden(self) -> bool:
        return any(not line.is_shown for line in self.courts)


def published_times(at: datetime) -> Published:
    """Sessions held to the end in the twelve months before ``at``: two queries, however many.

    Waiting runs from the submission of the power to the opening of the session that led to it; the session from its
    opening to its closing, interruptions included. The line and the bars of all courts are made of the courts that
    are shown, so that nobody subtracts to find a court that is not.
    """
    since = at - PERIOD
    rows = WitnessingSession.objects.filter(
        state__in=HELD, closed_at__gte=since, closed_at__lte=at, opened_at__isnull=False,
        power__submitted_at__isnull=False,
    )  # fmt: skip
    by_court: dict[UUID, list[tuple[float, float]]] = defaultdict(list)
    for court, submitted, opened, closed in rows.values_list(
        "power__court", "power__submitted_at", "opened_at", "closed_at"
    ):
        assert submitted is not None and opened is not None and closed is not None  # the filters above
        by_court[court].append((_minutes(submitted, opened), _minutes(opened, closed)))
    courts = Court.objects.filter(pk__in=by_court).order_by("code")
    lines = tuple(_line(court, by_court[court.pk]) for court in courts)
    shown = [pair for line in lines if line.is_shown and line.court for pair in by_court[line.court.pk]]
    waiting, session = [pair[0] for pair in shown], [pair[1] for pair in shown]
    return Published(
        since,
        _line(None, shown),
        lines,
        tuple(bars(waiting, WAITING_BARS)),
        tuple(bars(session, SESSION_BARS)),
    )


def _line(court: Court | None, pairs: list[tuple[float, float]]) -> Times:
    if not is_shown(len(pairs)):
        return Times(court, len(pairs))
    waiting, session = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    return Times(
        court, len(pairs), percentile(waiting, 0.5), percentile(waiting, 0.9), percentile(session, 0.5),
        percentile(session, 0.9),
    )  # fmt: skip


def _minutes(start: datetime, end: datetime) -> float:
    return max(0.0, (end - start).total_seconds() / 60)
