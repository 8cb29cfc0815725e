"""What a reader hands over: plain values, no tables, no clock."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from foreign_law.rules.refusals import Reason, Refusal

Node = dict[str, Any]
"""A piece of a body: anchor ``a``, ``kind``, ``level``, ``num``, ``text``, ``links``, ``rows``, ``marks``."""


class Refused(Refusal):
    """A file that does not go in."""


class UnknownKind(Refused):
    """A file that is neither Hong Kong e-Legislation XML nor a Macao text."""


@dataclass(frozen=True)
class Received:
    """A file as it was received: its name (``archive.zip!member`` inside an archive) and its bytes.

    ``address``: where it came from, if whoever brings it in says so. ``trusted``: whoever brings it in vouches for what
    the file says of its own authenticity.
    """

    name: str
    data: bytes
    named: bool = True
    archive: str = ""
    address: str = ""
    trusted: bool = False

    @cached_property
    def digest(self) -> str:
        """SHA-256 in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def file_name(self) -> str:
        """The last part of the name."""
        return self.name.replace("!", "/").rsplit("/", 1)[-1]


@dataclass(frozen=True)
class ParsedInstrument:
    """The work."""

    jurisdiction: str
    slug: str
    citation_id: str
    kind: str
    number: str = ""
    year: int | None = None
    gazette_number: str = ""
    published_date: date | None = None
    approved_by_citation: str = ""


@dataclass
class ParsedNote:
    """A status note of the publisher on a paragraph."""

    anchor: str
    mark: str
    text: str
    citation_id: str = ""
    status: str = ""


@dataclass
class ParsedProvision:
    """One unit of reading as one file gives it."""

    key: str
    unit: str
    number: str
    number_label: str
    heading: str
    order: int
    status: str
    body: list[Node]
    parent_key: str = ""
    reason: str = ""
    source_key: str = ""
    start_period: date | None = None
    path: list[dict[str, str]] = field(default_factory=list)
    notes: list[ParsedNote] = field(default_factory=list)

    @cached_property
    def text(self) -> str:
        """The words of the provision, a line for each node, without editorial notes."""
        return "\n".join(filter(None, (node_text(node) for node in self.body if node["kind"] != "note")))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of number, heading, status and body; links are the publisher's, not the law's."""
        nodes = [{k: v for k, v in node.items() if k != "links"} for node in self.body]
        notes = [[note.anchor, note.mark, note.text] for note in self.notes]
        content = [self.number_label, self.heading, self.status, nodes, notes]
        return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class TermPair:
    """A defined term in two languages of one work: two (language code, term) pairs."""

    defining_key: str
    forms: tuple[tuple[str, str], tuple[str, str]]


@dataclass
class ParsedDocument:
    """A language version of a work on a date. ``provisions`` is read once; the lists fill up meanwhile.

    ``from_another_hand``: not in the publisher's form, so it replaces no text that is worth more, whoever vouches for it.
    """

    received: Received
    instrument: ParsedInstrument
    language: str
    authenticity: str
    title: str
    short_citation: str
    currency: str
    provisions: Iterator[ParsedProvision]
    held_date: date | None = None
    excerpt: bool = False
    address: str = ""
    publisher: str = ""
    attribution: str = ""
    outline: list[dict[str, Any]] = field(default_factory=list)
    notes: list[dict[str, str]] = field(default_factory=list)
    terms: list[TermPair] = field(default_factory=list)
    warnings: list[Reason] = field(default_factory=list)
    from_another_hand: bool = False


@dataclass
class ParsedSummary:
    """The official summary of a judgment in one language."""

    received: Received
    jurisdiction: str
    court: str
    number: str
    year: int
    suffix: str
    citation_id: str
    language: str
    authenticity: str
    title: str
    subjects: list[str]
    paragraphs: list[dict[str, str]]
    decided_date: date | None = None
    link: str = ""
    publisher: str = ""
    attribution: str = ""
    warnings: list[Reason] = field(default_factory=list)


def node_text(node: Node) -> str:
    """Number and words of one node; the cells of a table are joined by spaces."""
    cells = " ".join(cell for row in node.get("rows", ()) for cell in row if cell)
    return " ".join(filter(None, (node.get("num", ""), node.get("text", ""), cells)))
