"""The body of an Akoma Ntoso act: divisions, units, and their words as nodes in reading order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lxml import etree

from foreign_law.importers.inline import InlineText, settled
from foreign_law.importers.parsed import Node, ParsedNote, ParsedProvision
from foreign_law.rules.akn_words import AKN, HIERARCHY, KINDS, LIBRARY, UNITS
from foreign_law.rules.refusals import Reason, reason

STATUSES = frozenset(
    {"in-force", "not-yet", "repealed", "omitted", "suspended", "expired", "not-in-force", "unstated"}
)
_UNIT_NAMES = {"section": "section", "article": "article", "rule": "section", "clause": "section"}
_LEVEL = re.compile(r"[0-9]{1,2}")
_PREFIX = {"section": "s", "article": "art"}


def lib(element: etree._Element, name: str) -> str:
    """An attribute of the library's own namespace."""
    return element.get(f"{{{LIBRARY}}}{name}") or ""


def local(element: etree._Element) -> str:
    """The name without its namespace; empty for what is not of Akoma Ntoso."""
    tag = element.tag
    return tag[len(AKN) + 2 :] if isinstance(tag, str) and tag.startswith(f"{{{AKN}}}") else ""


@dataclass
class AknWalker:
    """Reads a body. ``exact``: the library wrote it, white space and own attributes count as they stand."""

    meta: etree._Element
    exact: bool
    place: str
    outline: list[dict[str, Any]] = field(default_factory=list)
    warnings: list[Reason] = field(default_factory=list)
    provisions: list[ParsedProvision] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    order: int = 0

    def read(self, body: etree._Element) -> list[ParsedProvision]:
        """All provisions, in order; the outline fills up meanwhile."""
        self.events = {one.get("eId"): one.get("date", "") for one in self.meta.iter(f"{{{AKN}}}eventRef")}
        self.periods = self._periods()
        self.remarks: dict[str, list[ParsedNote]] = {}
        for note in self.meta.iter(f"{{{AKN}}}note"):
            said = "".join(note.itertext())  # type: ignore[arg-type]
            mark = (note.get("marker") or "")[:10]
            made = ParsedNote(lib(note, "a"), mark, said.strip(), lib(note, "cites"), lib(note, "status"))
            self.remarks.setdefault(lib(note, "key"), []).append(made)
        for child in body:
            self._element(child, [], "")
        return self.provisions

    def _periods(self) -> dict[str, date]:
        """The day from which a temporal group holds, by its reference; groups without a beginning are left out."""
        found: dict[str, date] = {}
        for group in self.meta.iter(f"{{{AKN}}}temporalGroup"):
            starts = [self.events.get((one.get("start") or "").lstrip("#"), "") for one in group]
            try:
                found[f"#{group.get('eId')}"] = date.fromisoformat(min(filter(None, starts), default="")[:10])
            except ValueError:
                continue
        return found

    def _element(self, element: etree._Element, path: list[dict[str, str]], schedule: str) -> None:
        name = local(element)
        if name not in HIERARCHY:
            return
        if self._is_division(element, name):
            self._division(element, name, path, schedule)
        else:
            self._unit(element, name, path, schedule)

    def _is_division(self, element: etree._Element, name: str) -> bool:
        if self.exact:
            return lib(element, "type") == "division"
        if name == "hcontainer" and element.get("name") in ("schedule", "annex"):
            return False
        inner = (f"{{{AKN}}}{unit}" for unit in _UNIT_NAMES)
        return (name not in _UNIT_NAMES or name == "section") and any(
            element.find(f".//{unit}") is not None for unit in inner
        )

    def _division(
        self, element: etree._Element, name: str, path: list[dict[str, str]], schedule: str
    ) -> None:
        self.order += 1
        kind = lib(element, "kind") or element.get("name") or KINDS.get(name, name)
        entry = self._entry(
            "division",
            lib(element, "key") or element.get("eId") or f"{kind}-{self.order}",
            kind,
            element,
            path,
        )
        for intro in element.iterfind(f"{{{AKN}}}intro/{{{AKN}}}p"):
            entry["notes"].append({"kind": intro.get("class") or "note", "text": self._text(intro)[0]})
        here = [*path, {key: entry[key] for key in ("id", "kind", "num", "heading")}]
        for child in element:
            self._element(child, here, schedule)

    def _entry(
        self, type_: str, key: str, kind: str, element: etree._Element, path: list[dict[str, str]]
    ) -> dict[str, Any]:
        status = lib(element, "status")
        if not self.exact:
            status = "repealed" if element.get("status") == "removed" else "unstated"
        number, heading = self._head(element)
        entry: dict[str, Any] = {
            "type": type_, "id": key[:120], "kind": kind, "num": number, "heading": heading, "level": len(path),
            "status": status if status in STATUSES or not status else "unstated", "notes": [],
        }  # fmt: skip
        self.outline.append(entry)
        return entry

    def _head(self, element: etree._Element) -> tuple[str, str]:
        found = [element.find(f"{{{AKN}}}{name}") for name in ("num", "heading")]
        number, heading = (self._text(one)[0] if one is not None else "" for one in found)
        return number, heading

    def _unit(self, element: etree._Element, name: str, path: list[dict[str, str]], schedule: str) -> None:
        self.order += 1
        unit = lib(element, "unit") if lib(element, "unit") in UNITS else _UNIT_NAMES.get(name, "")
        unit = unit or ("schedule" if element.get("name") in ("schedule", "annex") else "section")
        key = self._key(element, unit)
        entry = self._entry("provision", key, unit, element, path)
        below = path
        if unit == "schedule":
            below = [*path, {part: entry[part] for part in ("id", "kind", "num", "heading")}]
        if lib(element, "held") != "no":
            self.provisions.append(self._provision(element, entry, path, schedule))
        for child in element:
            if self._is_own_unit(child):
                self._element(child, below, key if unit == "schedule" else schedule)

    def _is_own_unit(self, child: etree._Element) -> bool:
        """A unit or division below a schedule, not a paragraph of it."""
        if self.exact:
            return bool(lib(child, "unit")) or lib(child, "type") == "division"
        parent = child.getparent()
        inside = parent is not None and parent.get("name") in ("schedule", "annex")
        return inside and local(child) in (*_UNIT_NAMES, "part", "chapter")

    def _key(self, element: etree._Element, unit: str) -> str:
        number = re.sub(r"[^0-9A-Za-z-]", "", settled(self._head(element)[0])) or str(self.order)
        made = (
            f"{_PREFIX[unit]}{number}" if unit in _PREFIX else (element.get("eId") or f"{unit}-{self.order}")
        )
        key = re.sub(r"[^0-9A-Za-z_.~-]", "-", lib(element, "key") or made)[:100]
        if key in self.keys:
            self.warnings.append(reason("stands_again", place=key, times=2))
            key = f"{key}~{self.order}"
        self.keys.add(key)
        return key

    def _provision(
        self, element: etree._Element, entry: dict[str, Any], path: list[dict[str, str]], schedule: str
    ) -> ParsedProvision:  # fmt: skip
        reader = WordsReader(self.exact, entry["id"])
        for child in element:
            if not self._is_own_unit(child):
                reader.child(child, entry["id"], 0)
        number = lib(element, "number") if self.exact else re.sub(r"[^0-9A-Za-z]", "", entry["num"])[:40]
        return ParsedProvision(
            key=entry["id"], unit=entry["kind"], number=number, number_label=entry["num"], heading=entry["heading"],
            order=self.order, status=entry["status"] or "unstated", body=reader.nodes, parent_key=schedule,
            reason=lib(element, "reason"), source_key=lib(element, "source"),
            start_period=self.periods.get(element.get("period") or ""), path=[dict(one) for one in path],
            notes=self.remarks.get(entry["id"], []),
        )  # fmt: skip

    def _text(self, element: etree._Element) -> tuple[str, list[list[int | str]]]:
        return words_of(element, self.exact)


def words_of(element: etree._Element, exact: bool) -> tuple[str, list[list[int | str]]]:
    """The running text of an element, and its references with their offsets."""
    if not exact:
        collected = InlineText()
        _settle(element, collected)
        return str(collected), collected.links
    parts: list[str] = [element.text or ""]
    links: list[list[int | str]] = []
    for child in element:
        start = sum(map(len, parts))
        parts.append("".join(child.itertext()))  # type: ignore[arg-type]
        if local(child) == "ref" and child.get("href"):
            links.append([start, sum(map(len, parts)), child.get("href") or ""])
        parts.append(child.tail or "")
    return "".join(parts), links


def _settle(element: etree._Element, collected: InlineText) -> None:
    collected.add(element.text)
    for child in element:
        start = collected.mark()
        if local(child) in ("br", "p", "block", "li", "item", "tr", "td"):
            collected.add(" ")
        _settle(child, collected)
        if local(child) == "ref" and child.get("href"):
            collected.link(start, child.get("href") or "")
        collected.add(child.tail)


@dataclass
class WordsReader:
    """The nodes of one unit."""

    exact: bool
    key: str
    nodes: list[Node] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)
    opened: Node | None = None

    def child(self, element: etree._Element, anchor: str, level: int) -> None:
        """The nodes of a child: words in content, intro and wrapUp, or a paragraph with its parts."""
        name = local(element)
        if name in ("content", "intro", "wrapUp"):
            for block in element:
                self._leaf(block, anchor, level)
        elif name == "hcontainer" and (lib(element, "type") == "words" or not self.exact):
            for inner in element:
                self.child(inner, anchor, level)
        elif name in HIERARCHY:
            self._part(element, name, anchor, level)
        elif name == "crossHeading":
            self.nodes.append(
                {"a": anchor, "kind": "heading", "level": level, "text": words_of(element, self.exact)[0]}
            )

    def _part(self, element: etree._Element, name: str, anchor: str, level: int) -> None:
        number = next((words_of(one, self.exact)[0] for one in element if local(one) == "num"), "")
        own = lib(element, "a") or (element.get("eId") or "" if self.exact else self._anchor(anchor, number))
        stated = lib(element, "level")
        node: Node = {"a": own or anchor, "kind": lib(element, "kind") or KINDS.get(name, "paragraph"),
                      "level": int(stated) if _LEVEL.fullmatch(stated) else level + 1}  # fmt: skip
        if number:
            node["num"] = number
        self.nodes.append(node)
        self.opened = node
        for child in element:
            if local(child) == "heading":
                self._add("heading", node["a"], node["level"], child)
            elif local(child) != "num":
                self.child(child, node["a"], node["level"])

    def _anchor(self, anchor: str, number: str) -> str:
        made = f"{anchor}_{re.sub(r'[^0-9A-Za-z]', '', number) or 'x'}"
        self.seen[made] = self.seen.get(made, 0) + 1
        return made if self.seen[made] == 1 else f"{made}~{self.seen[made]}"

    def _leaf(self, element: etree._Element, anchor: str, level: int) -> None:
        name = local(element)
        stated = lib(element, "level")
        level = int(stated) if _LEVEL.fullmatch(stated) else level
        anchor = lib(element, "a") or anchor
        kind = element.get("class") or ""
        if name == "table":
            rows = [[self._cell(cell) for cell in row if local(cell) in ("td", "th")]
                    for row in element if local(row) == "tr"]  # fmt: skip
            self.nodes.append({"a": anchor, "kind": "table", "level": level, "rows": rows})
        elif name == "p" or not self.exact:
            self._add((self.exact and kind) or "text", anchor, level, element, own=not (self.exact and kind))

    def _cell(self, cell: etree._Element) -> str:
        return " ".join(filter(None, (words_of(block, self.exact)[0] for block in cell)))

    def _add(
        self, kind: str, anchor: str, level: int, element: etree._Element, *, own: bool = False
    ) -> None:  # fmt: skip
        """Words as a node; the first words of a paragraph (``own``) stand beside its number."""
        text, links = words_of(element, self.exact)
        marks = [lib(one, "mark") or one.get("marker") or "" for one in element.iter(f"{{{AKN}}}noteRef")]
        said = {"num": lib(element, "num"), "text": text, "links": links, "marks": [m for m in marks if m]}
        found = {name: value for name, value in said.items() if value}
        if own and self.opened is not None:
            self.opened.update(found)
        elif "text" in found or "marks" in found:
            self.nodes.append({"a": anchor, "kind": kind, "level": level, **found})
        self.opened = None
