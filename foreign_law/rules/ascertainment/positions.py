"""How the parties are heard on each question: on content, meaning and application (法释〔2023〕12号 arts 5, 8)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any, Final, TypeVar

from foreign_law.rules.ascertainment.routes import AGREE, ASPECTS, OBJECT

Side = TypeVar("Side", bound=Hashable)
#: question, party, aspect
Point = tuple[Any, Any, str]
UNKNOWN_ASPECT, UNKNOWN_STANCE, NO_REASONS = "unknown_aspect", "unknown_stance", "no_reasons"
REFUSALS: Final = (UNKNOWN_ASPECT, UNKNOWN_STANCE, NO_REASONS)


def against_position(aspect: str, stance: str, reasons: str) -> str:
    """What stands against a position, or "". An objection gives reasons (art. 8(2))."""
    if aspect not in ASPECTS:
        return UNKNOWN_ASPECT
    if stance not in (AGREE, OBJECT):
        return UNKNOWN_STANCE
    return NO_REASONS if stance == OBJECT and not reasons.strip() else ""


def points_of(questions: Iterable[Hashable], parties: Iterable[Hashable]) -> tuple[Point, ...]:
    """Every point on which a party may speak, in order: question, party, aspect."""
    sides = tuple(parties)
    return tuple((question, side, aspect) for question in questions for side in sides for aspect in ASPECTS)


def open_points(points: Iterable[Point], stances: Mapping[Point, str]) -> tuple[Point, ...]:
    """The points on which nothing was said."""
    return tuple(point for point in points if point not in stances)


def objections(points: Iterable[Point], stances: Mapping[Point, str]) -> tuple[Point, ...]:
    """The points to which a party objects."""
    return tuple(point for point in points if stances.get(point) == OBJECT)


def is_undisputed(points: Iterable[Point], stances: Mapping[Point, str]) -> bool:
    """True when something was said and nobody objects to any of these points (art. 8(1)); silence alone is no consent."""
    asked = tuple(points)
    return any(point in stances for point in asked) and not objections(asked, stances)


def unheard(
    parties: Iterable[Side], spoke: Iterable[Side], had_opportunity: Iterable[Side]
) -> tuple[Side, ...]:
    """The parties that neither took a position nor are recorded as having had the opportunity (art. 5; guard 4)."""
    heard = {*spoke, *had_opportunity}
    return tuple(party for party in parties if party not in heard)
