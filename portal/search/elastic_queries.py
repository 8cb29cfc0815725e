"""A plan as queries of Elasticsearch: what matches, what narrows, and what only ranks. No scripts."""

from __future__ import annotations

from collections.abc import Iterable
from functools import singledispatch
from typing import Any

from elasticsearch.dsl import query as q
from elasticsearch.dsl.query import Query

from portal.search import plan as p
from portal.search.elastic_schema import clean, cleaned

LONG_PHRASE = 4
MANY_PARTS = 8
"""As in the embedded engine: long phrases and many words weigh no more than these."""
EXPANSIONS = 65_536
"""Tokens that may stand at the open end of a phrase: more pairs than Chinese has of any one character."""


def _every(parts: Iterable[Query], boost: float = 1.0) -> Query:
    found = list(parts)
    return found[0] if len(found) == 1 and boost == 1.0 else q.Bool(must=found, boost=boost)


def _any(parts: Iterable[Query]) -> Query:
    found = list(parts)
    return found[0] if len(found) == 1 else q.Bool(should=found, minimum_should_match=1)


def _constant(query: Query, score: float = 0.0) -> Query:
    return q.ConstantScore(filter=query, boost=score)


def _not(part: Query) -> Query:
    return _constant(q.Bool(filter=[q.MatchAll()], must_not=[part]))


def _term(field: str, value: str) -> Query:
    return q.Term(**{field: {"value": clean(value)}})


def _terms(field: str, values: Iterable[str]) -> Query:
    asked: dict[str, Any] = {field: cleaned(values)}
    return q.Terms(**asked)


def _run(field: str, run: p.Run, boost: float) -> Query:
    """One run of tokens in one field: a term, a phrase, or either with an open end."""
    words = [clean(one) for one in run.tokens]
    if len(words) == 1:
        kind = q.Prefix if run.prefix else q.Term
        return kind(**{field: {"value": words[0], "boost": boost}})
    asked = {"query": " ".join(words), "boost": boost}
    if run.prefix:
        return q.MatchPhrasePrefix(**{field: {**asked, "max_expansions": EXPANSIONS}})
    return q.MatchPhrase(**{field: asked})


@singledispatch
def _query(node: object) -> Query:
    raise TypeError(f"no query of Elasticsearch for {node!r}")


@_query.register
def _(node: p.Match) -> Query:
    fields = (("heading", p.HEADING_WEIGHT), ("title" if node.in_title else "body", 1.0))
    parts = []
    for run in node.alternatives:
        weight = node.weight / max(1.0, len(run.tokens) / LONG_PHRASE)
        parts += [_run(field, run, weight * factor) for field, factor in fields]
    return _any(parts)


@_query.register
def _(node: p.Citation) -> Query:
    return _any((_constant(_term("citations", node.id), p.PINNED_TIER), _constant(_term("cites", node.id))))


@_query.register
def _(node: p.Keyword) -> Query:
    return _constant(_terms(node.field, node.values))


@_query.register
def _(node: p.Years) -> Query:
    return _constant(_years(node))


@_query.register
def _(node: p.All) -> Query:
    crowd = len(node.parts) / MANY_PARTS
    return _every(map(_query, node.parts), 1.0 / crowd if crowd > 1.0 and not _pins(node) else 1.0)


@_query.register
def _(node: p.Either) -> Query:
    return _any(map(_query, node.parts))


@_query.register
def _(node: p.Not) -> Query:
    return _not(_query(node.part))


@_query.register
def _(node: p.Everything) -> Query:
    return _constant(q.MatchAll())


def _pins(node: p.Node) -> bool:
    if isinstance(node, p.Citation):
        return True
    return any(map(_pins, node.parts)) if isinstance(node, p.All | p.Either) else False


def _years(years: p.Years) -> Query:
    return q.Range(year={"gte": years.first, "lte": years.last})


def _around(period: str, on: int) -> Query:
    """Units whose period contains the integer date."""
    return q.Range(**{period: {"gte": on, "lte": on, "relation": "contains"}})


def in_force(on: int) -> Query:
    """Units in force on the integer date."""
    return _around("force", on)


def _filters(filters: p.Filters, on: int) -> list[Query]:
    found = [_terms(name, values) for name, values in filters.values.items() if values]
    if filters.years is not None:
        found.append(_years(filters.years))
    if filters.on is not None:
        found.append(_around("valid", filters.on))
    if filters.latest_only:
        found.append(q.Term(latest={"value": True}))
    if filters.in_force is not None:
        found.append(in_force(on) if filters.in_force else _not(in_force(on)))
    return found


def matching(plan: p.Plan, root: p.Node, on: int) -> Query:
    """What matches, unranked: the root and the filters."""
    return q.Bool(filter=[_query(root), *_filters(plan.filters, on)])


def ranked(plan: p.Plan, root: p.Node, on: int) -> Query:
    """The same units, with what raises the exact script, the force of law, and legislation."""
    raised = [
        *(_constant(q.Term(written={"value": clean(one)}), p.WRITTEN_WEIGHT) for one in plan.written),
        _constant(q.Term(legislation={"value": True}), p.LEGISLATION_WEIGHT),
        _constant(in_force(on), p.IN_FORCE_TIER),
    ]
    return q.Bool(
        must=[_query(root)], filter=_filters(plan.filters, on), should=raised, minimum_should_match=0
    )
