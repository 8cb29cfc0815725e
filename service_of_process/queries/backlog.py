"""The desk's figures: backlog by state and age, what is due and overdue at whom, hearings at risk, quality."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, cast

from django.db.models import Case, Count, Max, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from portal.audit.actors import Actor
from portal.web.small_cells import percent
from service_of_process.models import (
    Challenge,
    Clock,
    CourtPractice,
    Leg,
    MatterEvent,
    ServiceMatter,
    SupplementRound,
)
from service_of_process.queries.desk import ALARM, SOON, matters_on_desk, running_clocks
from service_of_process.queries.holders import holder_words
from service_of_process.rules import channels, lifecycle

S = lifecycle.S
AGES = (30, 90, 180)
OPEN = (lifecycle.DRAFT, lifecycle.ACTIVE, lifecycle.PROPOSED_SERVED, lifecycle.EXHAUSTED, lifecycle.NOTICE_RUNNING,
        lifecycle.CHALLENGED)  # fmt: skip
MOST_HEARINGS = 50


@dataclass(frozen=True)
class Share:
    """A part of a whole, with its denominator: a share is never shown without it."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        return percent(self.part, self.whole)


@dataclass(frozen=True)
class StateLine:
    """The open matters in one state: by age since that state was reached (under 30, 90, 180 days, older), together."""

    state: str
    label: Any
    ages: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.ages)


@dataclass(frozen=True)
class HolderLine:
    """The running periods in one hand: overdue, and due within 7, 14 and 30 days."""

    holder: str
    overdue: int
    due: tuple[int, ...]


@dataclass(frozen=True)
class Hearing:
    """A matter whose hearing comes before service can be expected; ``reasons`` are codes of :data:`RISKS`."""

    matter: ServiceMatter
    on: date
    days: int
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Backlog:
    """Everything on the page of figures that changes from day to day."""

    states: list[StateLine]
    holders: list[HolderLine]
    hearings: list[Hearing]
    defects: Share = field(default=Share(0, 0))
    notices: Share = field(default=Share(0, 0))
    inbound: Share = field(default=Share(0, 0))
    supplements: Share = field(default=Share(0, 0))
    supplement_rounds: int = 0
    challenges: dict[str, int] = field(default_factory=dict)


def backlog(actor: Actor, at: datetime) -> Backlog:
    """The figures of what this actor may open as staff; a fixed number of queries."""
    on = timezone.localdate(at)
    mine = matters_on_desk(actor, on)
    legs = Leg.objects.filter(matter__in=mine.values("pk")).order_by()
    return Backlog(
        states=states_by_age(mine, at), holders=by_holder(mine, on), hearings=hearings_at_risk(mine, on),
        defects=first_transmission_defects(legs), notices=ending_in_notice(mine), inbound=inbound_in_time(mine),
        supplements=with_supplement(legs), supplement_rounds=supplement_rounds(legs), challenges=challenges_of(mine),
    )  # fmt: skip


def states_by_age(mine: QuerySet[ServiceMatter], at: datetime) -> list[StateLine]:
    """Open matters by state, and by the days since they reached it. One query."""
    ends = [at - timedelta(days=days) for days in AGES]
    age = Case(
        *(When(state_since_at__gt=end, then=Value(place)) for place, end in enumerate(ends)),
        default=Value(len(AGES)),
    )
    rows = mine.filter(state__in=OPEN).order_by().annotate(age=age).values_list("state", "age")
    found = {(state, place): number for state, place, number in rows.annotate(number=Count("pk"))}
    labels = dict(ServiceMatter.State.choices)
    lines = [
        StateLine(state, labels[state], tuple(found.get((state, place), 0) for place in range(len(AGES) + 1)))
        for state in OPEN
    ]
    return [line for line in lines if line.total]


def by_holder(mine: QuerySet[ServiceMatter], on: date) -> list[HolderLine]:
    """Running periods overdue and due in 7, 14 and 30 days, by whoever must keep them. One query."""
    near = running_clocks().filter(matter__in=mine.values("pk")).order_by().annotate(alarm=ALARM)
    numbers = {
        f"due_{days}": Count("pk", filter=Q(alarm__gte=on, alarm__lte=on + timedelta(days=days)))
        for days in SOON
    }
    rows = near.values("holder").annotate(overdue=Count("pk", filter=Q(alarm__lt=on)), **numbers)
    lines = [
        HolderLine(
            holder_words(row["holder"]),
            row["overdue"],
            tuple(cast(dict[str, int], row)[f"due_{days}"] for days in SOON),
        )
        for row in rows
    ]
    shown = [line for line in lines if line.overdue or any(line.due)]
    return sorted(shown, key=lambda line: (-line.overdue, -sum(line.due), line.holder))


def hearings_at_risk(mine: QuerySet[ServiceMatter], on: date) -> list[Hearing]:
    """Open matters whose hearing has passed, or comes before the running period ends or within the court's buffer.

    The buffers are practice that a court set for itself; where it set none, none warns. Two queries.
    """
    last = running_clocks().filter(matter=OuterRef("pk"), leg__isnull=False, is_practice=False).order_by()
    latest = last.values("matter").annotate(last=Max(Coalesce("extended_to", "due_date"))).values("last")
    rows = mine.filter(state__in=OPEN, hearing_at__isnull=False, direction="O").select_related(
        "court", "addressee"
    )
    found = []
    buffers = dict(CourtPractice.objects.values_list("court", "hearing_warn_days"))
    for matter in rows.annotate(last=Subquery(latest)).order_by("hearing_at"):
        assert matter.hearing_at is not None  # the filter above
        hearing = timezone.localdate(matter.hearing_at)
        reasons = risks(hearing, on, matter.last, buffers.get(matter.court_id))
        if reasons:
            found.append(Hearing(matter, hearing, (hearing - on).days, reasons))
        if len(found) == MOST_HEARINGS:
            break
    return found


def risks(hearing: date, on: date, last: date | None, buffer_days: int | None) -> tuple[str, ...]:
    """Why a hearing is at risk: it has passed, the running period outlasts it, it lies within the court's buffer."""
    if hearing < on:
        return ("past",)
    found = []
    if last is not None and last >= hearing:
        found.append("period")
    if buffer_days is not None and (hearing - on).days < buffer_days:
        found.append("buffer")
    return tuple(found)


def first_transmission_defects(legs: QuerySet[Leg]) -> Share:
    """Entrusted legs that came back to be corrected, among those that were handed up or sent out. Two queries."""
    handed = legs.filter(channel__in=_channels(channels.ENTRUSTED, channels.EVIDENCE))
    sent = handed.filter(Q(transferred_date__isnull=False) | Q(dispatched_date__isnull=False))
    acts = (S + "leg_returned_for_correction", S + "return_to_be_corrected")
    returned = sent.filter(pk__in=MatterEvent.objects.filter(act__in=acts, leg__isnull=False).values("leg"))
    return Share(returned.count(), sent.count())


def ending_in_notice(mine: QuerySet[ServiceMatter]) -> Share:
    """Matters served by public notice, among all with a confirmed date. One query."""
    row = mine.order_by().filter(state__in=lifecycle.WITH_DATE).aggregate(
        whole=Count("pk"), part=Count("pk", filter=Q(state=lifecycle.SERVED_BY_NOTICE))
    )  # fmt: skip
    return Share(row["part"], row["whole"])


def inbound_in_time(mine: QuerySet[ServiceMatter]) -> Share:
    """Inbound periods kept by their last day, among those that have ended or are past. One query."""
    rows = Clock.objects.filter(
        matter__in=mine.filter(direction="I").values("pk"), is_practice=False
    ).order_by()
    over = rows.filter(state__in=(Clock.State.MET, Clock.State.EXPIRED))
    row = over.aggregate(
        whole=Count("pk"), part=Count("pk", filter=Q(state="met", ended_date__lte=Coalesce("extended_to", "due_date")))
    )  # fmt: skip
    return Share(row["part"], row["whole"])


def with_supplement(legs: QuerySet[Leg]) -> Share:
    """Entrusted legs for which the requested side asked for more, among those sent across. Two queries."""
    sent = legs.filter(
        channel__in=_channels(channels.ENTRUSTED, channels.EVIDENCE), dispatched_date__isnull=False
    )
    return Share(sent.filter(pk__in=SupplementRound.objects.values("leg")).count(), sent.count())


def supplement_rounds(legs: QuerySet[Leg]) -> int:
    """All rounds of supplements of these legs. One query."""
    return SupplementRound.objects.filter(leg__in=legs.values("pk")).count()


def challenges_of(mine: QuerySet[ServiceMatter]) -> dict[str, int]:
    """Objections by outcome. One query."""
    rows = Challenge.objects.filter(matter__in=mine.values("pk")).order_by().values_list("state")
    return dict(rows.annotate(number=Count("pk")))


def _channels(*families: str) -> list[str]:
    return [channel for channel, family in channels.FAMILY.items() if family in families]
