"""Everything the desk shows of one request, each part in a bounded number of queries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.utils.translation import get_language

from foreign_law.models import (
    Answer,
    AscertainmentPaper,
    AscertainmentRequest,
    CitedLaw,
    Cost,
    CostAllocation,
    Determination,
    Exhibition,
    ExtensionRequest,
    FindingShown,
    Opportunity,
    Period,
    ProviderProof,
    Questioning,
    RouteAttempt,
    ScopeQuestion,
)
from foreign_law.queries.ascertainment.findings import Match, matching
from foreign_law.queries.ascertainment.grid import FROM_SHOWN, Grid, grid
from foreign_law.queries.ascertainment.materials import MaterialLine, materials_of
from foreign_law.queries.ascertainment.obstacles import sentences
from foreign_law.queries.ascertainment.standing import parties_of, ways
from portal.audit.access import names_of
from portal.audit.history import HistoryLine, history
from portal.cases.models import Assignment, Party


@dataclass(frozen=True)
class Lane:
    """One attempt with what came on it."""

    attempt: RouteAttempt
    materials: tuple[MaterialLine, ...]
    questionings: tuple[Questioning, ...]
    proofs: tuple[ProviderProof, ...]
    periods: tuple[Period, ...]


@dataclass(frozen=True)
class WayLine:
    """One answer that the judge may give; empty ``lacks``: the record allows it."""

    act: str
    lacks: tuple[str, ...]


@dataclass(frozen=True)
class Parts:
    """The parts of the page; ``names`` gives the names of the actors that they mention."""

    parties: list[Party]
    seats: list[tuple[str, str]]
    questions: list[ScopeQuestion]
    matches: list[Match]
    shown: list[FindingShown]
    lanes: list[Lane]
    materials: list[MaterialLine]
    beside: list[MaterialLine]
    exhibitions: list[Exhibition]
    opportunities: list[Opportunity]
    grid: Grid | None
    periods: list[Period]
    costs: list[Cost]
    allocations: list[CostAllocation]
    determinations: list[Determination]
    papers: list[AscertainmentPaper]
    ways: list[WayLine]
    course: list[HistoryLine]
    names: dict[str, str]

    @property
    def alerts(self) -> int:
        """Changes of cited law that nobody noted."""
        return sum(alert.seen_at is None for line in self.materials for alert in line.alerts)

    @property
    def unshown(self) -> int:
        """Findings that were not shown in this request yet."""
        return sum(match.shown is None for match in self.matches)


def parts_of(request: AscertainmentRequest, on: date) -> Parts:
    """All parts of the page of one request."""
    materials = materials_of(request, on)
    determinations = _determinations(request)
    allocations = list(request.allocations.select_related("party"))
    keys = [row.decided_by for row in determinations] + [row.decided_by for row in allocations]
    parties = parties_of(request, on)
    seats = list(Assignment.objects.on(on).filter(case=request.case))
    keys += [f"user:{seat.holder_id}" for seat in seats]
    return Parts(
        parties=parties,
        seats=[(str(seat.get_seat_display()), f"user:{seat.holder_id}") for seat in seats],
        questions=request.dated(request.questions.all()),
        matches=matching(request),
        shown=_shown(request),
        lanes=_lanes(request, materials),
        materials=materials,
        beside=[line for line in materials if line.material.attempt_id is None],
        exhibitions=list(request.exhibitions.prefetch_related("materials")),
        opportunities=list(request.opportunities.select_related("party")),
        grid=grid(request, on) if request.state in FROM_SHOWN else None,
        periods=_periods(request),
        costs=list(request.costs.select_related("attempt", "payer")),
        allocations=allocations,
        determinations=determinations,
        papers=list(request.papers.select_related("attempt")),
        ways=[
            WayLine(way.act, tuple(sentences(way.obstacles, parties)))
            for way in ways(request, on)
        ],
        course=list(reversed(history(request.chain, language=get_language() or "zh-hant"))),
        names=dict(names_of(key for key in keys if key)),
    )  # fmt: skip


def _shown(request: AscertainmentRequest) -> list[FindingShown]:
    return list(
        request.findings_shown.select_related("finding__determination__request", "material").prefetch_related(
            "rebuttals__party", "rebuttals__evidence"
        )
    )


def _determinations(request: AscertainmentRequest) -> list[Determination]:
    cited = CitedLaw.objects.select_related("material")
    answers = Answer.objects.select_related("question").prefetch_related(Prefetch("rests_on", cited))
    rows = request.determinations.select_related("finding").order_by("-decided_at")
    return list(rows.prefetch_related(Prefetch("answers", answers), "findings"))


def _periods(request: AscertainmentRequest) -> list[Period]:
    asked = ExtensionRequest.objects.select_related("party").order_by("asked_at")
    rows = request.periods.select_related("party", "attempt", "extended_by", "extends")
    return list(rows.prefetch_related(Prefetch("extension_requests", asked)))


def _lanes(request: AscertainmentRequest, materials: list[MaterialLine]) -> list[Lane]:
    attempts = {
        row.pk: row for row in request.attempts.select_related("provider", "party", "statement_exhibit")
    }
    for attempt in attempts.values():
        attempt.request = request
    by_attempt: dict[UUID | None, list[MaterialLine]] = defaultdict(list)
    for line in materials:
        by_attempt[line.material.attempt_id].append(line)
    asked: dict[Any, list[Questioning]] = defaultdict(list)
    for row in Questioning.objects.filter(attempt__request=request).select_related("asked_by_party", "room"):
        row.attempt = attempts[row.attempt_id]  # what asks for its request asks no more
        asked[row.attempt_id].append(row)
    proofs: dict[Any, list[ProviderProof]] = defaultdict(list)
    providers = {attempt.provider_id for attempt in attempts.values() if attempt.provider_id}
    for proof in ProviderProof.objects.filter(provider__in=providers, withdrawn_at=None).select_related(
        "exhibit"
    ):
        proofs[proof.provider_id].append(proof)
    periods: dict[Any, list[Period]] = defaultdict(list)
    for period in request.periods.filter(attempt__isnull=False, ended_at=None, extended_by=None):
        periods[period.attempt_id].append(period)
    return [
        Lane(
            attempt, tuple(by_attempt[attempt.pk]), tuple(asked[attempt.pk]),
            tuple(one for one in proofs[attempt.provider_id] if one.attempt_id in (None, attempt.pk)),
            tuple(periods[attempt.pk]),
        )
        for attempt in attempts.values()
    ]  # fmt: skip
