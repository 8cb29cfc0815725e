"""The door every engine has. What goes in is already in tokens; what comes out are units and counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from portal.search.plan import Plan
from portal.search.units import Prepared, Result

FACETS = ("jurisdiction", "language", "kind", "in_force", "year")
"""The facets of a result page. `court`, `status`, `topic` and `tags` may be asked for as well."""
ALL_FACETS = (*FACETS, "court", "status", "topic", "tags")


class SearchError(Exception):
    """A search engine could not do what was asked."""


class IndexOutdated(SearchError):
    """The index was built with another analysis and has to be built again."""


class SearchAway(SearchError):
    """The search cluster does not answer, and no index is kept here that could answer for it."""


class IndexBusy(SearchError):
    """Another process kept the index's one writer for longer than a caller may wait."""


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of the result. `number` counts from 1.

    Grouped (the default): `size` works a page, with up to `per_work` hits of each. Not grouped: `size` units,
    each in a group of its own.

    `turn` (not grouped): no ranking. Units stand in a fixed, arbitrary order of their works, like names on a ring;
    the first page begins at place `turn` of the ring of what was found. Who stands first depends on nothing else.
    """

    number: int = 1
    size: int = 10
    per_work: int = 1
    grouped: bool = True
    turn: int | None = None

    def __post_init__(self) -> None:
        if self.number < 1 or not 1 <= self.size <= 100 or not 1 <= self.per_work <= 100:
            raise ValueError("page numbers count from 1; sizes are 1 to 100")
        if self.turn is not None and (self.grouped or self.turn < 0):
            raise ValueError("only units that are not grouped stand on a ring; its places count from 0")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A state of an index: which build, and the commit inside it."""

    build: str
    commit: int


@dataclass(frozen=True, slots=True)
class Health:
    """`ready` False says in `detail` why: `empty` (nothing built), `outdated`, or the engine's own words."""

    ready: bool
    engine: str
    units: int = 0
    size: int = 0
    stamp: Stamp | None = None
    detail: str = ""


class Build(Protocol):
    """An index being built aside. It takes units; it answers nothing until it is swapped in."""

    def upsert(self, units: Iterable[Prepared]) -> int: ...
    def discard(self) -> None: ...


class SearchEngine(Protocol):
    """One index under one name. Safe to share between threads."""

    def begin(self, schema: str) -> Build:
        """Start a new index aside; the present one goes on answering."""
        ...

    def swap(self, build: Build) -> Stamp:
        """Put a finished build in the place of the present index, at once."""
        ...

    def upsert(self, units: Iterable[Prepared]) -> int:
        """Add units, replacing those of the same uid; seen after `commit`. Returns how many."""
        ...

    def delete(self, uids: Iterable[str]) -> int:
        """Take units out; seen after `commit`. Returns how many uids were named."""
        ...

    def commit(self) -> Stamp:
        """Make all changes since the last commit visible together and give the writer back."""
        ...

    def search(self, plan: Plan, *, facets: Sequence[str], on: int, page: Page) -> Result:
        """Find. `on` is the integer date by which "in force" is judged. An index not built finds nothing.

        Raises `IndexOutdated`, and `ValueError` for a facet that does not exist.
        """
        ...

    def health(self) -> Health:
        """The state of the index; never raises."""
        ...
