"""Reading a result out of tantivy: the best units and the total in one pass, the facets in another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tantivy import DocAddress, Order, Query, Searcher, SearchResult

from portal.search import tantivy_queries as queries
from portal.search.engine import Page
from portal.search.plan import Node, Plan
from portal.search.tantivy_schema import unit_of
from portal.search.units import Group, Hit, Result, work_key

WINDOW = 50
"""Units fetched at a time while works are gathered for a page."""
FACET_VALUES = 200

_Scored = tuple[float, DocAddress]


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a page shows, best first: scored units by the key of their work (not grouped: by their place).

    `met`: units met on the way, so that where it is all of them their numbers are known. `in_force`: how many of the
    result are, where the search for the page has told.
    """

    parts: dict[int, list[_Scored]]
    more: bool
    met: int = 0
    in_force: int | None = None


class Reading:
    """One search on one state of the index."""

    def __init__(self, searcher: Searcher, plan: Plan, root: Node, on: int) -> None:
        self.searcher, self.plan, self.root, self.on = searcher, plan, root, on
        self.match = queries.matching(plan, root, on)

    @cached_property
    def tiers(self) -> tuple[Query, ...]:
        return queries.tiers(self.plan, self.root, self.match, self.on)

    def result(self, facets: Sequence[str], page: Page) -> Result:
        shown = self._shown(page)
        counted = self._counted(facets, shown) if shown.parts or page.number > 1 else {}
        total = _counted_once(counted["language"]) if counted else 0
        if not total:
            return Result(0, (), {name: {} for name in facets}, page.number)
        per_work = page.per_work if page.grouped else 1
        totals = self._totals(shown, page, total)
        groups = [
            self._group([self._hit(scored) for scored in part[:per_work]], totals[key], per_work)
            for key, part in shown.parts.items()
        ]
        named = {name: _facet(counted, name, total, shown.in_force) for name in facets}
        return Result(total, tuple(groups), named, page.number, shown.more)

    def _counted(self, facets: Sequence[str], shown: _Shown) -> Mapping[str, Any]:
        """The facets in one pass; among them the languages, for every unit has one: together they are the total."""
        asked: dict[str, Any] = {}
        for name in {"language": 0} | dict.fromkeys(facets):
            if name != "in_force":
                asked[name] = {"terms": {"field": name, "size": FACET_VALUES}}
            elif shown.in_force is None:
                later = [{"from": self.on + 1}]
                asked["not_begun"] = {"range": {"field": "force_from", "ranges": later}}
                asked["not_ended"] = {"range": {"field": "force_to", "ranges": later}}
        return self.searcher.aggregate(self.match, asked)

    def _shown(self, page: Page) -> _Shown:
        if page.grouped:
            return self._works(page)
        return self._units(page) if page.turn is None else self._round_the_ring(page, page.turn)

    def _round_the_ring(self, page: Page, turn: int) -> _Shown:
        """Units in the order of the keys of their works, from the place of the turn and round."""
        total = _total(self.searcher.search(self.match, limit=1, count=True))
        first = (page.number - 1) * page.size
        wanted = max(0, min(page.size, total - first))
        begin = (turn + first) % total if total else 0
        until_end = min(wanted, total - begin)
        hits = self._on_ring(begin, until_end) + self._on_ring(0, wanted - until_end)
        return _Shown({place: [hit] for place, hit in enumerate(hits)}, total > first + page.size)

    def _on_ring(self, begin: int, count: int) -> list[_Scored]:
        if count <= 0:
            return []
        found = self.searcher.search(
            self.match, limit=count, offset=begin, count=False, order_by_field="work_key", order=Order.Asc
        )
        return [(0.0, address) for _key, address in found.hits]

    def _units(self, page: Page) -> _Shown:
        first, wanted = (page.number - 1) * page.size, page.size + 1
        hits: list[_Scored] = []
        before = 0
        for query in self.tiers:
            offset = max(0, first - before)
            found = self.searcher.search(query, limit=wanted - len(hits), offset=offset, count=True)
            hits += found.hits
            before += _total(found)
            if len(hits) == wanted:
                break
        parts = {place: [scored] for place, scored in enumerate(hits[: page.size])}
        return _Shown(parts, len(hits) == wanted)

    def _hit(self, scored: _Scored) -> Hit:
        score, address = scored
        unit = unit_of(self.searcher.doc(address))
        return Hit(unit, score, unit.in_force_on(self.on))

    def _works(self, page: Page) -> _Shown:
        """The works of a page in the order of their best unit.

        Units are fetched by the window; while works are lacking, the next window leaves out those found.
        The last unit of a window ranks above every unit outside it, so the order of works is exact.
        """
        wanted = page.number * page.size + 1
        window = max(WINDOW, page.size)
        works: dict[int, list[_Scored]] = {}
        counts: list[int] = []
        met, left_out = 0, False
        for tier in self.tiers:
            query = queries.outside_works(tier, list(works)) if left_out else tier
            found = self.searcher.search(query, limit=window, count=not counts)
            counts.append(_total(found))
            while True:
                met += len(found.hits)
                self._gather(found, works)
                if len(works) >= wanted or len(found.hits) < window:
                    break
                rest, left_out = queries.outside_works(tier, list(works)), True
                found = self.searcher.search(rest, limit=window, count=False)
            if len(works) >= wanted:
                break
        first = (page.number - 1) * page.size
        parts = dict(list(works.items())[first : first + page.size])
        in_force = counts[0] if len(self.tiers) > 1 else None
        return _Shown(parts, len(works) > first + page.size, met, in_force)

    def _gather(self, found: SearchResult, works: dict[int, list[_Scored]]) -> None:
        """Put units under the keys of their works."""
        keys = self.searcher.fast_field_values("work_key", [address for _, address in found.hits])
        for key, scored in zip(keys, found.hits, strict=True):
            works.setdefault(int(key or 0), []).append(scored)

    def _totals(self, shown: _Shown, page: Page, total: int) -> Mapping[int, int]:
        """How many units of each work match; counted by the index only where the windows did not show it."""
        if not page.grouped or not shown.parts or shown.met >= total:
            return {key: len(part) for key, part in shown.parts.items()}
        keys = list(shown.parts)
        asked = {"works": {"terms": {"field": "work_key", "size": len(keys)}}}
        counted = self.searcher.aggregate(queries.inside_works(self.match, keys), asked)["works"]
        return {int(key): count for key, count in _buckets(counted).items()}

    def _group(self, hits: list[Hit], total: int, per_work: int) -> Group:
        """A work with its total, and with hits that the window did not reach."""
        work = hits[0].unit.work
        if len(hits) < min(per_work, total):
            ranked = queries.ranked(self.plan, self.match, self.on)
            within = queries.inside_works(ranked, [work_key(work)])
            scored = self.searcher.search(within, limit=per_work, count=False).hits
            hits = [self._hit(one) for one in scored]
        return Group(work, total, tuple(hits))


def _total(found: SearchResult) -> int:
    return int(found.count or 0)  # type: ignore[attr-defined]  # the library's stubs leave it out


def _buckets(counted: Mapping[str, Any]) -> dict[str, int]:
    return {str(bucket["key"]): int(bucket["doc_count"]) for bucket in counted["buckets"]}


def _counted_once(counted: Mapping[str, Any]) -> int:
    """Units that have a value in a field of which each has one at most, also beyond the values told."""
    return sum(_buckets(counted).values()) + int(counted.get("sum_other_doc_count") or 0)


def _facet(counted: Mapping[str, Any], name: str, total: int, in_force: int | None) -> dict[str, int]:
    """One facet. In force are all but those that begin later and those that have ended: a unit that is never
    in force has ended from the beginning, so that nothing is both."""
    if name == "in_force":
        if in_force is None:
            ended = total - _after(counted["not_ended"])
            in_force = total - _after(counted["not_begun"]) - ended
        return {value: count for value, count in (("yes", in_force), ("no", total - in_force)) if count}
    found = _buckets(counted[name])
    found.pop("0", None)
    return found


def _after(ranges: Mapping[str, Any]) -> int:
    """The units of the range asked for; tantivy adds the rest of the line, and leaves empty ranges out."""
    return sum(int(bucket["doc_count"]) for bucket in ranges["buckets"] if "from" in bucket)
