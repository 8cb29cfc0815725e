"""A matter as those outside the court follow it: milestones, what comes next, who holds it, which periods run."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

from service_of_process.models import Channel, Leg, ServiceMatter
from service_of_process.queries import milestone_words as words
from service_of_process.queries.holders import holder_of_leg, holder_words, holders_of
from service_of_process.queries.lanes import ClockLine, clock_line
from service_of_process.queries.workings import working_of
from service_of_process.rules import channels, lifecycle
from service_of_process.rules.seats import SEATS

#: Counted for the addressee or the parties after service; shown to them alone.
AFTER_SERVICE = ("cpl-2023-art285", "cpl-2023-art286", "cpl-2023-art128", "cpl-2023-art171")
UNDER_WAY = (lifecycle.ACTIVE, lifecycle.NOTICE_RUNNING)
#: The date stands, also while an objection to it is before the judge.
DATED = (*lifecycle.WITH_DATE, lifecycle.CHALLENGED)
#: The judge's decisions happened on the day on which she decided; the day that they fix is told as the date of service.
DECISIONS = frozenset(act for act, seats in SEATS.items() if seats == (lifecycle.JUDGE,))


@dataclass(frozen=True)
class Milestone:
    """One thing that happened: the code of the act, its day, its sentence, the number of the leg (0: the matter).

    ``leg_state`` is the state of that leg after it.
    """

    act: str
    on: date
    sentence: str
    leg: int
    leg_state: str = ""


@dataclass(frozen=True)
class Period:
    """A period that runs: rule, article, last day; the number of the leg (0: the matter itself)."""

    line: ClockLine
    leg: int

    @property
    def working(self) -> list[str]:
        """How it was counted, step by step; computed only where it is shown."""
        return working_of(self.line.clock, get_language() or "zh-hant")


@dataclass(frozen=True)
class Route:
    """One open or ended leg in words: channel, state, since when, who holds it, what comes next, which periods run."""

    number: int
    channel: str
    state: str
    since: date
    holder: str
    next_step: str
    is_over: bool
    periods: list[Period] = field(default_factory=list)

    @property
    def late(self) -> list[ClockLine]:
        """The periods that somebody let pass."""
        return [one.line for one in self.periods if one.line.is_past]

    @property
    def until(self) -> ClockLine | None:
        """The nearest last day of the route."""
        return self.periods[0].line if self.periods else None


@dataclass(frozen=True)
class Progress:
    """The whole of it. ``served_on`` is None until the judge has confirmed a date; ``milestones`` newest first."""

    matter: ServiceMatter
    headline: str
    next_step: str
    holders: list[str]
    routes: list[Route]
    milestones: list[Milestone]
    periods: list[Period]
    served_on: date | None

    @property
    def is_late(self) -> bool:
        """True when somebody has let a period pass."""
        return any(route.late for route in self.routes)

    @property
    def deadlines(self) -> list[Period]:
        """The periods of all routes, the nearest first."""
        found = [one for route in self.routes for one in route.periods]
        return sorted(found, key=lambda one: one.line.last_date)

    @property
    def course(self) -> list[Milestone]:
        """What happened, in the order of the days."""
        as_entered = self.milestones[::-1]
        return sorted(as_entered, key=lambda one: one.on)

    @property
    def ahead(self) -> list[Route]:
        """The open routes with their next step."""
        return [route for route in self.routes if route.next_step]

    @property
    def judge_confirms(self) -> str:
        """The last station of service that is not confirmed yet; empty where no date is awaited."""
        awaited = (*UNDER_WAY, lifecycle.EXHAUSTED)
        if self.matter.state not in awaited or not self.is_outbound_service:
            return ""
        return str(words.JUDGE_CONFIRMS)

    @property
    def is_outbound_service(self) -> bool:
        """Whether the judge here will confirm a date: not for evidence, not for a request from beyond the border."""
        return self.matter.kind == ServiceMatter.Kind.SERVICE and not self.matter.is_inbound


def progress(matter: ServiceMatter, on: date, *, with_periods: bool) -> Progress:
    """What the active language says of the matter on a day; a bounded number of queries.

    Periods after service only where asked.
    """
    legs = list(matter.legs.order_by("number"))
    periods = _periods(matter, on, {leg.pk: leg.number for leg in legs})
    happened = milestones(matter)
    after = [one for one in periods if not one.leg and one.line.clock.rule.startswith(AFTER_SERVICE)]
    return Progress(
        matter=matter,
        headline=_headline(matter, legs),
        next_step="" if matter.state in lifecycle.WITH_DATE and not after else _next(matter, legs),
        holders=[holder_words(code) for code in holders_of(matter, legs)],
        routes=[_route(leg, periods, happened) for leg in legs],
        milestones=happened,
        periods=after if with_periods else [],
        served_on=matter.effective_date if matter.state in DATED else None,
    )


def milestones(matter: ServiceMatter) -> list[Milestone]:
    """Everything that may be told, the newest first; one query."""
    rows = matter.events.filter(act__in=words.MILESTONES).order_by("-id")
    found = rows.values_list("act", "on_date", "recorded_at", "leg__number", "leg__channel", "leg_state")
    return [
        Milestone(
            act, timezone.localdate(recorded_at) if act in DECISIONS else on,
            str(words.MILESTONES[act]) % {"channel": channel_words(channel)}, number or 0, state,
        )
        for act, on, recorded_at, number, channel, state in found
    ]  # fmt: skip


def channel_words(code: str | None) -> str:
    """The channel's name; empty for none."""
    return str(Channel(code).label) if code else ""


def _periods(matter: ServiceMatter, on: date, numbers: dict[Any, int]) -> list[Period]:
    language = get_language() or "zh-hant"
    rows = matter.clocks.filter(state="running").select_related("leg").order_by("due_date")
    return [Period(clock_line(row, on, language), numbers.get(row.leg_id, 0)) for row in rows]


def _headline(matter: ServiceMatter, legs: list[Leg]) -> str:
    if matter.state != lifecycle.ACTIVE or matter.is_inbound:
        return str(words.HEADLINES[matter.state])
    going = [leg for leg in legs if not leg.is_over]
    holders = {holder_of_leg(leg) for leg in going}
    if len(holders) > 1 and matter.kind == ServiceMatter.Kind.SERVICE:
        return str(words.HEADLINE_OF_SEVERAL) % {"count": len(going)}
    holder = holders.pop() if len(holders) == 1 else ""
    if holder == lifecycle.REQUESTED:
        sent = all(leg.state == lifecycle.DISPATCHED for leg in going)
        table = words.HEADLINES_ON_THE_WAY if sent else words.HEADLINES_THERE
        return str(table.get(matter.region, words.HEADLINES[matter.state]))
    if matter.kind != ServiceMatter.Kind.SERVICE and holder not in words.HEADLINES_WITH:
        return str(words.HEADLINE_OF_EVIDENCE)
    return str(words.HEADLINES_WITH.get(holder, words.HEADLINES[matter.state]))


def _next(matter: ServiceMatter, legs: list[Leg]) -> str:
    waiting = [leg for leg in legs if not leg.is_over and words.next_of_leg(leg.family, leg.state)]
    if matter.state in UNDER_WAY and waiting:
        running = [leg for leg in waiting if leg.channel == channels.NOTICE] or waiting
        return words.next_of_leg(running[0].family, running[0].state)
    return str(words.NEXT_OF_MATTER.get(matter.state, ""))


def _since(leg: Leg, happened: list[Milestone]) -> date:
    """The day of the event that brought the leg into its state; the day of the entry where no milestone tells it."""
    since = timezone.localdate(leg.state_since_at)
    for one in (one for one in happened if one.leg == leg.number):
        if one.leg_state != leg.state:
            break
        since = one.on
    return since


def _route(leg: Leg, periods: list[Period], happened: list[Milestone]) -> Route:
    code = holder_of_leg(leg)
    return Route(
        number=leg.number,
        channel=channel_words(leg.channel),
        state=str(leg.get_state_display()),
        since=_since(leg, happened),
        holder=holder_words(code) if code else "",
        next_step="" if leg.is_over else words.next_of_leg(leg.family, leg.state),
        is_over=leg.is_over,
        periods=[one for one in periods if one.leg == leg.number],
    )
