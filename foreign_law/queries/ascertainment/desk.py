"""The list on the desk: what somebody may open as staff, narrowed, with holder and nearest day, page by page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet
from django.db.models.functions import Coalesce

from foreign_law.models import AscertainmentRequest, ChangeAlert, Period, RouteAttempt
from foreign_law.rules.ascertainment import lifecycle
from portal.audit.actors import Actor

NEWEST, DUE = "newest", "due"
SOON = (7, 30)


@dataclass(frozen=True)
class Ask:
    """The filters of the list; empty ones filter nothing. ``due``: "overdue" or a number of days."""

    q: str = ""
    state: str = ""
    basis: str = ""
    law: str = ""
    due: str = ""
    holder: str = ""
    sort: str = NEWEST


@dataclass(frozen=True)
class Row:
    """One request of the list: its open attempts, who holds it, the nearest day that the court fixed, open alerts."""

    request: AscertainmentRequest
    attempts: tuple[RouteAttempt, ...]
    holder: str
    due_date: date | None
    is_past: bool
    alerts: int


@dataclass(frozen=True)
class Counts:
    """How many requests have a period that is past, or ends within so many days."""

    overdue: int
    due: tuple[tuple[int, int], ...]


def running() -> QuerySet[Period]:
    """The periods that count: not ended, not replaced by a longer one, of requests still being ascertained."""
    settled = (*lifecycle.ANSWERED, lifecycle.COSTED, *lifecycle.OVER)
    return Period.objects.filter(ended_at=None, extended_by=None).exclude(request__state__in=settled)


def found(actor: Actor, on: date, ask: Ask) -> QuerySet[AscertainmentRequest]:
    """The requests that fit the question, in the order asked for."""
    rows = AscertainmentRequest.objects.for_staff(actor, on)
    for name, column in (("state", "state"), ("basis", "basis"), ("law", "jurisdiction")):
        if value := getattr(ask, name):
            rows = rows.filter(**{column: value})
    if ask.holder:
        rows = rows.filter(
            state__in=[state for state, seat in lifecycle.HELD_BY.items() if seat == ask.holder]
        )
    if ask.due:
        rows = rows.filter(pk__in=_due(on, ask.due).values("request"))
    if text := ask.q.strip():
        named = Q(reference__icontains=text) | Q(case__reference__icontains=text)
        named |= Q(case__court_number__icontains=text) | Q(field_of_law__icontains=text)
        rows = rows.filter(named | Q(nature__icontains=text) | Q(judgment_number__icontains=text))
    if ask.sort != DUE:
        return rows.order_by("-opened_at", "reference")
    counting = Q(periods__in=running())
    nearest = rows.annotate(nearest=Min("periods__due_date", filter=counting))
    return nearest.order_by(Coalesce("nearest", date.max), "reference")


def _due(on: date, due: str) -> QuerySet[Period]:
    if due == "overdue":
        return running().filter(due_date__lt=on)
    return running().filter(due_date__gte=on, due_date__lte=on + timedelta(days=int(due)))


def rows_of(keys: Iterable[UUID], on: date) -> list[Row]:
    """The rows of one page, in the order of their keys: four queries however many."""
    wanted = list(keys)
    held = AscertainmentRequest.objects.select_related("court", "case").in_bulk(wanted)
    attempts: dict[UUID, list[RouteAttempt]] = {key: [] for key in wanted}
    open_ones = RouteAttempt.objects.filter(request__in=wanted).exclude(state__in=lifecycle.ATTEMPT_OVER)
    for attempt in open_ones.select_related("provider").order_by("number"):
        attempts[attempt.request_id].append(attempt)
    nearest = dict(
        running().filter(request__in=wanted).order_by().values("request").annotate(first=Min("due_date"))
        .values_list("request", "first")
    )  # fmt: skip
    alerts = dict(
        unnoted().filter(cited__material__request__in=wanted).order_by().values("cited__material__request")
        .annotate(count=Count("pk")).values_list("cited__material__request", "count")
    )  # fmt: skip
    return [_row(held[key], attempts[key], nearest.get(key), alerts.get(key, 0), on) for key in wanted]


def _row(
    request: AscertainmentRequest, attempts: list[RouteAttempt], due: date | None, alerts: int, on: date
) -> Row:
    late = due is not None and due < on
    return Row(request, tuple(attempts), lifecycle.holder_of(request.state), due, late, alerts)


def unnoted() -> QuerySet[ChangeAlert]:
    """The changes of cited law that no court has noted, on materials that count."""
    return ChangeAlert.objects.filter(seen_at=None, cited__struck_at=None).exclude(
        cited__material__state__in=("withdrawn", "left_out")
    )


def counts(actor: Actor, on: date) -> Counts:
    """Overdue, and due within 7 and 30 days, counted in requests. One query."""
    mine = AscertainmentRequest.objects.for_staff(actor, on).values("pk")
    asked = {"late": Q(due_date__lt=on)}
    asked |= {f"in_{days}": Q(due_date__gte=on, due_date__lte=on + timedelta(days=days)) for days in SOON}
    found = running().filter(request__in=mine).order_by().aggregate(
        **{name: Count("request", filter=wanted, distinct=True) for name, wanted in asked.items()}
    )  # fmt: skip
    return Counts(found["late"], tuple((days, found[f"in_{days}"]) for days in SOON))
