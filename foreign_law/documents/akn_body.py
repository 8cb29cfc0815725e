"""The text of a work as Akoma Ntoso elements: divisions, units, paragraphs, tables, remarks.

What the schema has no word for stands in attributes of the library's own namespace, so that nothing is lost on the
way back. A paragraph is a hierarchical element; words before its parts are ``intro``, words after them ``wrapUp``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from foreign_law.rules.akn_words import AKN, CONTAINERS, ELEMENTS, LIBRARY
from foreign_law.rules.law_document import Entry, Node, Remark, WholeProvision

_REMOVED = frozenset({"repealed", "omitted", "expired"})


def el(tag: str, /, **attributes: str) -> etree._Element:
    """An element of Akoma Ntoso; empty attributes are left out."""
    return etree.Element(f"{{{AKN}}}{tag}", {k: v for k, v in attributes.items() if v})


def own(element: etree._Element, /, **attributes: str) -> etree._Element:
    """Give attributes of the library's own namespace; empty ones are left out."""
    for name, value in attributes.items():
        if value:
            element.set(f"{{{LIBRARY}}}{name}", value)
    return element


def named(kind: str, eid: str = "") -> etree._Element:
    """The hierarchical element for a kind: its own, or a container that bears the kind as its name."""
    name = ELEMENTS.get(kind)
    return el(name, eId=eid) if name else el("hcontainer", name=kind, eId=eid)


@dataclass
class _Box:
    """A paragraph with its parts, in reading order."""

    node: Node | None
    anchor: str
    level: int
    items: list[_Box | Node] = field(default_factory=list)


@dataclass
class BodyWriter:
    """Writes entries; ``remarks`` gathers the notes for the head, ``days`` the dates that texts are known from."""

    used: set[str] = field(default_factory=set)
    defined: set[str] = field(default_factory=set)
    remarks: list[etree._Element] = field(default_factory=list)
    days: set[str] = field(default_factory=set)

    def entry(self, entry: Entry) -> etree._Element:
        """A division with what stands below it, or a provision."""
        below = [self.entry(one) for one in entry.below]
        if entry.type == "division":
            return self._division(entry, below)
        if entry.provision is None:
            made = own(named(entry.kind, self._eid(entry.key)), key=entry.key, unit=entry.kind, held="no")
            self._standing(made, entry.status)
            _put(made, entry.number, entry.heading)
            made.extend(below)
            return made
        return self._provision(entry, entry.provision, below)

    def _division(self, entry: Entry, below: list[etree._Element]) -> etree._Element:
        made = own(named(entry.kind, self._eid(entry.key)), type="division", key=entry.key, kind=entry.kind)
        self._standing(made, entry.status)
        _put(made, entry.number, entry.heading)
        if entry.notes:
            made.append(intro := el("intro"))
            for note in entry.notes:
                intro.append(paragraph := el("p", **{"class": note["kind"]}))
                paragraph.text = note["text"]
        made.extend(below)
        return made

    def _provision(self, entry: Entry, whole: WholeProvision, below: list[etree._Element]) -> etree._Element:
        made = own(
            named(whole.unit, self._eid(whole.key)), key=whole.key, unit=whole.unit, number=whole.number,
            reason=whole.reason, source=whole.source_key,
        )  # fmt: skip
        self._standing(made, whole.status)
        if whole.known_from is not None:
            day = whole.known_from.isoformat()
            self.days.add(day)
            made.set("period", f"#tg-{day}")
        _put(made, whole.number_label, whole.heading)
        marks = self._remarks(whole)
        self._fill(made, boxed(whole.body, whole.key), below, marks)
        return made

    def _standing(self, element: etree._Element, status: str) -> None:
        own(element, status=status)
        if status in _REMOVED:
            element.set("status", "removed")

    def _eid(self, wanted: str) -> str:
        """The identifier, once; a second element of the same name goes without."""
        if wanted in self.used or not wanted or any(char.isspace() for char in wanted):
            return ""
        self.used.add(wanted)
        return wanted

    def _remarks(self, whole: WholeProvision) -> dict[tuple[str, str], str]:
        """The provision's remarks go to the head; returns their identifiers by anchor and mark."""
        places: dict[tuple[str, str], str] = {}
        for number, remark in enumerate(whole.remarks, 1):
            eid = f"note-{whole.key}-{number}"
            self.remarks.append(_note(eid, whole.key, remark))
            places.setdefault((remark.anchor, remark.mark), eid)
        return places

    def _fill(
        self, element: etree._Element, box: _Box, below: Sequence[etree._Element], marks: dict[tuple[str, str], str]
    ) -> None:  # fmt: skip
        """The inside of a paragraph or unit: content alone, or words around the parts."""
        parts = [position for position, item in enumerate(box.items) if isinstance(item, _Box)]
        first, last = (parts[0], parts[-1]) if parts else (len(box.items), len(box.items) - 1)
        alone = not parts and not below
        before: list[etree._Element] = [] if box.node is None else self._own_words(box, marks)
        before += [self._leaf(item, box, marks) for item in box.items[:first] if not isinstance(item, _Box)]
        if before or alone:
            holder = el("content" if alone else "intro")
            holder.extend(before)
            element.append(holder)
        for item in box.items[first : last + 1]:
            element.append(
                self._part(item, marks) if isinstance(item, _Box) else self._between(item, box, marks)
            )
        after = [
            self._leaf(item, box, marks)
            for item in box.items[last + 1 :]
            if parts and not isinstance(item, _Box)
        ]
        if after and not below:
            element.append(wrap := el("wrapUp"))
            wrap.extend(after)
        elif after:
            element.extend(_between(leaf) for leaf in after)
        element.extend(below)

    def _own_words(self, box: _Box, marks: dict[tuple[str, str], str]) -> list[etree._Element]:
        node = box.node or {}
        if not node.get("text") and not node.get("marks"):
            return []
        return [self._words(el("p"), node, marks)]

    def _part(self, box: _Box, marks: dict[tuple[str, str], str]) -> etree._Element:
        node = box.node or {}
        made = named(node["kind"], self._eid(box.anchor))
        own(made, a="" if made.get("eId") else box.anchor, kind=node["kind"], level=str(node.get("level", 0)))
        _put(made, node.get("num", ""), "")
        self._fill(made, box, [], marks)
        return made

    def _defined(self, made: etree._Element, node: Node) -> int:
        """The term that an English definition opens with becomes ``def``; returns where the rest begins."""
        anchor = str(node.get("a", ""))
        slug = anchor.partition("~")[2]
        if not slug or not slug.isascii() or anchor in self.defined:
            return 0
        self.defined.add(anchor)
        words = re.escape(slug).replace(r"\-", r"[^0-9A-Za-z]+")
        found = re.match(words, str(node.get("text", "")), re.IGNORECASE)
        if found is None or not found.end():
            return 0
        made.append(term := el("def"))
        term.text = found[0]
        return found.end()

    def _between(self, node: Node, box: _Box, marks: dict[tuple[str, str], str]) -> etree._Element:
        return _between(self._leaf(node, box, marks))

    def _leaf(self, node: Node, box: _Box, marks: dict[tuple[str, str], str]) -> etree._Element:
        made = self._table(node) if node.get("rows") else self._words(el("p"), node, marks)
        made.set("class", node["kind"])
        anchor = str(node.get("a", ""))
        own(made, a=anchor if anchor != box.anchor else "", num=node.get("num", ""))
        if node.get("level", 0) != box.level:
            own(made, level=str(node.get("level", 0)))
        return made

    def _table(self, node: Node) -> etree._Element:
        table = el("table")
        for row in node["rows"]:
            table.append(line := el("tr"))
            for cell in row:
                line.append(place := el("td"))
                place.append(words := el("p"))
                words.text = cell
        return table

    def _words(self, made: etree._Element, node: Node, marks: dict[tuple[str, str], str]) -> etree._Element:
        """Running text with its references and the marks of remarks."""
        text, position = str(node.get("text", "")), self._defined(made, node)
        for start, end, href in sorted(node.get("links", ())):
            if start < position or end > len(text):
                continue
            _append(made, text[position:start])
            made.append(ref := el("ref", href=str(href)))
            ref.text = text[start:end]
            position = end
        _append(made, text[position:])
        for mark in node.get("marks", ()):
            target = marks.get((str(node.get("a", "")), mark), "")
            made.append(own(el("noteRef", marker=mark, href=f"#{target}" if target else "#"), mark=mark))
        return made


def boxed(body: Sequence[Node], key: str) -> _Box:
    """The nodes of a body, hung below one another by their levels; reading order is kept."""
    top = _Box(None, key, 0)
    above = [top]
    for node in body:
        level = int(node.get("level", 0))
        if node["kind"] in CONTAINERS:
            while len(above) > 1 and above[-1].level >= level:
                above.pop()
            box = _Box(node, str(node.get("a", "")), level)
            above[-1].items.append(box)
            above.append(box)
        else:
            while len(above) > 1 and above[-1].level > level:
                above.pop()
            above[-1].items.append(node)
    return top


def _between(leaf: etree._Element) -> etree._Element:
    """Words between two parts."""
    made = own(el("hcontainer", name="text"), type="words")
    made.append(content := el("content"))
    content.append(leaf)
    return made


def _put(element: etree._Element, number: str, heading: str) -> None:
    for name, text in (("num", number), ("heading", heading)):
        if text:
            element.append(made := el(name))
            made.text = text


def _append(element: etree._Element, text: str) -> None:
    """Text after what is there already."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text or None
    else:
        element.text = (element.text or "") + text or None


def _note(eid: str, key: str, remark: Remark) -> etree._Element:
    note = own(el("note", eId=eid, marker=remark.mark), key=key, a=remark.anchor, status=remark.status)
    note.append(paragraph := el("p"))
    if remark.citation_id:
        own(note, cites=remark.citation_id)
    paragraph.text = remark.text
    return note
