"""Pages of the Macao gazette as HTML (``.asp``, ``.html``), of every generation of its layout, into lines of text.

The lines are those that the reader of page texts expects: the address first, then the act from its name on. Tables
with data become one line behind :data:`TABLE`; an anchor of the page stands in a line of its own behind
:data:`ANCHOR`, before the line that it marks. Menus, scripts and links to the other language are left out.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import date

from lxml import etree

from foreign_law.importers.macao_body import ANCHOR, TABLE
from foreign_law.importers.macao_header import read_header
from foreign_law.importers.page_encoding import decoded
from foreign_law.importers.parsed import Received, Refused, UnknownKind
from foreign_law.rules.refusals import Reason

SUFFIXES = (".html", ".htm", ".asp")
MAX_LINES, SEARCHED = 200_000, 200
_SKIPPED = frozenset(
    ["script", "style", "head", "nav", "form", "select", "noscript", "iframe", "object", "footer", "template"]
)
_BLOCKS = frozenset(
    [
        "p", "div", "br", "tr", "td", "th", "table", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "center",
        "blockquote", "hr", "section", "article", "main", "header", "dl", "dt", "dd", "body", "pre", "tbody",
    ]
)  # fmt: skip
_MENU = re.compile(r"\b(menu|nav|navbar|breadcrumbs?|footer|toolbar|sidebar|print-hide)\b", re.IGNORECASE)
_NAVIGATION = re.compile(
    r"^[\[(【]?\s*(vers[ãa]o\s+(chinesa|portuguesa|em\s+pdf)|p[áa]gina\s+(anterior|seguinte)|voltar|imprimir|topo|índice"
    r"|中文版本?|葡文版本?|葡萄牙文版本?|上一頁|下一頁|返回|列印|頁首)\s*[\])】]?$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://[^\s\"'<>]{4,500}")
_SAVED = re.compile(r"<!--\s*saved from url=\(\d+\)(?P<url>https?://[^\s>]{4,500})")
_OWN_NAME = re.compile(
    r"(?P<host>bo\.(?:io|dsaj)\.gov\.mo)[/_](?P<path>bo[/_]i[/_][\w/-]{3,80}?\.asp)", re.IGNORECASE
)
_ISSUE = re.compile(
    r"(?:B\.?\s?O\.?|Boletim Oficial|公報)\s*(?:[nN]\.?\s*[ºo°]|編號)?\s*[:：]?\s*(?P<issue>\d{1,3}(?:/\d{4})?)"
)
_PUBLISHED = re.compile(
    r"(?:Publicado\s+em|Data|刊登日期|公佈日期)\s*[:：]?\s*(?P<y>\d{4})[./-](?P<m>\d{1,2})[./-](?P<d>\d{1,2})",
    re.I,
)
_ARTICLE = re.compile(r"^(?:Artigo\s+\d|第[〇零一二三四五六七八九十百千\d]+條)", re.IGNORECASE)


def is_page(received: Received) -> bool:
    """True when the name or the head of the file says HTML."""
    name = received.file_name.lower()
    head = received.data[:2048].lower()
    return name.endswith(SUFFIXES) or (
        not name.endswith(".xml") and (b"<html" in head or b"<!doctype html" in head)
    )


def lines_of(received: Received) -> tuple[list[str], list[Reason]]:
    """The lines of the act on the page, and warnings.

    :raises UnknownKind: no Macao act is named on the page.
    :raises Refused: the characters cannot be read, or the page is no page.
    """
    text, warnings = decoded(received.data)
    root = _tree(text)
    reader = _Page()
    body = root.find(".//body")
    reader.element(root if body is None else body)
    reader.end_line()
    lines = [line for line in reader.lines if not _NAVIGATION.match(line)]
    if len(lines) > MAX_LINES:
        raise Refused("page_lines")
    start = _start(lines, received.file_name)
    before = " ".join(line for line in lines[:start] if line[0] not in (TABLE, ANCHOR))
    address = received.address or _address(root, text, received.name)
    return [_first_line(address, before), *_act(lines[start:])], warnings


def _tree(text: str) -> etree._Element:
    parser = etree.HTMLParser(
        encoding="utf-8",
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
        recover=True,
    )
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused("page_unreadable", detail=str(error)) from error
    if root is None:
        raise Refused("page_empty")
    return root


def _start(lines: list[str], file_name: str) -> int:
    """Where the act begins: the first line that is its name, not one of a list of acts."""
    for position, line in enumerate(lines[:SEARCHED]):
        if line[0] in (TABLE, ANCHOR) or len(line) > 300:
            continue
        header = read_header(lines[position : position + 8], file_name)
        if header is not None and any(_ARTICLE.match(one) for one in lines[position:]):
            return position
    raise UnknownKind("page_name")


def _act(lines: list[str]) -> list[str]:
    """From the name on; anchors before the first article mark nothing that is read."""
    first = next((n for n, line in enumerate(lines) if _ARTICLE.match(line)), len(lines))
    begins = first - 1 if first and lines[first - 1].startswith(ANCHOR) else first
    return [line for n, line in enumerate(lines) if n >= begins or not line.startswith(ANCHOR)]


def _first_line(address: str, before: str) -> str:
    """``URL: … (B.O. n.º 5/2031, 2031.2.3)``: what stands above the act tells where it was gazetted."""
    issue, day = _ISSUE.search(before), _PUBLISHED.search(before)
    told = f" B.O. n.º {issue['issue']}" if issue else " B.O. n.º 0" if day else ""
    if day:
        try:
            told += f", {date(int(day['y']), int(day['m']), int(day['d'])):%Y.%m.%d}"
        except ValueError:
            pass
    return f"URL: {address or '-'}{told}"


def _address(root: etree._Element, text: str, name: str) -> str:
    """The page's own address: its canonical link, the note of the browser that saved it, or its name in a mirror."""
    for link in root.iter("link"):
        if "canonical" in (link.get("rel") or "").lower() and _ADDRESS.fullmatch(
            (link.get("href") or "").strip()
        ):
            return (link.get("href") or "").strip()
    if saved := _SAVED.search(text[:4096]):
        return saved["url"]
    if own := _OWN_NAME.search(name):
        return f"https://{own['host'].lower()}/{own['path'].replace('_cn.', '~cn.').replace('_', '/').replace('~cn.', '_cn.')}"
    return ""


@dataclass
class _Page:
    """Collects lines while it walks the page."""

    lines: list[str] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)

    def end_line(self) -> None:
        """A line is full."""
        text = re.sub(r"[^\S\u3000]+", " ", "".join(self._parts).replace("\xa0", " ")).strip()
        self._parts = []
        if text:
            self.lines.append(text.translate({ord(TABLE): None, ord(ANCHOR): None}) or "-")

    def element(self, element: etree._Element) -> None:
        """An element with all that is in it, without what follows it."""
        name = element.tag if isinstance(element.tag, str) else ""
        if (
            not name
            or name in _SKIPPED
            or _MENU.search(f"{element.get('class') or ''} {element.get('id') or ''}")
        ):
            return
        self._anchor(element, name)
        if name == "table" and (rows := _data(element)):
            self.end_line()
            self.lines.append(TABLE + json.dumps(rows, ensure_ascii=False))
            return
        if name in _BLOCKS:
            self.end_line()
        if name in ("sup", "sub"):
            self._parts.append(_raised("".join(element.itertext())))  # type: ignore[arg-type]
            return
        self._add(element.text)
        for child in element:
            self.element(child)
            self._add(child.tail)
        if name in _BLOCKS:
            self.end_line()

    def _add(self, text: str | None) -> None:
        if text:
            self._parts.append(text)

    def _anchor(self, element: etree._Element, name: str) -> None:
        """An anchor that marks an article: of a link without a target, or of any element with an identifier."""
        wanted = element.get("name") if name == "a" else element.get("id")
        if wanted and re.fullmatch(r"[A-Za-z][\w.-]{0,60}", wanted) and re.search(r"\d", wanted):
            self.end_line()
            self.lines.append(ANCHOR + wanted)


def _raised(text: str) -> str:
    """``1.<sup>o</sup>`` is an ordinal; a raised number is the mark of a footnote; stars stay stars."""
    plain = text.strip()
    if plain.lower() in ("o", "a"):
        return "º" if plain.lower() == "o" else "ª"
    return f" ({plain})" if plain.isdecimal() else plain


def _data(table: etree._Element) -> list[list[str]]:
    """The cells of a table that holds data; empty for one that only lays out the page."""
    if table.find(".//table") is not None:
        return []
    rows = []
    for row in table.iter("tr"):
        cells = [_cell(cell) for cell in row if cell.tag in ("td", "th")]
        if any(cells):
            rows.append(cells)
    wide = sum(len(row) >= 2 for row in rows)
    fits = all(len(cell) <= 400 and not _ARTICLE.match(cell) for row in rows for cell in row)
    return rows if len(rows) >= 2 and wide * 2 > len(rows) and fits and not _about(rows) else []


def _about(rows: list[list[str]]) -> bool:
    """The table over an act that says where it was gazetted."""
    return any(_ISSUE.match(cell) or _PUBLISHED.match(cell) for row in rows for cell in row)


def _cell(cell: etree._Element) -> str:
    return " ".join("".join(cell.itertext()).replace("\xa0", " ").split())  # type: ignore[arg-type]
