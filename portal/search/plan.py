"""The plan: what an engine has to find, in tokens, free of any engine. Built by `planner`, read by engines.

A node decides whether a unit matches; ranking (headings, pins, exact script, in force) is stated here as
numbers so that every engine ranks by the same rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

HEADING_WEIGHT = 4.0
"""A match in the heading counts so many times one in the body."""
WRITTEN_WEIGHT = 1.0
"""Added for each token found as the query writes it (exact script and spelling)."""
LEGISLATION_WEIGHT = 0.5
"""The small prior: added to units of legislation."""
IN_FORCE_TIER = 4096.0
"""Added to units in force on the date asked: they stand before historic ones."""
PINNED_TIER = 16384.0
"""Added to units that a citation in the query names: they stand first."""
LEGISLATION_KINDS = frozenset(
    """
    legislation ordinance act code regulation subleg statute law decree decreto-lei lei
    regulamento-administrativo judicial-interpretation
    subsidiary instrument decree-law administrative-regulation executive-order dispatch order
    """.split()  # noqa: SIM905
)
"""Kinds of units that are rules of law, whoever made them; judgments and summaries are not."""


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens that stand next to each other; with `prefix` the last is the beginning of a token."""

    tokens: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A word or phrase: any of its alternatives, in heading or body (or in title and heading)."""

    alternatives: tuple[Run, ...]
    in_title: bool = False
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Citation:
    """Units that answer to the id (pinned first) or whose text cites it."""

    id: str


@dataclass(frozen=True, slots=True)
class Keyword:
    """Units whose keyword field has one of the values."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Years:
    """Units of a year between the two, both included."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class All:
    """Every part."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """At least one part."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Units that do not match the part."""

    part: Node


@dataclass(frozen=True, slots=True)
class Everything:
    """Every unit: a query of filters alone."""


Node = Match | Citation | Keyword | Years | All | Either | Not | Everything


@dataclass(frozen=True, slots=True)
class Expansion:
    """A term in another language put beside a term of the query.

    `source` is the text as typed, `form` the term added, `degree` same or near; `used` is False where the
    reader switched it off.
    """

    source: str
    form: str
    language: str
    degree: str = "same"
    used: bool = True

    @property
    def weight(self) -> float:
        return 0.5 if self.degree == "same" else 0.25


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader must know about how the query was read: a code and the facts for its sentence."""

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filters:
    """Narrowing chosen beside the query, value sets by keyword field, and which versions to look at.

    `on` (integer date): only units valid then. `latest_only`: only the newest version held. `in_force`:
    only those in force (True) or not (False) on the date of the search. Years are both included.
    """

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    years: Years | None = None
    on: int | None = None
    latest_only: bool = False
    in_force: bool | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What to find. `root` None finds nothing (nothing was asked).

    `written`: tokens that raise units written as the query is. `marks`: the sequences a highlighter marks.
    """

    query: str
    root: Node | None
    filters: Filters = Filters()
    written: tuple[str, ...] = ()
    marks: tuple[Run, ...] = ()
    expansions: tuple[Expansion, ...] = ()
    citations: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
