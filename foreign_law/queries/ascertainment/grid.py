"""The grid of a request: question by party by aspect, with what each party said, and who has not been heard.

Used by the page of the request, by the judge's desk and by the papers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from foreign_law.models import AscertainmentRequest, Opportunity, Position, ScopeQuestion
from foreign_law.rules.ascertainment import lifecycle, positions
from foreign_law.rules.ascertainment.routes import ASPECTS, OBJECT
from portal.audit.actors import Actor
from portal.cases.models import Party
from portal.cases.queries import sides_of

#: States in which there is something to say or to read on positions.
FROM_SHOWN = (
    lifecycle.EXHIBITED,
    lifecycle.POSITIONS,
    *lifecycle.ANSWERED,
    lifecycle.COSTED,
    lifecycle.CLOSED,
)


@dataclass(frozen=True)
class Cell:
    """What one party says on one aspect of one question; ``position`` None where it said nothing."""

    party: Party
    aspect: str
    label: str
    position: Position | None


@dataclass(frozen=True)
class Line:
    """One party's three cells on one question."""

    party: Party
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Row:
    """One question with a line for each party."""

    question: ScopeQuestion
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Heard:
    """How a party was heard: the number of its living positions, the last recorded opportunity."""

    party: Party
    positions: int
    opportunity: Opportunity | None

    @property
    def is_heard(self) -> bool:
        """True with a position or a recorded opportunity (guard 4)."""
        return self.positions > 0 or self.opportunity is not None


@dataclass(frozen=True)
class Grid:
    """The whole grid of a request on one day."""

    questions: tuple[ScopeQuestion, ...]
    parties: tuple[Party, ...]
    rows: tuple[Row, ...]
    heard: tuple[Heard, ...]
    objections: tuple[Position, ...]
    open_points: int
    is_undisputed: bool
    aspects: tuple[tuple[str, Any], ...] = tuple(Position.Aspect.choices)

    @property
    def unheard(self) -> tuple[Party, ...]:
        """The parties that neither spoke nor had a recorded opportunity."""
        return tuple(one.party for one in self.heard if not one.is_heard)


def grid(law_request: AscertainmentRequest, on: date) -> Grid:
    """Living questions by parties of the case on this day by aspect, with the living positions. Four queries."""
    questions = tuple(law_request.questions.filter(struck_at=None).order_by("number"))
    parties = tuple(law_request.case.parties.on(on).order_by("number"))
    said: dict[positions.Point, Position] = {
        (row.question_id, row.party_id, row.aspect): row
        for row in law_request.positions.filter(superseded_at=None).select_related(
            "party", "evidence", "material"
        )
    }
    points = positions.points_of([one.pk for one in questions], [one.pk for one in parties])
    stances = {point: row.stance for point, row in said.items()}
    return Grid(
        questions=questions,
        parties=parties,
        rows=tuple(
            Row(question, tuple(_line(question, party, said) for party in parties)) for question in questions
        ),
        heard=_heard(law_request, parties, said),
        objections=tuple(said[point] for point in positions.objections(points, stances)),
        open_points=len(positions.open_points(points, stances)),
        is_undisputed=positions.is_undisputed(points, stances),
    )


def _line(question: ScopeQuestion, party: Party, said: Mapping[positions.Point, Position]) -> Line:
    labels = dict(Position.Aspect.choices)
    return Line(party, tuple(
        Cell(party, aspect, str(labels[aspect]), said.get((question.pk, party.pk, aspect))) for aspect in ASPECTS
    ))  # fmt: skip


def _heard(
    law_request: AscertainmentRequest, parties: tuple[Party, ...], said: Mapping[positions.Point, Position]
) -> tuple[Heard, ...]:
    given: dict[UUID, Opportunity] = {
        row.party_id: row for row in law_request.opportunities.order_by("given_date")
    }
    counted: dict[Any, int] = {}
    for _question, party, _aspect in said:
        counted[party] = counted.get(party, 0) + 1
    return tuple(Heard(party, counted.get(party.pk, 0), given.get(party.pk)) for party in parties)


def position_section(law_request: AscertainmentRequest, actor: Actor, on: date) -> dict[str, Any]:
    """What the page of a request shows of positions to a side of the case: context of ``_positions.html``.

    Nothing for an institution or expert, and nothing before the first showing in court.
    """
    own = tuple(sides_of(law_request.case, actor, on))
    if not own or law_request.state not in FROM_SHOWN:
        return {"position_grid": None, "may_take_position": False}
    return {
        "position_grid": grid(law_request, on),
        "may_take_position": law_request.state == lifecycle.POSITIONS,
        "positions_until": law_request.positions_until,
        "is_after_day": law_request.positions_until is not None and on > law_request.positions_until,
        "own_parties": own,
        "object": OBJECT,
    }
