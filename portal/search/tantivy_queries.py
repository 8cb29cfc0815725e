"""A plan as tantivy queries: one that decides what matches, and one that also ranks it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache, singledispatch

from tantivy import FieldType, Occur, Query

from portal.search import plan as p
from portal.search.stabbing import around
from portal.search.tantivy_schema import OTHER_KIND, schema
from portal.search.units import OPEN_END

LONG_PHRASE = 4
MANY_PARTS = 8


def _term(field: str, value: str | int) -> Query:
    return Query.term_query(schema(), field, value)


def _number(field: str, first: int, last: int) -> Query:
    return Query.range_query(schema(), field, FieldType.Integer, first, last)


def _every(parts: Iterable[Query]) -> Query:
    clauses = [(Occur.Must, part) for part in parts]
    return clauses[0][1] if len(clauses) == 1 else Query.boolean_query(clauses)


def _any(parts: Iterable[Query]) -> Query:
    clauses = [(Occur.Should, part) for part in parts]
    return clauses[0][1] if len(clauses) == 1 else Query.boolean_query(clauses)


def _constant(query: Query, score: float = 0.0) -> Query:
    return Query.const_score_query(query, score)


def _not(part: Query) -> Query:
    return Query.boolean_query([(Occur.Must, _constant(Query.all_query())), (Occur.MustNot, part)])


def _run(field: str, run: p.Run) -> Query:
    """One run of tokens in one field: a term, a phrase, or either with an open end."""
    if len(run.tokens) == 1:
        (token,) = run.tokens
        if run.prefix:
            return Query.regex_query(schema(), field, re.escape(token) + ".*")
        return Query.term_query(schema(), field, token, "position")
    if not run.prefix:
        return Query.phrase_query(schema(), field, list(run.tokens))
    patterns = [re.escape(token) for token in run.tokens]
    patterns[-1] += ".*"
    return Query.regex_phrase_query(schema(), field, list(patterns))


@singledispatch
def _query(node: object) -> Query:
    raise TypeError(f"no tantivy query for {node!r}")


@_query.register
def _(node: p.Match) -> Query:
    fields = (("heading", p.HEADING_WEIGHT), ("title" if node.in_title else "body", 1.0))
    parts = []
    for run in node.alternatives:
        weight = node.weight / max(1.0, len(run.tokens) / LONG_PHRASE)
        for field, factor in fields:
            query = _run(field, run)
            parts.append(Query.boost_query(query, weight * factor) if weight * factor != 1.0 else query)
    return _any(parts)


@_query.register
def _(node: p.Citation) -> Query:
    return _any((_constant(_term("citations", node.id), p.PINNED_TIER), _constant(_term("cites", node.id))))


@_query.register
def _(node: p.Keyword) -> Query:
    return _constant(_any(_term(node.field, value) for value in node.values))


@_query.register
def _(node: p.Years) -> Query:
    return _constant(_number("year", node.first, node.last))


@_query.register
def _(node: p.All) -> Query:
    query = _every(map(_query, node.parts))
    crowd = len(node.parts) / MANY_PARTS
    return Query.boost_query(query, 1.0 / crowd) if crowd > 1.0 and not _pins(node) else query


@_query.register
def _(node: p.Either) -> Query:
    return _any(map(_query, node.parts))


@_query.register
def _(node: p.Not) -> Query:
    return _not(_query(node.part))


@_query.register
def _(node: p.Everything) -> Query:
    return _constant(Query.all_query())


def _pins(node: p.Node) -> bool:
    if isinstance(node, p.Citation):
        return True
    return any(map(_pins, node.parts)) if isinstance(node, p.All | p.Either) else False


@lru_cache(maxsize=256)
def not_in_force(on: int) -> Query:
    """Units not in force on the integer date. They are the fewer, so they are what the index names."""
    return _any(_term("not_in_force", block) for block in around(on))


def _filters(filters: p.Filters, on: int) -> list[Query]:
    found = [_any(_term(name, v) for v in values) for name, values in filters.values.items() if values]
    if filters.years is not None:
        found.append(_number("year", filters.years.first, filters.years.last))
    if filters.on is not None:
        found += [_number("valid_from", 0, filters.on), _number("valid_to", filters.on + 1, OPEN_END)]
    if filters.latest_only:
        found.append(_term("latest", 1))
    if filters.in_force is not None:
        found.append(_not(not_in_force(on)) if filters.in_force else not_in_force(on))
    return found


def matching(plan: p.Plan, root: p.Node, on: int) -> Query:
    """What matches: the root and the filters."""
    query = _query(root)
    narrowing = _filters(plan.filters, on)
    return _every((query, *map(_constant, narrowing))) if narrowing else query


def ranked(plan: p.Plan, match: Query, on: int) -> Query:
    """The same units, with what raises the exact script and lowers the historic and what is no legislation.

    To lower the few is the same as to raise the many, and cheaper. One layer for each: tantivy looks a single
    optional clause up only where the layer below matches, whereas several side by side would be merged over
    the whole index first.
    """
    return _layer(_raised(plan, match), Occur.Should, _historic(on))


def tiers(plan: p.Plan, root: p.Node, match: Query, on: int) -> tuple[Query, ...]:
    """`ranked` in parts that have no unit in common and stand one after the other, each with the same scores.

    The units in force stand before the others, so that a page is mostly full before the others are looked at, and
    to leave units out costs less than to weigh each. What a citation pins stands before both: then there is one part.
    """
    if _pins(root):
        return (ranked(plan, match, on),)
    in_force = Query.boolean_query([(Occur.Must, match), (Occur.MustNot, not_in_force(on))])
    return _raised(plan, in_force), _layer(_raised(plan, match), Occur.Must, _historic(on))


def _raised(plan: p.Plan, match: Query) -> Query:
    """With what raises the exact script and lowers what is no legislation."""
    query = match
    for token in plan.written:
        query = _layer(query, Occur.Should, _constant(_term("written", token), p.WRITTEN_WEIGHT))
    return _layer(query, Occur.Should, _constant(_term("rank", OTHER_KIND), -p.LEGISLATION_WEIGHT))


def _layer(query: Query, occur: Occur, part: Query) -> Query:
    return Query.boolean_query([(Occur.Must, query), (occur, part)])


def _historic(on: int) -> Query:
    return _constant(not_in_force(on), -p.IN_FORCE_TIER)


def _works(keys: list[int]) -> Query:
    return _any(_term("work_key", key) for key in keys)


def outside_works(query: Query, keys: list[int]) -> Query:
    """The query without the works already found."""
    return Query.boolean_query([(Occur.Must, query), (Occur.MustNot, _works(keys))])


def inside_works(query: Query, keys: list[int]) -> Query:
    """The query within some works."""
    return _every((query, _constant(_works(keys))))
