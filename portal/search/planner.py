"""From the text of a query to a plan. Pure: no engine, no database, no settings."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from i18n.folding import fold
from portal.search import syntax
from portal.search.analysis.written import written_in_query
from portal.search.matching import ANALYSES, matches
from portal.search.plan import (
    All,
    Citation,
    Either,
    Everything,
    Expansion,
    Filters,
    Keyword,
    Match,
    Node,
    Not,
    Notice,
    Plan,
    Run,
    Years,
)

MAX_ITEMS = 32
"""Words of a query that are used; a legal sentence pasted whole is longer than any search needs."""
MAX_WRITTEN = 16
LONGEST_TERM = 6
"""Words of the longest term offered to the term base."""

Expander = Callable[[str], Iterable[Expansion]]

_PLACES = {"hk": ("hk", "cn-hk"), "mo": ("mo", "cn-mo"), "cn": ("cn",)}
_LANGUAGES = {
    "zh": ("zh-hant", "zh-hans"), "tc": ("zh-hant",), "sc": ("zh-hans",), "zh-hk": ("zh-hant",),
    "zh-mo": ("zh-hant",), "zh-tw": ("zh-hant",), "zh-cn": ("zh-hans",), "pt-mo": ("pt",), "pt-pt": ("pt",),
}  # fmt: skip
_YEARS = re.compile(r"(\d{1,4})(?:(?:\.\.|-|–|/)(\d{1,4}))?")
_NUMBER = re.compile(r"\d+[a-z]*")


def integer_date(on: date) -> int:
    """2015-01-31 → 20150131."""
    return on.year * 10_000 + on.month * 100 + on.day


@dataclass(frozen=True, slots=True)
class Term:
    """Words side by side that the term base knows as one term; mostly a single word."""

    items: tuple[syntax.Words, ...]

    @property
    def text(self) -> str:
        return " ".join(item.text.strip() for item in self.items)


def plan_query(
    text: str,
    *,
    filters: Filters | None = None,
    recognise: syntax.Recogniser | None = None,
    expander: Expander | None = None,
    expand: bool = True,
    without: Collection[str] = (),
) -> Plan:
    """Read a query and say what to find. Never raises, whatever the text.

    `recognise` finds citations before anything else is read; `expander` gives the terms in other languages
    for a term as typed. With `expand` off, or for the forms in `without`, expansions are listed but not used.
    """
    return _Planner(text, filters or Filters(), expander, expand, frozenset(without)).plan(recognise)


class _Planner:
    """Collects the parts of one plan."""

    def __init__(
        self, text: str, filters: Filters, expander: Expander | None, expand: bool, without: frozenset[str]
    ) -> None:
        self.text, self.filters, self.expander = text, filters, expander
        self.expand, self.without = expand, without
        self.notices: list[Notice] = []
        self.expansions: list[Expansion] = []
        self.marks: list[Run] = []
        self.citations: list[str] = []
        self.as_typed: list[str] = []

    def plan(self, recognise: syntax.Recogniser | None) -> Plan:
        items = syntax.read(self.text, recognise)
        if len(self.text) > syntax.MAX_QUERY:
            self.notices.append(Notice("too_long", {"limit": syntax.MAX_QUERY}))
        if len(items) > MAX_ITEMS:
            items = items[:MAX_ITEMS]
            self.notices.append(Notice("too_many_words", {"limit": MAX_ITEMS}))
        root = self._root(items)
        if root is None and self.text.strip():
            self.notices.append(Notice("nothing_to_find"))
        return Plan(
            query=self.text[: syntax.MAX_QUERY],
            root=root,
            filters=self.filters,
            written=written_in_query(" ".join(self.as_typed), ANALYSES)[:MAX_WRITTEN],
            marks=tuple(dict.fromkeys(self.marks)),
            expansions=tuple(dict.fromkeys(self.expansions)),
            citations=tuple(dict.fromkeys(self.citations)),
            notices=tuple(self.notices),
        )

    def _root(self, items: list[syntax.Item]) -> Node | None:
        """AND of the alternatives; OR binds its two neighbours; citations side by side are alternatives."""
        parts: list[Node] = []
        cited: list[Node] = []
        for alternatives in self._terms(list(_alternatives(items))):
            nodes = [node for item in alternatives if (node := self._node(item)) is not None]
            if (
                len(alternatives) == 1
                and isinstance(alternatives[0], syntax.Cited)
                and not alternatives[0].negative
            ):
                cited += nodes
            elif nodes:
                parts.append(nodes[0] if len(nodes) == 1 else Either(tuple(nodes)))
        if cited:
            parts.append(cited[0] if len(cited) == 1 else Either(tuple(cited)))
        if not parts:
            narrowed = self.filters != Filters(latest_only=self.filters.latest_only)
            return Everything() if narrowed and not self._asked_words(items) else None
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _terms(self, groups: list[list[syntax.Item]]) -> Iterator[list[syntax.Item | Term]]:
        """Put plain words into terms: the longest that the term base knows, never across an operator."""
        place = 0
        while place < len(groups):
            run: list[syntax.Words] = []
            for group in groups[place : place + LONGEST_TERM]:
                if len(group) > 1 or not _is_plain(group[0]):
                    break
                run += [item for item in group if isinstance(item, syntax.Words)]
            while len(run) > 1 and not any(self._known(Term(tuple(run)).text)):
                run.pop()
            if run:
                yield [Term(tuple(run))]
                place += len(run)
                continue
            yield [
                Term((item,)) if isinstance(item, syntax.Words) and _is_plain(item) else item
                for item in groups[place]
            ]
            place += 1

    @staticmethod
    def _asked_words(items: list[syntax.Item]) -> bool:
        return any(isinstance(item, syntax.Words) and item.field != "on" for item in items)

    def _node(self, item: syntax.Item | Term) -> Node | None:
        if isinstance(item, Term):
            return self._term(item)
        if isinstance(item, syntax.Cited):
            node: Node | None = self._cited(item)
        elif isinstance(item, syntax.Words):
            node = self._field(item) if item.field else self._words(item)
        else:
            return None
        return Not(node) if node is not None and item.negative else node

    def _cited(self, item: syntax.Cited) -> Node:
        mentions = matches(item.text, quoted=True)
        if not item.negative:
            self.citations.append(item.id)
            self.marks += [run for match in mentions for run in match.alternatives]
        return Either((Citation(item.id), *mentions))

    def _words(self, item: syntax.Words) -> Node | None:
        found = matches(item.text, quoted=item.quoted, in_title=item.field == "title")
        if not found:
            return None
        if not item.negative:
            self.as_typed.append(item.text)
            self.marks += [run for match in found for run in match.alternatives]
        return found[0] if len(found) == 1 else All(tuple(found))

    def _term(self, term: Term) -> Node | None:
        nodes = [node for item in term.items if (node := self._words(item)) is not None]
        if not nodes:
            return None
        typed: Node = nodes[0] if len(nodes) == 1 else All(tuple(nodes))
        known = [self._switched(expansion) for expansion in self._known(term.text)]
        self.expansions += known
        added: list[Match] = []
        for expansion in known:
            if expansion.used:
                added += matches(
                    expansion.form, quoted=True, weight=expansion.weight, analyses=(expansion.language,)
                )
        self.marks += [run for match in added for run in match.alternatives]
        return Either((typed, *added)) if added else typed

    def _known(self, text: str) -> Iterator[Expansion]:
        """The expansions of a term that are forms other than the one typed."""
        for expansion in self.expander(text) if self.expander else ():
            if expansion.degree in ("same", "near") and fold(expansion.form) != fold(text):
                yield expansion

    def _switched(self, expansion: Expansion) -> Expansion:
        return replace(expansion, used=self.expand and expansion.form not in self.without)

    def _field(self, item: syntax.Words) -> Node | None:
        value = fold(item.text).strip()
        if not any(character.isalnum() for character in value):
            return self._words(replace(item, text=f"{item.field} {item.text}", field=""))
        if item.field == "title":
            return self._words(item)
        if item.field == "on":
            self._on(value)
            return None
        if item.field == "year":
            return self._year(value)
        return Keyword(*_keyword(item.field, value))

    def _on(self, value: str) -> None:
        try:
            on = date.fromisoformat(value)
        except ValueError:
            self.notices.append(Notice("bad_date", {"value": value[:40]}))
        else:
            self.filters = replace(self.filters, on=integer_date(on), latest_only=False)

    def _year(self, value: str) -> Node | None:
        found = _YEARS.fullmatch(value)
        if found is None:
            self.notices.append(Notice("bad_year", {"value": value[:40]}))
            return None
        first = int(found.group(1))
        return Years(first, int(found.group(2) or first))


def _is_plain(item: syntax.Item) -> bool:
    return isinstance(item, syntax.Words) and not item.field and not item.negative


def _keyword(field: str, value: str) -> tuple[str, tuple[str, ...]]:
    if field == "cap":
        return "citations", (f"hk:cap:{value.removeprefix('cap').strip(' .')}",)
    if field == "art":
        found = _NUMBER.search(value)
        return "number", (found.group() if found else value,)
    if field == "lang":
        return "language", _LANGUAGES.get(value, (value,))
    if field == "jur":
        return "jurisdiction", _PLACES.get(value, (value,))
    return field, (value,)


def _alternatives(items: Sequence[syntax.Item]) -> Iterator[list[syntax.Item]]:
    """Split at AND: each list holds the items that OR joins (mostly one)."""
    joined = False
    current: list[syntax.Item] = []
    for item in items:
        if isinstance(item, syntax.Or):
            joined = bool(current)
        elif joined or not current:
            current.append(item)
            joined = False
        else:
            yield current
            current = [item]
    if current:
        yield current
