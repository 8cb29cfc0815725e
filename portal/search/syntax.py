"""The query language as a tree: what the reader asked, before any analysis.

    "phrase"   -word   AND by default   OR between two neighbours
    title: cap: art: court: year: lang: jur:   on:YYYY-MM-DD

Nothing in a query is an error. What cannot be read as an operator is read as words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

MAX_QUERY = 512
"""Characters of a query that are read; the rest is dropped, and the plan says so."""

FIELDS = ("title", "cap", "art", "court", "year", "lang", "jur", "on")
_QUOTES = {'"': '"', "“": "”", "「": "」", "『": "』", "«": "»", "＂": "＂", "《": "》"}
_FIELD = re.compile(rf"({'|'.join(FIELDS)})[:：]", re.IGNORECASE)
_SPACE = re.compile(r"[\s\x00-\x1f\x7f\u200b-\u200f\u2028-\u202f\u2060\ufeff]+")
_NEGATION = re.compile(r"[-−－](?=[^\s\-−－])")


class CitationSpan(Protocol):
    """A citation found in a text: half-open offsets in characters and its normalised id.

    An attribute `provision` (`s2`, `art5`), where there is one, narrows it to a place in the act.
    """

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def id(self) -> str: ...


Recogniser = Callable[[str], Sequence[CitationSpan]]


@dataclass(frozen=True, slots=True)
class Words:
    """A word or an unbroken run as typed; `quoted` keeps several words together as a phrase."""

    text: str
    quoted: bool = False
    negative: bool = False
    field: str = ""


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation as typed and the ids it stands for."""

    text: str
    id: str
    negative: bool = False


@dataclass(frozen=True, slots=True)
class Or:
    """The word OR between two items."""


Item = Words | Cited | Or


def read(text: str, recognise: Recogniser | None = None) -> list[Item]:
    """Read the first `MAX_QUERY` characters of a query into items, in order. Never raises on any text."""
    text = text[:MAX_QUERY]
    found = sorted(recognise(text), key=lambda span: span.start) if recognise else []
    return _Reader(text, found).items()


def citation_id(span: CitationSpan) -> str:
    """The id under which a unit answers to the citation: `hk:cap:486`, or `hk:cap:486:s2` with a place."""
    provision = getattr(span, "provision", "")
    return f"{span.id}:{provision}".lower() if provision else span.id.lower()


class _Reader:
    """One pass from left to right over the text."""

    def __init__(self, text: str, citations: Sequence[CitationSpan]) -> None:
        self.text = text
        self.place = 0
        self.citations = {span.start: span for span in citations if span.end > span.start}

    def items(self) -> list[Item]:
        found: list[Item] = []
        while self._skip_space():
            item = self._item()
            if item is not None:
                found.append(item)
        return found

    def _skip_space(self) -> bool:
        space = _SPACE.match(self.text, self.place)
        if space:
            self.place = space.end()
        return self.place < len(self.text)

    def _item(self) -> Item | None:
        negation = _NEGATION.match(self.text, self.place)
        if negation:
            self.place = negation.end()
        negative = negation is not None
        span = self.citations.get(self.place)
        if span is not None:
            self.place = span.end
            return Cited(self.text[span.start : span.end], citation_id(span), negative)
        field = _FIELD.match(self.text, self.place)
        name = ""
        if field:
            self.place, name = field.end(), field.group(1).lower()
        if self.place < len(self.text) and self.text[self.place] in _QUOTES:
            return self._quoted(negative, name)
        return self._bare(negative, name)

    def _quoted(self, negative: bool, name: str) -> Item | None:
        closing = _QUOTES[self.text[self.place]]
        end = self.text.find(closing, self.place + 1)
        end = len(self.text) if end < 0 else end
        inner = self.text[self.place + 1 : end]
        self.place = end + 1
        return Words(inner, quoted=True, negative=negative, field=name) if inner.strip() else None

    def _bare(self, negative: bool, name: str) -> Item | None:
        start = self.place
        while self.place < len(self.text):
            character = self.text[self.place]
            at_start = self.place == start
            if _SPACE.match(character) or (
                not at_start and (character in _QUOTES or self.place in self.citations)
            ):
                break
            self.place += 1
        text = self.text[start : self.place]
        if text == "OR" and not negative and not name:
            return Or()
        return Words(text, negative=negative, field=name) if text else None
