"""One request as a side of the case, or whoever was asked, may read it: nothing more than concerns them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import formats
from django.utils.dateparse import parse_date

from foreign_law.models import (
    AscertainmentRequest,
    Cost,
    CostAllocation,
    Determination,
    ExtensionRequest,
    Period,
    RequestEvent,
    RouteAttempt,
    ScopeQuestion,
)
from foreign_law.queries.ascertainment import course_words as words
from foreign_law.queries.ascertainment.laws import law_words
from foreign_law.queries.ascertainment.materials import own_attempts
from foreign_law.queries.ascertainment.mine import is_side
from foreign_law.rules.ascertainment import lifecycle, periods, routes
from portal.audit.actors import Actor
from portal.cases.models import Party
from portal.cases.queries import sides_of


@dataclass(frozen=True)
class CourseLine:
    """One thing that happened: its day and its sentence."""

    on: date
    sentence: str


@dataclass(frozen=True)
class PeriodLine:
    """A period as the reader sees it. ``may_extend``: the reader's side may ask for more time."""

    period: Period
    days_left: int
    is_over: bool
    may_extend: bool
    asked: list[ExtensionRequest] = field(default_factory=list)


@dataclass(frozen=True)
class Reading:
    """The page of a request for one reader. ``sides`` is empty for whoever was asked on a route."""

    request: AscertainmentRequest
    state: str
    headline: str
    next_step: str
    holder: str
    law: str
    questions: list[ScopeQuestion]
    periods: list[PeriodLine]
    course: list[CourseLine]
    attempts: list[RouteAttempt]
    costs: list[Cost]
    allocations: list[CostAllocation]
    sides: list[Party]
    parties_named: list[Party]
    determination: Determination | None

    @property
    def is_provider(self) -> bool:
        """The reader answers on a route and stands on no side."""
        return not self.sides

    @property
    def own_keys(self) -> set[Any]:
        """The keys of the own sides, to mark the own share."""
        return {party.pk for party in self.sides}


def reading_of(request: AscertainmentRequest, actor: Actor, on: date) -> Reading:
    """What this reader may see of the request; a bounded number of queries.

    Whoever was asked reads questions, facts and own periods, and the parties' names only where the court named them
    for that attempt (art. 7: it speaks on foreign law and takes no other part).
    """
    as_side = is_side(request, actor, on)
    sides = list(sides_of(request.case, actor, on).order_by("number")) if as_side else []
    reached = request.attempts.all() if as_side else own_attempts(request, actor, on)
    attempts = list(reached.select_related("provider", "party"))
    named = not as_side and any(attempt.names_parties for attempt in attempts)
    return Reading(
        request=request,
        state=state_for(request, is_side=as_side),
        headline=headline_of(request, is_side=as_side),
        next_step=str(words.NEXT_STEPS.get(request.state, "")) if as_side else "",
        holder=holder_of(request) if as_side else "",
        law=law_words(request.jurisdiction),
        questions=request.dated(request.questions.filter(struck_at=None)),
        periods=_periods(request, sides, attempts, on),
        course=_course(request, None if as_side else attempts),
        attempts=attempts,
        costs=_costs(request, None if as_side else attempts),
        allocations=list(request.allocations.filter(superseded_at=None).select_related("party"))
        if as_side
        else [],
        sides=sides,
        parties_named=list(request.case.parties.on(on).order_by("number")) if named else [],
        determination=_held(request) if as_side else None,
    )


def _held(request: AscertainmentRequest) -> Determination | None:
    """The judge's standing decision with its answers."""
    rows = request.determinations.filter(set_aside_at=None)
    return rows.prefetch_related("answers__question").first()


def _told(request: AscertainmentRequest, *, is_side: bool) -> str:
    """The state as the reader may know it: what the parties said and the judge held is not told to whoever was asked."""
    heard = (lifecycle.EXHIBITED, lifecycle.POSITIONS, *lifecycle.ANSWERED, lifecycle.COSTED)
    return lifecycle.IN_PROGRESS if not is_side and request.state in heard else str(request.state)


def state_for(request: AscertainmentRequest, *, is_side: bool) -> str:
    """The state in words, as the reader may know it."""
    return str(AscertainmentRequest.State(_told(request, is_side=is_side)).label)


def headline_of(request: AscertainmentRequest, *, is_side: bool = True) -> str:
    """Where the request stands, in one sentence, as the reader may know it."""
    return str(words.HEADLINES[_told(request, is_side=is_side)])


def holder_of(request: AscertainmentRequest) -> str:
    """Who holds it now, in words; "" once nothing moves any more."""
    seat = lifecycle.holder_of(request.state)
    if request.state == lifecycle.IN_PROGRESS:
        waiting = [row for row in request.attempts.all() if row.state not in lifecycle.ATTEMPT_OVER]
        if any(row.state == lifecycle.ANSWERED_BY_PROVIDER for row in waiting):
            seat = lifecycle.JUDGE
        elif all(row.state == lifecycle.OPENED for row in waiting):
            seat = lifecycle.CLERK
        elif all(row.route == routes.PARTY for row in waiting):
            seat = lifecycle.PEOPLE
    if request.state == lifecycle.DRAFT and request.asked_by_party_id is not None:
        seat = lifecycle.PEOPLE
    return str(words.HOLDERS.get(seat, ""))


def _periods(
    request: AscertainmentRequest, sides: list[Party], attempts: list[RouteAttempt], on: date
) -> list[PeriodLine]:
    """The periods for the own side and for every party; for whoever was asked those of its attempts."""
    own = Q(attempt__in=attempts)
    if sides:
        own = Q(attempt=None) & (Q(party=None) | Q(party__in=sides)) | Q(attempt__party__in=sides)
    rows = request.periods.filter(own, extended_by=None).select_related("party", "attempt", "extends")
    asked: dict[Any, list[ExtensionRequest]] = {}
    for one in ExtensionRequest.objects.filter(period__request=request, party__in=sides).order_by("asked_at"):
        asked.setdefault(one.period_id, []).append(one)
    return [_line(row, asked, on, is_side=bool(sides)) for row in rows.order_by("due_date")]


def _line(row: Period, asked: dict[Any, list[ExtensionRequest]], on: date, *, is_side: bool) -> PeriodLine:
    ended = row.ended_at is not None
    found = [*asked.get(row.extends_id, ()), *asked.get(row.pk, ())]
    pending = any(one.decision == ExtensionRequest.Decision.PENDING for one in found)
    possible = lifecycle.request_after(row.request.state, lifecycle.F + "extension_asked") is not None
    return PeriodLine(
        period=row, days_left=periods.days_left(row.due_date, on), is_over=periods.is_over(row.due_date, on, ended=ended),
        may_extend=is_side and possible and not ended and not pending and row.attempt_id is None, asked=found,
    )  # fmt: skip


def _course(request: AscertainmentRequest, attempts: list[RouteAttempt] | None) -> list[CourseLine]:
    """What happened, in the order of the entries; for whoever was asked only what concerns the own attempts."""
    rows = request.course.select_related("attempt").order_by("id")
    if attempts is None:
        rows = rows.filter(act__in=words.MILESTONES)
    else:
        on_own = Q(act__in=words.ON_OWN_ATTEMPT, attempt__in=attempts)
        rows = rows.filter(on_own | Q(act__in=words.FOR_PROVIDERS))
    return list(_lines(rows))


def _lines(rows: Iterable[RequestEvent]) -> Iterable[CourseLine]:
    for row in rows:
        route = str(row.attempt.get_route_display()) if row.attempt is not None else ""
        due = parse_date(str(row.facts.get("due_date", "")))
        entered = {"route": route, "due_date": formats.date_format(due, "DATE_FORMAT") if due else ""}
        yield CourseLine(row.on_date, str(words.MILESTONES[row.act]) % entered)


def _costs(request: AscertainmentRequest, attempts: list[RouteAttempt] | None) -> list[Cost]:
    rows = request.costs.select_related("attempt", "payer").order_by("number")
    return list(rows if attempts is None else rows.filter(attempt__in=attempts))
