"""Figures of ascertainment at the courts of one desk: by route, by outcome, how long it took."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from foreign_law.models import AscertainmentRequest, Determination, RouteAttempt
from foreign_law.rules.ascertainment import routes
from portal.audit.actors import Actor


@dataclass(frozen=True)
class RouteLine:
    """One route: how often it was opened, how the judge assessed it, what is still open, days to the answer."""

    route: int
    label: str
    opened: int
    sufficient: int
    failed: int
    open: int
    half: int | None
    most: int | None


@dataclass(frozen=True)
class OutcomeLine:
    """One kind of answer: how many of all answers, and days from the scope to the answer."""

    kind: str
    label: str
    count: int
    half: int | None
    most: int | None


def routes_of(actor: Actor, on: date) -> list[RouteLine]:
    """Every route that was ever opened, in the order of art. 2. One query."""
    rows = RouteAttempt.objects.filter(request__in=_mine(actor, on))
    held: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows.values("route", "outcome", "state", "sent_date", "received_date"):
        held[row["route"]].append(dict(row))
    return [_route_line(route, held[route]) for route in routes.ROUTES if held[route]]


def _route_line(route: int, rows: Sequence[dict[str, Any]]) -> RouteLine:
    found = Counter(row["outcome"] for row in rows)
    days = [
        (row["received_date"] - row["sent_date"]).days
        for row in rows if row["sent_date"] and row["received_date"]
    ]  # fmt: skip
    failed = sum(found[outcome] for outcome in routes.FAILED)
    gone = sum(row["state"] in ("withdrawn", "declined", "declined_conflict") for row in rows)
    return RouteLine(
        route, str(RouteAttempt.Route(route).label), len(rows), found[routes.SUFFICIENT], failed,
        len(rows) - found[routes.SUFFICIENT] - failed - gone, *_spread(days),
    )  # fmt: skip


def outcomes(actor: Actor, on: date) -> list[OutcomeLine]:
    """The standing answers by kind; answers that were set aside are not counted. One query."""
    rows = Determination.objects.filter(request__in=_mine(actor, on), set_aside_at=None)
    held: dict[str, list[int | None]] = defaultdict(list)
    for kind, decided_at, scope_date in rows.values_list("kind", "decided_at", "request__scope_date"):
        held[kind].append((timezone.localdate(decided_at) - scope_date).days if scope_date else None)
    return [
        OutcomeLine(kind, str(label), len(held[kind]), *_spread([day for day in held[kind] if day is not None]))
        for kind, label in Determination.Kind.choices if held[kind]
    ]  # fmt: skip


def _mine(actor: Actor, on: date) -> Any:
    return AscertainmentRequest.objects.for_staff(actor, on).values("pk")


def _spread(days: Sequence[int]) -> tuple[int | None, int | None]:
    """Half of them took at most so many days, nine tenths at most so many; None of none."""
    if not days:
        return None, None
    ordered = sorted(days)
    return ordered[(len(ordered) - 1) // 2], ordered[-(-9 * len(ordered) // 10) - 1]
