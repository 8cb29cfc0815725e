"""Reading a result out of tantivy: totals and facets in one pass, the best units of a page in another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tantivy import DocAddress, Searcher

from portal.search import tantivy_queries as queries
from portal.search.engine import Page
from portal.search.plan import Node, Plan
from portal.search.tantivy_schema import unit_of
from portal.search.units import Group, Hit, Result

WINDOW = 50
"""Units fetched at a time while works are gathered for a page."""
FACET_VALUES = 200

_Scored = tuple[float, DocAddress]


class Reading:
    """One search on one state of the index."""

    def __init__(self, searcher: Searcher, plan: Plan, root: Node, on: int) -> None:
        self.searcher, self.on = searcher, on
        self.match = queries.matching(plan, root, on)
        self.ranked = queries.ranked(plan, self.match, on)

    def result(self, facets: Sequence[str], page: Page) -> Result:
        counted = self.searcher.aggregate(self.match, self._counts(facets))
        total = int(counted["total"]["value"])
        if not total:
            return Result(0, (), {name: {} for name in facets}, page.number)
        named = {name: _facet(counted, name, total) for name in facets}
        if page.grouped:
            groups, more = self._groups(page, total)
        else:
            groups, more = self._units(page, total)
        return Result(total, tuple(groups), named, page.number, more)

    def _counts(self, facets: Sequence[str]) -> dict[str, Any]:
        asked: dict[str, Any] = {"total": {"value_count": {"field": "work_key"}}}
        for name in facets:
            if name == "in_force":
                begun = {"range": {"field": "force_from", "ranges": [{"to": self.on + 1}]}}
                ends = {"field": "force_to", "ranges": [{"from": self.on + 1}]}
                asked[name] = {"range": ends, "aggs": {"begun": begun}}
            else:
                asked[name] = {"terms": {"field": name, "size": FACET_VALUES}}
        return asked

    def _units(self, page: Page, total: int) -> tuple[list[Group], bool]:
        first = (page.number - 1) * page.size
        found = self.searcher.search(self.ranked, limit=page.size, offset=first, count=False).hits
        hits = [self._hit(scored) for scored in found]
        return [Group(hit.unit.work, 1, (hit,)) for hit in hits], total > first + page.size

    def _hit(self, scored: _Scored) -> Hit:
        score, address = scored
        unit = unit_of(self.searcher.doc(address))
        return Hit(unit, score, unit.in_force_on(self.on))

    def _groups(self, page: Page, total: int) -> tuple[list[Group], bool]:
        """The works of a page in the order of their best unit.

        Units are fetched by the window; while works are lacking, the next window leaves out those found.
        The last unit of a window ranks above every unit outside it, so the order of works is exact.
        """
        wanted = page.number * page.size + 1
        window = max(WINDOW, page.size)
        found: dict[int, list[_Scored]] = {}
        query, seen = self.ranked, 0
        while True:
            hits = self.searcher.search(query, limit=window, count=False).hits
            seen += len(hits)
            keys = self.searcher.fast_field_values("work_key", [address for _, address in hits])
            for key, scored in zip(keys, hits, strict=True):
                found.setdefault(int(key or 0), []).append(scored)
            if len(found) >= wanted or len(hits) < window:
                break
            query = queries.outside_works(self.ranked, list(found))
        first = (page.number - 1) * page.size
        shown = dict(list(found.items())[first : first + page.size])
        groups = self._filled(shown, page.per_work, exhausted=seen >= total)
        return groups, len(found) > first + page.size

    def _filled(self, shown: dict[int, list[_Scored]], per_work: int, *, exhausted: bool) -> list[Group]:
        """The works with their totals, and with hits the window did not reach."""
        totals = {key: len(hits) for key, hits in shown.items()}
        if shown and not exhausted:
            totals = self._totals(list(shown))
        groups = []
        for key, hits in shown.items():
            if len(hits) < min(per_work, totals[key]):
                within = queries.inside_works(self.ranked, [key])
                hits = self.searcher.search(within, limit=per_work, count=False).hits
            read = tuple(self._hit(scored) for scored in hits[:per_work])
            groups.append(Group(read[0].unit.work, totals[key], read))
        return groups

    def _totals(self, keys: list[int]) -> dict[int, int]:
        asked = {"works": {"terms": {"field": "work_key", "size": len(keys)}}}
        within = queries.inside_works(self.match, keys)
        buckets = self.searcher.aggregate(within, asked)["works"]["buckets"]
        return {int(bucket["key"]): int(bucket["doc_count"]) for bucket in buckets}


def _facet(counted: dict[str, Any], name: str, total: int) -> dict[str, int]:
    if name == "in_force":
        yes = _asked_bucket(_asked_bucket(counted[name], "from")["begun"], "to")["doc_count"]
        return {value: int(count) for value, count in (("yes", yes), ("no", total - yes)) if count}
    found = {str(bucket["key"]): int(bucket["doc_count"]) for bucket in counted[name]["buckets"]}
    found.pop("0", None)
    return found


def _asked_bucket(ranges: dict[str, Any], edge: str) -> dict[str, Any]:
    """The bucket of a range aggregation that was asked for; tantivy adds the rest of the line, and for no
    unit at all leaves every bucket out."""
    other = "to" if edge == "from" else "from"
    nothing: dict[str, Any] = {"doc_count": 0, "begun": {"buckets": []}}
    return next((bucket for bucket in ranges["buckets"] if edge in bucket and other not in bucket), nothing)
