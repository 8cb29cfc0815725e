"""Figures for everybody: what is opened most, how ascertainment went, what the library holds. Small counts not told."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.cache import cache
from django.db.models import Count, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foreign_law.models import (
    AscertainmentRequest,
    Determination,
    Expression,
    Instrument,
    Judgment,
    Jurisdiction,
    Provision,
    ProvisionVersion,
    ProvisionViews,
    RouteAttempt,
)
from foreign_law.models.codes import PLACES
from i18n import languages
from portal.web.small_cells import SMALLEST, percentile, told_parts
from portal.web.spreadsheets import csv_line

MONTHS = 12
DAYS = 90
MOST = 20
UNSTATED = _("Year not stated by the source")
COLUMNS = ("figure", "key", "count", "half_within_days")
#: Where the figures are kept; another number when what is kept changes its shape.
KEPT = "foreign_law.figures.1"


@dataclass(frozen=True)
class Line:
    """One line of a figure: a code, words for it, the count (None: not told), for durations the median in days."""

    key: str
    words: Any
    count: int | None
    days: int | None = None
    lang: str = ""


@dataclass(frozen=True)
class Asked:
    """A provision that readers opened, its place below ``/law/``, its headings by language; ``count`` is never small."""

    provision_id: UUID
    path: str
    headings: Mapping[str, str]
    count: int


@dataclass(frozen=True)
class Figures:
    """All figures. Ascertainment: requests closed from ``since`` to before ``until``; views: the 90 days before today.

    Words are of no language yet: they are said in that of whoever reads them.
    """

    counted_at: datetime
    since: date
    until: date
    views_since: date
    asked: list[Asked]
    routes: list[Line]
    route_outcomes: list[Line]
    outcomes: list[Line]
    durations: list[Line]
    works: list[Line]
    texts: list[Line]
    years: list[Line]
    judgments: list[Line]
    smallest: int = SMALLEST

    def tables(self) -> dict[str, list[Line]]:
        """Every figure but the provisions, by code."""
        return {
            "attempts_by_route": self.routes, "attempts_by_outcome": self.route_outcomes,
            "requests_by_outcome": self.outcomes, "requests_by_basis": self.durations,
            "works_by_jurisdiction": self.works, "provisions_by_language": self.texts,
            "works_by_year": self.years, "judgments_by_jurisdiction": self.judgments,
        }  # fmt: skip


def lately(at: datetime) -> Figures:
    """The figures as they were counted last on this day, at most ``LAW_FIGURES_SECONDS`` ago; else counted now, and kept.

    Only what everybody is told is kept. With 0 seconds nothing is.
    """
    seconds = settings.LAW_FIGURES_SECONDS
    if not seconds:
        return figures(at)
    place = f"{KEPT}:{timezone.localdate(at)}"
    kept = cache.get(place)
    if isinstance(kept, Figures) and timedelta(0) <= at - kept.counted_at < timedelta(seconds=seconds):
        return kept
    found = figures(at)
    cache.set(place, found, seconds)
    return found


def figures(at: datetime) -> Figures:
    """The figures at a moment: the twelve whole months before its month, the ninety whole days before its day.

    A month is told only once it is over. Twelve queries, however much there is.
    """
    today = timezone.localdate(at)
    until = today.replace(day=1)
    since = _months_before(until, MONTHS)
    views_since = today - timedelta(days=DAYS)
    closed = _closed(since, until)
    return Figures(
        at, since, until, views_since, most_asked(views_since, today), *_attempts(closed), _outcomes(closed),
        _durations(closed), *_held(),
    )  # fmt: skip


def most_asked(since: date, until: date) -> list[Asked]:
    """The provisions opened most often from ``since`` to before ``until``; none opened fewer than five times.

    Four queries.
    """
    counted = (
        ProvisionViews.objects.filter(day__gte=since, day__lt=until)
        .values("provision_id")
        .annotate(times=Sum("count"))
        .filter(times__gte=SMALLEST)
        .order_by("-times", "provision_id")[:MOST]
    )
    times = {row["provision_id"]: row["times"] for row in counted}
    found = Provision.objects.select_related("instrument").in_bulk(times)
    headings: dict[Any, dict[str, str]] = defaultdict(dict)
    texts = ProvisionVersion.objects.filter(provision__in=times, superseded_at=None, latest=True)
    for key, language, citation, number, heading in texts.values_list(
        "provision_id", "expression__language", "expression__short_citation", "number_label", "heading"
    ):
        headings[key][language] = " ".join(filter(None, (citation, number, heading)))
    return [
        Asked(key, f"{found[key].instrument.path}/{found[key].key}/", dict(headings[key]), count)
        for key, count in times.items()
    ]


def _closed(since: date, until: date) -> list[tuple[Any, str, int]]:
    """Requests closed in the months: key, basis, days from opening to closing. One query."""
    zone = ZoneInfo(timezone.get_current_timezone_name())
    start, end = (datetime.combine(day, time(), zone) for day in (since, until))
    rows = AscertainmentRequest.objects.filter(
        state=AscertainmentRequest.State.CLOSED, closed_at__gte=start, closed_at__lt=end
    ).order_by()
    return [
        (key, basis, (over - opened).days)
        for key, basis, opened, over in rows.values_list("pk", "basis", "opened_at", "closed_at")
        if over is not None
    ]


def _attempts(closed: Sequence[tuple[Any, str, int]]) -> tuple[list[Line], list[Line]]:
    """The assessed attempts of those requests, by route and by outcome."""
    rows = list(
        RouteAttempt.objects.filter(request__in=[key for key, _basis, _days in closed])
        .exclude(outcome="")
        .order_by()
        .values_list("route", "outcome")
    )
    return (
        _lines(Counter(str(route) for route, _outcome in rows), _choices(RouteAttempt.Route)),
        _lines(Counter(outcome for _route, outcome in rows), _choices(RouteAttempt.Outcome)),
    )


def _outcomes(closed: Sequence[tuple[Any, str, int]]) -> list[Line]:
    standing = Determination.objects.filter(
        request__in=[key for key, _basis, _days in closed], set_aside_at=None
    )
    return _lines(Counter(standing.order_by().values_list("kind", flat=True)), _choices(Determination.Kind))


def _durations(closed: Sequence[tuple[Any, str, int]]) -> list[Line]:
    """By basis: how many were closed, and the days that half of them took at most; told where the count is."""
    taken: dict[str, list[int]] = defaultdict(list)
    for _key, basis, days in closed:
        taken[basis].append(days)
    lines = _lines(Counter(basis for _key, basis, _days in closed), _choices(AscertainmentRequest.Basis))
    return [
        Line(line.key, line.words, line.count, percentile(taken[line.key], 0.5) if line.count else None)
        for line in lines
    ]


def _held() -> tuple[list[Line], list[Line], list[Line], list[Line]]:
    """What the library holds: counts of published law, all told. Five queries."""
    works = dict(Instrument.objects.order_by().values_list("jurisdiction").annotate(Count("pk")))
    years = Instrument.objects.order_by().values_list("year").annotate(Count("pk"))
    judged = dict(Judgment.objects.order_by().values_list("jurisdiction").annotate(Count("pk")))
    language = dict(Expression.objects.order_by().values_list("pk", "language"))
    texts: Counter[str] = Counter()
    living = ProvisionVersion.objects.filter(superseded_at=None, latest=True).order_by()
    for key, count in living.values_list("expression").annotate(Count("pk")):
        texts[language[key]] += count
    decades: Counter[int] = Counter()
    for year, count in years:
        decades[year // 10 * 10 if year else 0] += count
    return (
        [Line(PLACES[code], words, works[code]) for code, words in Jurisdiction.choices if code in works],
        [
            Line(code, languages.get(code).own_name, texts[code], lang=languages.html_lang(code))
            for code in languages.CODES
            if texts[code]
        ],
        [
            Line(str(decade or "unstated"), f"{decade}–{decade + 9}" if decade else UNSTATED, count)
            for decade, count in sorted(decades.items())
        ],
        [Line(PLACES[code], words, judged[code]) for code, words in Jurisdiction.choices if code in judged],
    )


def _lines(counts: Counter[str], words: Mapping[str, Any]) -> list[Line]:
    told = told_parts(counts)
    return [Line(key, label, told[key]) for key, label in words.items() if key in told]


def _choices(closed_list: Any) -> dict[str, Any]:
    return {str(key): label for key, label in closed_list.choices}


def _months_before(first: date, months: int) -> date:
    for _number in range(months):
        first = (first - timedelta(days=1)).replace(day=1)
    return first


def as_csv(found: Figures) -> Iterator[str]:
    """Every figure for machines: codes, not words; an empty count is not told."""
    yield csv_line(COLUMNS)
    for asked in found.asked:
        yield csv_line(["views_of_provision", asked.path.rstrip("/"), str(asked.count), ""])
    for figure, lines in found.tables().items():
        for line in lines:
            yield csv_line([figure, line.key, _cell(line.count), _cell(line.days)])


def _cell(count: int | None) -> str:
    return "" if count is None else str(count)
