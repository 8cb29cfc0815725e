"""The articles of a Macao text: divisions, epigraphs, numbered paragraphs, items, status notes."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from foreign_law.importers.parsed import Node, ParsedNote, ParsedProvision
from foreign_law.rules.citations import recognise
from foreign_law.rules.numerals import chinese_number, roman_number
from foreign_law.rules.refusals import Reason, reason

TABLE, ANCHOR = "\ue000", "\ue001"
"""First characters of lines that hold a table (JSON rows) or an anchor of the page."""
_ZH = r"[〇零一二三四五六七八九十百千]+"
_DIVISIONS_PT = {
    "livro": "book",
    "parte": "part",
    "título": "title",
    "titulo": "title",
    "capítulo": "chapter",
    "capitulo": "chapter",
    "secção": "section",
    "seccao": "section",
    "secçao": "section",
    "subsecção": "subsection",
    "divisão": "division",
}
_DIVISIONS_ZH = {
    "卷": "book",
    "部": "part",
    "編": "title",
    "编": "title",
    "篇": "title",
    "章": "chapter",
    "節": "section",
    "节": "section",
    "分節": "subsection",
    "分节": "subsection",
    "目": "division",
}
RANKS = ("annex", "book", "part", "title", "chapter", "section", "subsection", "division")
_PT_DIVISION = re.compile(
    r"^(?P<kind>LIVRO|PARTE|T[ÍI]TULO|CAP[ÍI]TULO|SUBSEC[ÇC][ÃA]O|SEC[ÇC][ÃA]O|DIVIS[ÃA]O)\s+(?P<n>[IVXLC]+|\d+|ÚNICO|ÚNICA)\b[\s.—–-]*(?P<heading>.*)$",
    re.IGNORECASE,
)
_ZH_DIVISION = re.compile(
    rf"^第(?P<n>{_ZH}|\d+)(?P<kind>分節|分节|[卷部編编篇章節节目])(?:[\s　]+(?P<heading>.*))?$"
)
_PT_ARTICLE = re.compile(
    r"^Art(?:igo|\.)\s*(?P<n>\d{1,4}|único)\s*\.?\s*[ºo°]?(?:-(?P<x>[A-Z]))?\s*(?P<marks>\*{0,4})(?P<rest>.*)$",
    re.IGNORECASE,
)
_ZH_ARTICLE = re.compile(
    rf"^第\s*(?P<n>{_ZH}|\d+)\s*(?:-(?P<x>[A-Z]))?\s*[條条](?:之(?P<y>{_ZH}))?\s*(?P<marks>\*{{0,4}})(?P<rest>.*)$"
)
_PARAGRAPH = re.compile(rf"^(?:(?P<pt>\d{{1,3}})(?:\.(?!\d)|(?=\*+\s*$))|(?P<zh>{_ZH})、)\s*(?P<text>.*)$")
_ITEM = re.compile(
    rf"^(?:(?P<a>[a-z]|\d{{1,3}})[)）]|[(（](?P<zh>{_ZH}|[a-z]|\d{{1,3}})[)）])\s*(?P<text>.*)$"
)
_NOTE = re.compile(r"^(?P<mark>\*{1,6})\s*(?P<text>\S.*)$")
_MARKS = re.compile(r"\s*(?P<marks>\*{1,6})\s*$")
_EPIGRAPH = re.compile(r"^[(（](?P<text>.+)[)）]$")
_CLOSING = re.compile(
    r"^(Aprovad[oa]\s+(em|aos)|Promulgad[oa]|Assinad[oa]|Publique-se|Ordena-se|.{0,20}年.{1,12}日(核准|通過|簽署|制定)。?$|命令公布)"
)
_AMENDS = re.compile(r"(redac[çc][ãa]o|redação|seguintes?|如下|條文)\s*[:：]\s*$", re.IGNORECASE)
_ANNEX = re.compile(r"^(ANEXO(\s+[IVXLC]+)?|附件[一二三四五六七八九十]*)$", re.IGNORECASE)
_NOT_IN_FORCE = re.compile(
    r"n[ãa]o est[áa] em vigor|revogad|不生效|非生效|已?廢止|已?废止|失效", re.IGNORECASE
)
_ARTICLE_WORDS = frozenset(
    [
        "A",
        "O",
        "As",
        "Os",
        "É",
        "São",
        "Para",
        "No",
        "Na",
        "Nos",
        "Nas",
        "Em",
        "Ao",
        "À",
        "Aos",
        "Às",
        "Cabe",
        "Compete",
        "Um",
        "Uma",
        "Sem",
        "Quando",
        "Se",
    ]
)


@dataclass
class BodyText:
    """Reads the lines of one language. ``joined`` allows heading, epigraph and text on one line."""

    language: str
    joined: bool = False
    provisions: list[ParsedProvision] = field(default_factory=list)
    outline: list[dict[str, object]] = field(default_factory=list)
    closing: list[str] = field(default_factory=list)
    warnings: list[Reason] = field(default_factory=list)
    above: list[dict[str, str]] = field(default_factory=list)
    annexes: int = 0
    _last_number: int = 0
    _amending: bool = False
    _paragraph: str = ""
    _source_key: str = ""
    _expect: str = "preamble"

    def read(self, lines: list[str]) -> None:
        """Read all lines in order."""
        marked: list[tuple[str, str]] = []
        anchor = ""
        for line in lines:
            if line.startswith(ANCHOR):
                anchor = line[1:]
                continue
            marked.append((line.strip(), anchor))
            anchor = ""
        for position, (line, found) in enumerate(marked):
            following = marked[position + 1][0] if position + 1 < len(marked) else ""
            self._source_key = found
            self._line(line, following)
        for provision in self.provisions:
            self._settle(provision)

    @property
    def current(self) -> ParsedProvision | None:
        return self.provisions[-1] if self.provisions else None

    def _line(self, line: str, following: str) -> None:
        if not line:
            return
        if line.startswith(TABLE):
            self._table(line)
        elif _ANNEX.match(line):
            self._annex(line)
        elif self._division(line) or self._article(line):
            return
        elif self._expect == "division":
            self._name_division(line)
        elif self._expect == "closing" or (self._last_number and _CLOSING.match(line)):
            self._expect = "closing"
            self.closing.append(line)
        elif self._expect == "epigraph" and self._epigraph(line, following):
            return
        else:
            self._text(line)

    def _table(self, line: str) -> None:
        """A table of a page: it belongs to the paragraph before it."""
        if self.current is None:
            self._add("preamble", "preamble", "", "", 0)
        if self.current is not None:
            anchor = self._paragraph or self.current.key
            level = 1 if self._paragraph else 0
            self.current.body.append(
                {"a": anchor, "kind": "table", "level": level, "rows": json.loads(line[1:])}
            )

    def _annex(self, line: str) -> None:
        self.annexes += 1
        self._last_number, self._expect = 0, "division"
        self.above = [{"id": f"annex{self.annexes}", "kind": "annex", "num": line, "heading": ""}]
        self._list_division()

    def _division(self, line: str) -> bool:
        found = _PT_DIVISION.match(line) if self.language == "pt" else _ZH_DIVISION.match(line)
        if not found or self._amending or len(line) > 120:
            return False
        names = _DIVISIONS_PT if self.language == "pt" else _DIVISIONS_ZH
        kind, written = names.get(found["kind"].lower(), ""), found["n"].upper()
        number = (
            roman_number(written) or chinese_number(written) or (1 if written.startswith("ÚNIC") else None)
        )
        heading = (found["heading"] or "").strip()
        if not kind or number is None or heading.endswith((".", ";", "。", "；")):
            return False
        rank = RANKS.index(kind)
        self.above = [division for division in self.above if RANKS.index(division["kind"]) < rank]
        label = line[: len(line) - len(heading)].strip() if heading else line
        parent = self.above[-1]["id"] + "." if self.above else ""
        self.above.append({"id": f"{parent}{kind}-{number}", "kind": kind, "num": label, "heading": heading})
        self._list_division()
        self._expect = "text" if heading else "division"
        return True

    def _list_division(self) -> None:
        entry: dict[str, object] = dict(self.above[-1])
        entry.update(type="division", level=len(self.above) - 1, status="", notes=[])
        self.outline.append(entry)

    def _name_division(self, line: str) -> None:
        self.above[-1] = {**self.above[-1], "heading": line}
        self.outline[-1]["heading"] = line
        self._expect = "text"

    def _article(self, line: str) -> bool:
        found = _PT_ARTICLE.match(line) if self.language == "pt" else _ZH_ARTICLE.match(line)
        if not found:
            return False
        number = 1 if found["n"].lower() == "único" else chinese_number(found["n"])
        rest = found["rest"].strip()
        epigraph = _EPIGRAPH.match(rest)
        if number is None or (
            rest and not epigraph and not self.joined and not self._bare_epigraph(rest, found)
        ):
            return False
        if not self._is_next(number, bool(found["x"])):
            return False
        self._open_article(number, found, line[: len(line) - len(found["rest"])].strip())
        self._expect = "epigraph"
        if epigraph:
            self._name_article(epigraph["text"])
        elif rest and not self.joined:
            self._name_article(rest)
        elif rest:
            self._joined(rest)
        return True

    def _bare_epigraph(self, rest: str, found: re.Match[str]) -> bool:
        """``第一條 標的``: a short title after the number, and nothing that reads like a sentence."""
        spaced = found["rest"].startswith((" ", "\u3000"))
        return (
            self.language != "pt" and spaced and len(rest) <= 40 and not re.search(r"[，,。；;：:、]", rest)
        )

    def _is_next(self, number: int, inserted: bool) -> bool:
        """False for an article that is quoted inside an amending one."""
        if self._amending and number != self._last_number + 1:
            return False
        return (
            number > self._last_number or (inserted and number == self._last_number) or self._last_number == 0
        )

    def _open_article(self, number: int, found: re.Match[str], label: str) -> None:
        letter = (found["x"] or "").lower()
        key = f"art{number}" + (f"-{letter}" if letter else "")
        if self.annexes:
            key = f"annex{self.annexes}_{key}"
        order = 100_000 * self.annexes + 100 * number + (ord(letter) - 96 if letter else 0)
        self._add(key, "article", str(number) + letter.upper(), label.rstrip("*").strip(), order)
        self._last_number, self._amending, self._paragraph = number, False, ""
        if found["marks"] and self.current:
            self.current.body.append({"a": key, "kind": "text", "level": 0, "marks": [found["marks"]]})

    def _add(self, key: str, unit: str, number: str, label: str, order: int) -> None:
        self.provisions.append(
            ParsedProvision(
                key=key,
                unit=unit,
                number=number,
                number_label=label,
                heading="",
                order=order,
                status="unstated",
                body=[],
                source_key=self._source_key,
                path=[dict(division) for division in self.above],
            )
        )
        self.outline.append(
            {
                "type": "provision",
                "id": key,
                "kind": unit,
                "num": label,
                "heading": "",
                "level": len(self.above),
                "status": "unstated",
            }
        )

    def _epigraph(self, line: str, following: str) -> bool:
        """A title in parentheses, or a bare one: short, no sentence, with text after it."""
        self._expect = "text"
        bracketed = _EPIGRAPH.match(line)
        bare = len(line) <= 150 and following and not re.search(r"[.;:,。；：，*]$", line)
        if bracketed:
            self._name_article(bracketed["text"])
        elif (
            bare
            and not _PARAGRAPH.match(line)
            and not _ITEM.match(line)
            and not self._opens_article(following)
        ):
            self._name_article(line)
        else:
            return False
        return True

    def _opens_article(self, line: str) -> bool:
        return bool((_PT_ARTICLE if self.language == "pt" else _ZH_ARTICLE).match(line))

    def _name_article(self, heading: str) -> None:
        if self.current:
            self.current.heading = heading.strip()
            self.outline[-1]["heading"] = heading.strip()
        self._expect = "text"

    def _joined(self, rest: str) -> None:
        """``Objecto A presente lei …``: the epigraph ends where a sentence or paragraph 1 begins."""
        words = rest.split()
        cut = next((n for n, word in enumerate(words[1:], 1) if word == "1." or word.startswith("一、")), 0)
        if not cut and self.language == "pt":
            cut = next((n for n, word in enumerate(words[1:], 1) if word in _ARTICLE_WORDS), 0)
        if not cut:
            cut = 1
            if self.language == "pt":
                self.warnings.append(reason("epigraph_end", number=str(self._last_number)))
        self._name_article(" ".join(words[:cut]))
        if len(words) > cut:
            self._text(" ".join(words[cut:]))

    def _text(self, line: str) -> None:
        if self.current is None:
            self._add("preamble", "preamble", "", "", 0)
        current = self.current
        if current is None:
            return
        self._expect = "text" if self._last_number else "preamble"
        note = _NOTE.match(line)
        if note:
            self._status_note(current, note)
            return
        current.body.append(self._node(current, line))
        opens = bool(self._last_number and _AMENDS.search(line))
        self._amending = opens or (self._amending and not _CLOSING.match(line))

    def _node(self, current: ParsedProvision, line: str) -> Node:
        marks = _MARKS.search(line)
        plain = line[: marks.start()] if marks else line
        node: Node = {"a": current.key, "kind": "text", "level": 0}
        if self._last_number and (
            found := _PARAGRAPH.match(line if marks and not plain.strip(" 0123456789") else plain)
        ):
            number = found["pt"] or str(chinese_number(found["zh"]) or "")
            self._paragraph = f"{current.key}_{number}"
            plain = _MARKS.sub("", found["text"])
            label = f"{found['pt']}." if found["pt"] else f"{found['zh']}、"
            node = {
                "a": self._unused(current, self._paragraph),
                "kind": "paragraph",
                "level": 1,
                "num": label,
            }
        elif self._last_number and (found := _ITEM.match(plain)):
            item = found["a"] or found["zh"]
            number = str(chinese_number(item) or item)
            anchor = f"{self._paragraph or current.key}_{number}"
            plain, label = (
                found["text"],
                plain[: plain.index(found["text"])].strip() if found["text"] else plain,
            )
            node = {"a": self._unused(current, anchor), "kind": "item", "level": 2, "num": label}
        elif self._paragraph:
            node.update(a=self._paragraph, level=1)
        if plain.strip():
            node["text"] = plain.strip()
        if marks:
            node["marks"] = [marks["marks"]]
        return node

    @staticmethod
    def _unused(current: ParsedProvision, anchor: str) -> str:
        used = sum(1 for node in current.body if re.fullmatch(re.escape(anchor) + r"(~\d+)?", node["a"]))
        return anchor if not used else f"{anchor}~{used + 1}"

    def _status_note(self, current: ParsedProvision, found: re.Match[str]) -> None:
        cited = recognise(found["text"], jurisdiction="CN-MO")
        status = "not-in-force" if _NOT_IN_FORCE.search(found["text"]) else ""
        marked = [node["a"] for node in current.body if found["mark"] in node.get("marks", ())]
        for anchor in marked or [""]:
            current.notes.append(
                ParsedNote(anchor, found["mark"], found["text"], cited[0].id if cited else "", status)
            )

    def _settle(self, provision: ParsedProvision) -> None:
        """An article whose every paragraph is marked as not in force is not in force itself."""
        lapsed = {note.anchor for note in provision.notes if note.status}
        anchors = {node["a"] for node in provision.body}
        if lapsed and (anchors <= lapsed or provision.key in lapsed):
            provision.status = "not-in-force"
        for entry in self.outline:
            if entry["id"] == provision.key and entry["type"] == "provision":
                entry["status"] = provision.status
