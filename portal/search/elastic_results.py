"""Reading a result out of Elasticsearch: hits, works, total and facets in one request; the ring in two or three."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from elasticsearch.dsl import A, Search

from portal.search import elastic_queries as queries
from portal.search.elastic_cluster import Cluster
from portal.search.elastic_schema import WINDOW, unit_of
from portal.search.engine import Page
from portal.search.plan import Node, Plan
from portal.search.units import Group, Hit, Result

FACET_VALUES = 200
BEST_FIRST: list[Any] = [{"_score": "desc"}, {"uid": "asc"}]
ROUND: list[Any] = ["work_key", "uid"]

_Body = Mapping[str, Any]


class Reading:
    """One search on one index."""

    def __init__(self, cluster: Cluster, alias: str, plan: Plan, root: Node, on: int) -> None:
        self.cluster, self.alias, self.on = cluster, alias, on
        self.plan, self.root = plan, root

    def result(self, facets: Sequence[str], page: Page) -> Result:
        """Raises `Missing` when the index is not there."""
        if page.turn is not None:
            return self._round_the_ring(facets, page, page.turn)
        first = (page.number - 1) * page.size
        search = self._search(queries.ranked(self.plan, self.root, self.on), facets)
        if first + page.size + 1 > WINDOW:
            search = search[0:0]
        else:
            search = search[first : first + page.size + (1 if page.grouped else 0)].sort(*BEST_FIRST)
            if page.grouped:
                search = search.extra(collapse=_collapse(page.per_work))
        found = self._ask(search)
        total, hits = _total(found["hits"]), found["hits"]["hits"]
        more = len(hits) > page.size if page.grouped else total > first + len(hits) and bool(hits)
        groups = self._works(hits[: page.size], page.per_work) if page.grouped else self._units(hits)
        return Result(total, groups, _counted(found, facets, total), page.number, more)

    def _search(self, query: Any, facets: Sequence[str]) -> Search:
        search = Search().query(query).source(includes=["record"])
        search = search.extra(track_total_hits=True)
        for name in facets:
            if name == "in_force":
                search.aggs.bucket(name, A("filter", filter=queries.in_force(self.on)))
            else:
                search.aggs.bucket(name, A("terms", field=name, size=FACET_VALUES))
        return search

    def _ask(self, search: Search) -> _Body:
        body = search.to_dict()
        body["from_"] = body.pop("from", 0)
        body["source"] = body.pop("_source")
        answer = self.cluster.ask(
            lambda client: client.search(index=self.alias, allow_partial_search_results=False, **body)
        )
        found: _Body = answer.body
        return found

    def _hit(self, found: _Body) -> Hit:
        unit = unit_of(found["_source"])
        return Hit(unit, float(found.get("_score") or 0.0), unit.in_force_on(self.on))

    def _units(self, hits: Sequence[_Body]) -> tuple[Group, ...]:
        shown = [self._hit(one) for one in hits]
        return tuple(Group(hit.unit.work, 1, (hit,)) for hit in shown)

    def _works(self, hits: Sequence[_Body], per_work: int) -> tuple[Group, ...]:
        """Each work with its best units and with how many of it match."""
        groups = []
        for one in hits:
            inside = one["inner_hits"]["units"]["hits"]
            best = tuple(self._hit(hit) for hit in inside["hits"][:per_work]) or (self._hit(one),)
            groups.append(Group(best[0].unit.work, _total(inside), best))
        uncounted = [
            one["fields"]["work"][0]
            for one in hits
            if one["inner_hits"]["units"]["hits"]["total"]["relation"] != "eq"
        ]
        if not uncounted:
            return tuple(groups)
        totals = self._totals(uncounted)
        return tuple(Group(one.work, totals.get(one.work, one.total), one.hits) for one in groups)

    def _totals(self, works: Sequence[str]) -> dict[str, int]:
        """The exact numbers of works so large that Elasticsearch stopped counting their hits."""
        search = self._search(queries.matching(self.plan, self.root, self.on), ())[0:0]
        search.aggs.bucket("works", A("terms", field="work", include=list(works), size=len(works)))
        return _buckets(self._ask(search)["aggregations"]["works"])

    def _round_the_ring(self, facets: Sequence[str], page: Page, turn: int) -> Result:
        """Units in the order of the keys of their works, from the place of the turn and round."""
        query = queries.matching(self.plan, self.root, self.on)
        found = self._ask(self._search(query, facets)[0:0])
        total = _total(found["hits"])
        first = (page.number - 1) * page.size
        wanted = max(0, min(page.size, total - first))
        begin = (turn + first) % total if total else 0
        until_end = min(wanted, total - begin)
        hits = self._on_ring(query, begin, until_end) + self._on_ring(query, 0, wanted - until_end)
        counted = _counted(found, facets, total)
        return Result(total, self._units(hits), counted, page.number, total > first + page.size)

    def _on_ring(self, query: Any, begin: int, count: int) -> list[_Body]:
        if count <= 0 or begin + count > WINDOW:
            return []
        search = self._search(query, ())[begin : begin + count].sort(*ROUND)
        return list(self._ask(search)["hits"]["hits"])


def _collapse(per_work: int) -> dict[str, Any]:
    """One hit of each work. The first of its units is that hit itself: where one is shown, none is fetched."""
    size = per_work if per_work > 1 else 0
    inside = {"name": "units", "size": size, "sort": BEST_FIRST, "track_scores": True, "_source": ["record"]}
    return {"field": "work", "inner_hits": inside}


def _total(hits: _Body) -> int:
    return int(hits["total"]["value"])


def _buckets(counted: _Body) -> dict[str, int]:
    return {str(bucket["key"]): int(bucket["doc_count"]) for bucket in counted["buckets"]}


def _counted(found: _Body, facets: Sequence[str], total: int) -> dict[str, dict[str, int]]:
    return {name: _facet(found["aggregations"][name], name, total) for name in facets}


def _facet(counted: _Body, name: str, total: int) -> dict[str, int]:
    if name == "in_force":
        yes = int(counted["doc_count"])
        return {value: count for value, count in (("yes", yes), ("no", total - yes)) if count}
    found = _buckets(counted)
    found.pop("0", None)
    return found
