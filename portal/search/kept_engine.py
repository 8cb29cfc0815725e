"""A cluster with an embedded index kept beside it, which answers while the cluster is away."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TypeVar

from portal.search.engine import Build, Health, Page, SearchAway, SearchEngine, Stamp
from portal.search.plan import Notice, Plan
from portal.search.tantivy_engine import TantivyEngine
from portal.search.units import Prepared, Result

KEPT_ANSWERS = "kept_index"
"""The code of the notice that an answer comes from the kept index."""
CHUNK = 500

_T = TypeVar("_T")


class KeptBuild:
    """The same units into a build of each; they are read once."""

    def __init__(self, first: Build, kept: Build) -> None:
        self.first, self.kept = first, kept

    def upsert(self, units: Iterable[Prepared]) -> int:
        count = 0
        for chunk in _chunks(units):
            self.first.upsert(chunk)
            count += self.kept.upsert(chunk)
        return count

    def discard(self) -> None:
        self.first.discard()
        self.kept.discard()


class KeptEngine:
    """`SearchEngine`: every change goes to both; searches go to the first, and to the kept one while it is away.

    A change that the cluster did not take is in the kept index all the same; `commit` then raises `SearchAway`, so
    that whoever carries changes in comes again with them.
    """

    def __init__(self, first: SearchEngine, kept: TantivyEngine) -> None:
        self.first, self.kept = first, kept
        self._writing = threading.local()

    def begin(self, schema: str) -> Build:
        first = self.first.begin(schema)
        try:
            return KeptBuild(first, self.kept.begin(schema))
        except BaseException:
            first.discard()
            raise

    def swap(self, build: Build) -> Stamp:
        if not isinstance(build, KeptBuild):
            raise TypeError("this build belongs to another engine")
        stamp = self.first.swap(build.first)
        self.kept.swap(build.kept)
        return stamp

    def upsert(self, units: Iterable[Prepared]) -> int:
        count = 0
        for chunk in _chunks(units):
            count += len(chunk)
            self._in_both(lambda engine, chunk=chunk: engine.upsert(chunk))  # type: ignore[misc]
        return count

    def delete(self, uids: Iterable[str]) -> int:
        named = list(uids)
        self._in_both(lambda engine: engine.delete(named))
        return len(named)

    def commit(self) -> Stamp:
        stamp = self._in_both(lambda engine: engine.commit())
        missed, self._writing.missed = getattr(self._writing, "missed", None), None
        if missed is not None or stamp is None:
            raise SearchAway("the cluster did not take the changes; they stay queued") from missed
        return stamp

    def _in_both(self, act: Callable[[SearchEngine], _T]) -> _T | None:
        """Into the kept index first, when there is one; None when the cluster was away, which is remembered."""
        if self._keeps():
            act(self.kept)
        try:
            return act(self.first)
        except SearchAway as error:
            self._writing.missed = error
            return None
        except BaseException:
            self.kept.rollback()
            raise

    def _keeps(self) -> bool:
        """Whether the kept index is whole: one begun by a few changes would answer as if there were no more."""
        return self.kept.health().ready or self.first.health().detail == "empty"

    def search(self, plan: Plan, *, facets: Sequence[str], on: int, page: Page) -> Result:
        try:
            return self.first.search(plan, facets=facets, on=on, page=page)
        except SearchAway:
            if not self.kept.health().ready:
                raise
        found = self.kept.search(plan, facets=facets, on=on, page=page)
        return replace(found, notices=(*found.notices, Notice(KEPT_ANSWERS)))

    def health(self) -> Health:
        """The cluster's health; `detail` says when the kept index answers for it or is not there."""
        health, kept = self.first.health(), self.kept.health()
        if health.ready and not kept.ready:
            return replace(health, detail=f"kept index {kept.detail}")
        return (
            replace(health, detail=f"{health.detail}, kept index answers")
            if self._answers(health, kept)
            else health
        )

    @staticmethod
    def _answers(health: Health, kept: Health) -> bool:
        return not health.ready and health.detail == "away" and kept.ready


def _chunks(units: Iterable[Prepared]) -> Iterator[list[Prepared]]:
    source = iter(units)
    while chunk := list(islice(source, CHUNK)):
        yield chunk
