"""The inside of one HKLM unit: elements into nodes, each with an anchor that aligns the languages.

An anchor is the ``temporalId``; inside a definition the English defined term is added, because the
English text orders definitions by the alphabet and the Chinese text by strokes; what still repeats
gets an ordinal. (HKLM schema 1.0; ``design/search.md``, *Model*.)
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from foreign_law.importers.inline import InlineText
from foreign_law.importers.parsed import Node, TermPair
from i18n import languages

LEVELS = frozenset(
    [
        "article",
        "chapter",
        "division",
        "item",
        "paragraph",
        "part",
        "preliminary",
        "section",
        "subdivision",
        "subparagraph",
        "subsection",
    ]
)
NOTES = frozenset(
    ["commencementNote", "editorialNote", "referenceNote", "sourceNote", "statutoryNote", "note"]
)
TEXTS = {
    "leadIn": "leadIn",
    "content": "content",
    "continued": "continued",
    "proviso": "proviso",
    "text": "text",
}
WRAPPERS = frozenset(
    [
        "quotedStructure",
        "amendingFormula",
        "modifyingFormula",
        "center",
        "column",
        "enactingFormula",
        "preamble",
        "recital",
    ]
)
BLOCKS = LEVELS | frozenset(TEXTS) | WRAPPERS | {"def", "table", "heading", "p", "schedule"}
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
STATUTORY = frozenset({"statutoryNote"})


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for comments and instructions."""
    return _local(element.tag)


@lru_cache(maxsize=1024)
def _local(tag: object) -> str:
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def slug_of(term: str) -> str:
    """A defined term as part of an anchor: ``data user`` gives ``data-user``."""
    return re.sub(r"[^0-9a-z\u3400-\u9fff]+", "-", term.lower()).strip("-")


@dataclass
class BodyReader:
    """Reads one unit. ``language`` is the code of the document's language."""

    language: str
    nodes: list[Node] = field(default_factory=list)
    terms: list[TermPair] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)
    heading: str = ""
    number_label: str = ""
    key: str = ""

    def read(self, unit: etree._Element, key: str) -> None:
        """Fill number, heading and nodes from a unit; its own number and heading are not nodes."""
        self.key = key
        self.seen[key] = 1
        for child in unit:
            name = local(child)
            if name == "num" and not self.number_label:
                self.number_label = self.words(child, key, 0)
            elif name == "heading" and not self.heading:
                self.heading = self.words(child, key, 0)
            elif name:
                self.block(child, name, key, 0, "")
        self.nodes = [node for node in self.nodes if node.get("num") or node.get("text") or node.get("rows")]

    def words(self, element: etree._Element, anchor: str, level: int) -> str:
        """The running text of an element without children that stand apart; notes inside become nodes."""
        collected = InlineText()
        notes: list[etree._Element] = []
        self._inline(element, collected, notes)
        for note in notes:
            self._note(note, anchor, level)
        return str(collected)

    def block(self, element: etree._Element, name: str, anchor: str, level: int, term: str) -> None:
        """Add the nodes of one element that stands apart; its name is asked of the tree once."""
        if name in LEVELS or name == "schedule":
            self._level(element, name, anchor, level, term)
        elif name in NOTES:
            self._note(element, anchor, level)
        elif name == "def":
            self._definition(element, anchor, level)
        elif name == "table":
            self._table(element, anchor, level)
        elif name in WRAPPERS:
            self._mixed(element, anchor, level + (name == "quotedStructure"), term, "quote")
        elif name == "action":
            self._mixed(element, anchor, level, term, "instruction")
        else:
            self._mixed(
                element, anchor, level, term, TEXTS.get(name, "heading" if name == "heading" else "text")
            )

    def _level(self, element: etree._Element, kind: str, anchor: str, level: int, term: str) -> None:
        anchor = self._anchor(element, term) or anchor
        node: Node = {"a": anchor, "kind": kind, "level": level + 1}
        position = len(self.nodes) + 1
        self.nodes.append(node)
        for child in element:
            name = local(child)
            if name == "num":
                node["num"] = self.words(child, anchor, level + 1)
            elif name:
                self.block(child, name, anchor, level + 1, term)
        self._join_first_text(node, position)

    def _join_first_text(self, node: Node, position: int) -> None:
        """The first words of a numbered paragraph stand beside its number."""
        following = self.nodes[position] if position < len(self.nodes) else None
        if following and following["a"] == node["a"] and following["kind"] in ("leadIn", "content", "text"):
            for name in ("text", "links"):
                if name in following:
                    node[name] = following[name]
            del self.nodes[position]

    def _anchor(self, element: etree._Element, term: str) -> str:
        temporal = element.get("temporalId")
        if not temporal:
            return ""
        anchor = f"{temporal}~{term}" if term else temporal
        self.seen[anchor] += 1
        return anchor if self.seen[anchor] == 1 else f"{anchor}~{self.seen[anchor]}"

    def _definition(self, element: etree._Element, anchor: str, level: int) -> None:
        own, foreign = self._defined(element)
        english = own if self.language == "en" else foreign.get("en", [])
        term = slug_of((english or own or [element.get("name") or "term"])[0])
        named = f"{anchor}~{term}"
        self.seen[named] += 1
        if self.seen[named] > 1:
            named = f"{named}~{self.seen[named]}"
        for language, words in foreign.items():
            if len(words) == len(own):
                self.terms += [
                    TermPair(self.key, ((self.language, mine), (language, theirs)))
                    for mine, theirs in zip(own, words, strict=True)
                ]
        self._mixed(element, named, level + 1, term, "def")

    def _defined(self, element: etree._Element) -> tuple[list[str], dict[str, list[str]]]:
        """The terms that a definition defines: in the language of the document, and by other language."""
        own: list[str] = []
        foreign: dict[str, list[str]] = {}
        for child in element.iter("{*}term"):
            if not self._belongs(child, element):
                continue
            collected = InlineText()
            self._inline(child, collected, [])
            words = str(collected)
            tag = child.get(XML_LANG)
            language = (languages.from_tag(tag) or "") if tag else self.language
            if language == self.language:
                own.append(words)
            elif language and words:
                foreign.setdefault(language, []).append(words)
        return own, foreign

    @staticmethod
    def _belongs(term: etree._Element, definition: etree._Element) -> bool:
        parent = term.getparent()
        while parent is not None and parent is not definition:
            if local(parent) not in ("leadIn", "content", "b", "i", "inline"):
                return False
            parent = parent.getparent()
        return True

    def _mixed(self, element: etree._Element, anchor: str, level: int, term: str, kind: str) -> None:
        """Text with blocks inside: each run of words becomes a node, each block its own."""
        collected = InlineText()
        notes: list[etree._Element] = []
        collected.add(element.text)
        for child in element:
            name = local(child)
            if name in BLOCKS or (name in NOTES and name in STATUTORY):
                self._flush(collected, notes, anchor, level, kind)
                collected, notes = InlineText(), []
                self.block(child, name, anchor, level, term)
            elif name:
                self._inline_child(child, name, collected, notes)
            collected.add(child.tail)
        self._flush(collected, notes, anchor, level, kind)

    def _flush(
        self, collected: InlineText, notes: list[etree._Element], anchor: str, level: int, kind: str
    ) -> None:
        if collected:
            node: Node = {"a": anchor, "kind": kind, "level": level, "text": str(collected)}
            if collected.links:
                node["links"] = collected.links
            self.nodes.append(node)
        for note in notes:
            self._note(note, anchor, level)

    def _note(self, element: etree._Element, anchor: str, level: int) -> None:
        collected = InlineText()
        inner: list[etree._Element] = []
        self._inline(element, collected, inner)
        self._flush(collected, inner, anchor, level, "note")

    def _inline(self, element: etree._Element, collected: InlineText, notes: list[etree._Element]) -> None:
        collected.add(element.text)
        for child in element:
            if name := local(child):
                self._inline_child(child, name, collected, notes)
            collected.add(child.tail)

    def _inline_child(
        self, child: etree._Element, name: str, collected: InlineText, notes: list[etree._Element]
    ) -> None:
        if name in NOTES:
            notes.append(child)
        elif name in ("marker", "br", "img", "fillIn", "checkBox"):
            collected.add(" \n" if name == "br" else " ")
            self._inline(child, collected, notes)
        else:
            start = collected.mark()
            self._inline(child, collected, notes)
            if name == "ref" and child.get("href"):
                collected.link(start, child.get("href") or "")
            if name in BLOCKS:
                collected.add(" ")

    def _table(self, element: etree._Element, anchor: str, level: int) -> None:
        rows: list[list[str]] = []
        for row in element.iter("{*}tr"):
            cells = [self.words(cell, anchor, level) for cell in row if local(cell) in ("td", "th")]
            if any(cells):
                rows.append(cells)
        if rows:
            self.nodes.append({"a": anchor, "kind": "table", "level": level, "rows": rows})
