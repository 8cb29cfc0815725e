"""The brute-force engine: a scan over the same tokens. Slow, obvious, and the measure of every other engine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from sys import intern

from portal.search import plan as p
from portal.search.engine import ALL_FACETS, Build, Health, Page, Stamp
from portal.search.units import Group, Hit, Prepared, Result, Unit, work_key


@dataclass(frozen=True, slots=True)
class _Scanned:
    """A unit with its tokens in lists."""

    unit: Unit
    heading: list[str]
    body: list[str]
    title: list[str]
    written: frozenset[str]


def _tokens(joined: str) -> list[str]:
    return [intern(token) for token in joined.split()]


def _scanned(unit: Prepared) -> _Scanned:
    heading, body, title = _tokens(unit.heading), _tokens(unit.body), _tokens(unit.title)
    return _Scanned(unit.unit, heading, body, title, frozenset(unit.written.split()))


def _occurrences(run: p.Run, tokens: list[str]) -> int:
    """How often the run stands in the tokens."""
    wanted, length = list(run.tokens), len(run.tokens)
    if not run.prefix:
        if wanted[0] not in tokens:
            return 0
        return sum(tokens[place : place + length] == wanted for place in range(len(tokens) - length + 1))
    start, last = wanted[:-1], wanted[-1]
    return sum(
        tokens[place : place + length - 1] == start and tokens[place + length - 1].startswith(last)
        for place in range(len(tokens) - length + 1)
    )


def _score(node: p.Node, scanned: _Scanned) -> float | None:
    """The score of a unit under a node; None where it does not match."""
    unit = scanned.unit
    if isinstance(node, p.Match):
        return _match_score(node, scanned)
    if isinstance(node, p.Everything):
        return 0.0
    if isinstance(node, p.Not):
        return 0.0 if _score(node.part, scanned) is None else None
    if isinstance(node, p.Citation):
        pinned = node.id in unit.citations
        return p.PINNED_TIER if pinned else (0.0 if node.id in unit.cites else None)
    if isinstance(node, p.Years):
        return 0.0 if node.first <= unit.year <= node.last else None
    if isinstance(node, p.Keyword):
        return 0.0 if _has_keyword(node, unit) else None
    scores = [_score(part, scanned) for part in node.parts]
    matched = [score for score in scores if score is not None]
    if isinstance(node, p.All):
        return sum(matched) if len(matched) == len(scores) else None
    return sum(matched) if matched else None


def _match_score(node: p.Match, scanned: _Scanned) -> float | None:
    """Saturating term frequency, the heading counted `HEADING_WEIGHT` times."""
    other = scanned.title if node.in_title else scanned.body
    heading = sum(_occurrences(run, scanned.heading) for run in node.alternatives)
    elsewhere = sum(_occurrences(run, other) for run in node.alternatives)
    if not heading and not elsewhere:
        return None
    return node.weight * (p.HEADING_WEIGHT * heading / (heading + 1) + elsewhere / (elsewhere + 1))


def _has_keyword(node: p.Keyword, unit: Unit) -> bool:
    if node.field in ("citations", "tags"):
        return not set(node.values).isdisjoint(getattr(unit, node.field))
    held = unit.number_or_derived() if node.field == "number" else getattr(unit, node.field)
    return held in node.values


def _passes(filters: p.Filters, unit: Unit, on: int) -> bool:
    return (
        all(_has_keyword(p.Keyword(name, values), unit) for name, values in filters.values.items() if values)
        and (filters.years is None or filters.years.first <= unit.year <= filters.years.last)
        and (filters.on is None or unit.valid_on(filters.on))
        and (unit.latest or not filters.latest_only)
        and (filters.in_force is None or unit.in_force_on(on) == filters.in_force)
    )


class OracleBuild:
    """Units gathered in memory."""

    def __init__(self) -> None:
        self.units: dict[str, _Scanned] = {}

    def upsert(self, units: Iterable[Prepared]) -> int:
        count = 0
        for count, unit in enumerate(units, start=1):  # noqa: B007
            self.units[unit.unit.uid] = _scanned(unit)
        return count

    def discard(self) -> None:
        self.units = {}


class OracleEngine:
    """`SearchEngine` over a dictionary."""

    def __init__(self) -> None:
        self._held: dict[str, _Scanned] = {}
        self._waiting: dict[str, _Scanned | None] = {}
        self._stamp = Stamp("oracle", 0)

    def begin(self, schema: str) -> Build:
        return OracleBuild()

    def swap(self, build: Build) -> Stamp:
        if not isinstance(build, OracleBuild):
            raise TypeError("this build belongs to another engine")
        self._held, self._waiting = dict(build.units), {}
        return self._next()

    def _next(self) -> Stamp:
        self._stamp = Stamp("oracle", self._stamp.commit + 1)
        return self._stamp

    def upsert(self, units: Iterable[Prepared]) -> int:
        fresh = {unit.unit.uid: _scanned(unit) for unit in units}
        self._waiting.update(fresh)
        return len(fresh)

    def delete(self, uids: Iterable[str]) -> int:
        named = list(uids)
        self._waiting.update(dict.fromkeys(named))
        return len(named)

    def commit(self) -> Stamp:
        for uid, scanned in self._waiting.items():
            if scanned is None:
                self._held.pop(uid, None)
            else:
                self._held[uid] = scanned
        self._waiting = {}
        return self._next()

    def search(self, plan: p.Plan, *, facets: Sequence[str], on: int, page: Page) -> Result:
        if unknown := set(facets) - set(ALL_FACETS):
            raise ValueError(f"no such facet: {', '.join(sorted(unknown))}")
        on = plan.filters.on or on
        hits = _in_order(list(self._hits(plan, on)), page)
        counted = {name: dict(Counter(one for hit in hits for one in _facet(hit, name))) for name in facets}
        for counts in counted.values():
            counts.pop("", None)
        groups = _groups(hits, page)
        first = (page.number - 1) * page.size
        shown = groups[first : first + page.size]
        return Result(len(hits), tuple(shown), counted, page.number, len(groups) > first + page.size)

    def _hits(self, plan: p.Plan, on: int) -> Iterable[Hit]:
        if plan.root is None:
            return
        for scanned in self._held.values():
            score = _score(plan.root, scanned)
            if score is None or not _passes(plan.filters, scanned.unit, on):
                continue
            in_force = scanned.unit.in_force_on(on)
            score += p.WRITTEN_WEIGHT * len(scanned.written.intersection(plan.written))
            score += p.IN_FORCE_TIER * in_force
            score += p.LEGISLATION_WEIGHT * (scanned.unit.kind in p.LEGISLATION_KINDS)
            yield Hit(scanned.unit, score, in_force)

    def health(self) -> Health:
        return Health(
            bool(self._held), "oracle", len(self._held), 0, self._stamp, "" if self._held else "empty"
        )


def _in_order(hits: list[Hit], page: Page) -> list[Hit]:
    """Best first; or round the ring, from the place of the turn."""
    if page.turn is None or not hits:
        return sorted(hits, key=lambda hit: (-hit.score, hit.unit.uid))
    ring = sorted(hits, key=lambda hit: work_key(hit.unit.work))
    first = page.turn % len(ring)
    return ring[first:] + ring[:first]


def _facet(hit: Hit, name: str) -> tuple[str, ...]:
    if name == "in_force":
        return ("yes" if hit.in_force else "no",)
    if name == "year":
        return (str(hit.unit.year) if hit.unit.year else "",)
    if name == "tags":
        return hit.unit.tags
    return (str(getattr(hit.unit, name)),)


def _groups(hits: list[Hit], page: Page) -> list[Group]:
    if not page.grouped:
        return [Group(hit.unit.work, 1, (hit,)) for hit in hits]
    by_work: dict[str, list[Hit]] = {}
    for hit in hits:
        by_work.setdefault(hit.unit.work, []).append(hit)
    return [Group(work, len(found), tuple(found[: page.per_work])) for work, found in by_work.items()]
