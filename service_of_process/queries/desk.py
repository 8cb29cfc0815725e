"""The list on the desk: what somebody may open as staff, narrowed, with holders and nearest day, page by page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case, Max, Min, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from portal.audit.actors import Actor
from service_of_process.models import Clock, Leg, ServiceMatter
from service_of_process.models.matters import AT_DESK, courts_held
from service_of_process.queries.holders import WITH_THE_JUDGE, holder_words, holders_of, states_held_by
from service_of_process.rules import lifecycle

SOON = (7, 14, 30)
#: The day on which an alarm rings: what was extended rings later.
ALARM = Coalesce("extended_to", "alarm_date")


class Sort:
    """Orders of the list."""

    NEWEST, DUE = "newest", "due"


@dataclass(frozen=True)
class Ask:
    """The filters of the list; empty ones filter nothing. ``due``: "overdue" or a number of days."""

    q: str = ""
    state: str = ""
    channel: str = ""
    region: str = ""
    direction: str = ""
    due: str = ""
    holder: str = ""
    sort: str = Sort.NEWEST


@dataclass(frozen=True)
class Row:
    """One matter of the list: its open legs, the holders in words, the nearest running period."""

    matter: ServiceMatter
    legs: list[Leg]
    holders: list[str]
    clock: Clock | None
    last_date: date | None
    is_past: bool


def matters_on_desk(actor: Actor, on: date) -> QuerySet[ServiceMatter]:
    """The matters that the actor may open as staff: of the own courts, and those that came to the own High Court."""
    return ServiceMatter.objects.for_staff(actor, on) | ServiceMatter.objects.for_upper(actor, on)


def found(actor: Actor, on: date, ask: Ask) -> QuerySet[ServiceMatter]:
    """The matters that fit the question, in the order asked for."""
    rows = matters_on_desk(actor, on)
    for name in ("state", "region", "direction"):
        if value := getattr(ask, name):
            rows = rows.filter(**{name: value})
    if ask.channel:
        rows = rows.filter(pk__in=Leg.objects.filter(channel=ask.channel).values("matter"))
    if ask.holder:
        rows = rows.filter(_held_by(ask.holder))
    if ask.due:
        rows = rows.filter(pk__in=_due(on, ask.due).values("matter"))
    if ask.q:
        rows = rows.filter(_named(ask.q.strip()))
    if ask.sort != Sort.DUE:
        return rows.order_by("-opened_at", "reference")
    nearest = running_clocks().filter(matter=OuterRef("pk")).order_by().values("matter")
    rows = rows.annotate(nearest=Subquery(nearest.annotate(first=Min(ALARM)).values("first")))
    return rows.order_by(Coalesce("nearest", date.max), "reference")


def wide(page: Iterable[UUID]) -> list[ServiceMatter]:
    """The matters of one page with what its lines tell, in the order of their keys. One query."""
    keys = list(page)
    rows = ServiceMatter.objects.select_related("court", "case", "addressee").in_bulk(keys)
    return [rows[key] for key in keys]


def running_clocks() -> QuerySet[Clock]:
    """Every running period."""
    return Clock.objects.filter(state=Clock.State.RUNNING)


def _due(on: date, due: str) -> QuerySet[Clock]:
    if due == "overdue":
        return past(running_clocks(), on)
    return between(running_clocks(), on, on + timedelta(days=int(due)))


def past(clocks: QuerySet[Clock], on: date) -> QuerySet[Clock]:
    """Those whose day for reminders lies before ``on``."""
    return clocks.filter(Q(extended_to=None, alarm_date__lt=on) | Q(extended_to__lt=on))


def between(clocks: QuerySet[Clock], start: date, end: date) -> QuerySet[Clock]:
    """Those whose day for reminders lies from ``start`` to ``end``, both included."""
    plain = Q(extended_to=None, alarm_date__gte=start, alarm_date__lte=end)
    return clocks.filter(plain | Q(extended_to__gte=start, extended_to__lte=end))


def _held_by(holder: str) -> Q:
    legs = Leg.objects.filter(state__in=states_held_by(holder)).values("matter")
    settled = (*lifecycle.WITH_DATE, *lifecycle.OVER)
    held = Q(pk__in=legs) & ~Q(state__in=(*settled, *WITH_THE_JUDGE))
    if holder == lifecycle.JUDGE:
        return held | Q(state__in=WITH_THE_JUDGE)
    if holder == lifecycle.CLERK:
        return held | Q(state=lifecycle.DRAFT)
    return held


def _named(text: str) -> Q:
    names = ("name", "name_zh_hans", "name_zh_hant", "name_en", "name_pt")
    found = (
        Q(reference__icontains=text)
        | Q(case__reference__icontains=text)
        | Q(case__court_number__icontains=text)
    )
    numbers = ("upper_number", "foreign_number", "platform_number", "postal_number")
    legs = Q()
    for name in numbers:
        legs |= Q(**{f"{name}__iexact": text})
    found |= Q(pk__in=Leg.objects.filter(legs).values("matter"))
    for name in names:
        found |= Q(**{f"addressee__{name}__icontains": text})
    return found


def rows_of(matters: Iterable[ServiceMatter], on: date, actor: Actor) -> list[Row]:
    """The rows of one page, in its order: three queries beside the matters themselves.

    Of the matters of other courts, somebody at a High People's Court reads the legs that came there, and no other.
    """
    held = list(matters)
    keys = [matter.pk for matter in held]
    own = set(ServiceMatter.objects.for_staff(actor, on).filter(pk__in=keys).values_list("pk", flat=True))
    legs: dict[UUID, list[Leg]] = defaultdict(list)
    shown = ("matter", "number", "channel", "state")
    for leg in (
        _came_here(Leg.objects.filter(matter__in=keys), own, actor, on).order_by("number").only(*shown)
    ):
        legs[leg.matter_id].append(leg)
    open_legs = {leg.pk for found in legs.values() for leg in found}
    clocks: dict[UUID, Clock] = {}
    # by matter alone: an index on the state would be the longer way
    for clock in Clock.objects.filter(matter__in=keys).annotate(alarm=ALARM).order_by("alarm"):
        reached = clock.matter_id in own or clock.leg_id in open_legs
        if reached and clock.state == Clock.State.RUNNING:
            clocks.setdefault(clock.matter_id, clock)
    return [_row(matter, legs[matter.pk], clocks.get(matter.pk), on) for matter in held]


def _came_here(legs: QuerySet[Leg], own: set[UUID], actor: Actor, on: date) -> QuerySet[Leg]:
    here = courts_held(actor, on, AT_DESK)
    return legs.filter(Q(matter__in=own) | Q(upper_court__in=here, transferred_date__isnull=False))


def _row(matter: ServiceMatter, legs: list[Leg], clock: Any, on: date) -> Row:
    holders = [holder_words(code) for code in holders_of(matter, legs)]
    last = (clock.extended_to or clock.due_date) if clock else None
    shown = [leg for leg in legs if not leg.is_over]
    return Row(matter, shown, holders, clock, last, bool(clock and clock.alarm < on))


@dataclass(frozen=True)
class Counts:
    """How many matters have a running period that is past, or due within so many days."""

    overdue: int
    due: list[tuple[int, int]]


def counts(actor: Actor, on: date) -> Counts:
    """Overdue, and due in 7, 14 and 30 days, counted in matters. One query."""
    mine = matters_on_desk(actor, on).values("pk")
    last = on + timedelta(days=SOON[-1])
    near = running_clocks().filter(Q(alarm_date__lte=last) | Q(extended_to__lte=last), matter__in=mine)
    asked = {f"due_{days}": Q(alarm__gte=on, alarm__lte=on + timedelta(days=days)) for days in SOON}
    asked["late"] = Q(alarm__lt=on)
    flags = {name: Max(Case(When(wanted, then=Value(1)), default=Value(0))) for name, wanted in asked.items()}
    each = near.order_by().annotate(alarm=ALARM).values("matter").annotate(**flags)
    row = each.aggregate(**{f"all_{name}": Sum(name) for name in asked})
    return Counts(row["all_late"] or 0, [(days, row[f"all_due_{days}"] or 0) for days in SOON])
