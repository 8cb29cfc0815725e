"""The head of a Macao text: which work it is, in which languages, gazetted when.

What stands first names the work: ``Código Penal (Decreto-Lei n.º 58/95/M)`` is the Code,
``Decreto-Lei n.º 40/99/M (Código Comercial)`` is the decree that approves one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from foreign_law.importers.parsed import ParsedInstrument
from foreign_law.rules.citations import recognise
from foreign_law.rules.codes import Code, code_named
from foreign_law.rules.numerals import chinese_number
from foreign_law.rules.refusals import Reason

MONTHS = [
    "janeiro",
    "fevereiro",
    "março",
    "abril",
    "maio",
    "junho",
    "julho",
    "agosto",
    "setembro",
    "outubro",
    "novembro",
    "dezembro",
]
KINDS = {
    "lei": "law",
    "decreto-lei": "decree-law",
    "regulamento-administrativo": "regulation",
    "ordem-executiva": "executive-order",
    "despacho-chefe-executivo": "dispatch",
    "portaria": "order",
}
_URL = re.compile(r"^URL:\s*(?P<url>\S+)\s*(?P<rest>.*)$")
_GAZETTE = re.compile(
    r"(?:B\.?\s?O\.?|Boletim Oficial)\s*[nN]\.?\s*º\s*(?P<pt>\d{1,3}(?:/\d{4})?)|公報編號\s*[:：]?\s*(?P<zh>\d{1,3}(?:/\d{4})?)"
)
_PT_DAY = re.compile(r"^de\s+(\d{1,2})\.?º?\s+de\s+([A-Za-zçÇ]+)(?:\s+de\s+(\d{4}))?\.?$", re.IGNORECASE)
_ZH_DAY = re.compile(
    r"^(?:([〇○零一二三四五六七八九]{4})年)?([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日$"
)
_YMD = re.compile(r"\b(\d{4})[.\-/](\d{1,2})[.\-/](\d{1,2})\b")
_DMY = re.compile(r"\b(\d{1,2})[.\-/](\d{1,2})[.\-/](\d{4})\b")
_EXCERPT = re.compile(r"\bart\d+-\d+|excerto|excerpt|節錄|节录", re.IGNORECASE)
_BODY = re.compile(
    r"^(\[|Artigo\b|第[一二三四五六七八九十百]+[條条卷編编篇章節节]"
    r"|(LIVRO|TÍTULO|CAPÍTULO|SECÇÃO|PARTE|ANEXO)\b|[\d一二三四五六七八九十]+[.、])"
)
_SPLIT = re.compile(r"\s+/\s+")


@dataclass
class Header:
    """What the head of a text says. ``titles`` by language; ``size`` is the number of lines it took."""

    instrument: ParsedInstrument
    languages: tuple[str, ...]
    citations: dict[str, str]
    titles: dict[str, str]
    url: str = ""
    size: int = 0
    excerpt: bool = False
    warnings: list[Reason] = field(default_factory=list)


def language_of(text: str) -> str:
    """``pt``, ``zh-hant`` or ``zh-hans`` by the writing."""
    if not re.search(r"[\u3400-\u9fff]", text):
        return "pt"
    traditional, simplified = len(re.findall("[號條規於為與]", text)), len(re.findall("[号条规于为与]", text))
    return "zh-hans" if simplified > traditional else "zh-hant"


def read_header(lines: list[str], file_name: str) -> Header | None:
    """The header, or None when the text does not open like a Macao act, code or judgment."""
    position, url, about = 0, "", ""
    if lines and (found := _URL.match(lines[0])):
        position, url, about = 1, found["url"], found["rest"]
    if position >= len(lines):
        return None
    first = lines[position]
    parts = [first] if "(" in first or "（" in first else _SPLIT.split(first)
    work = _work(parts[0])
    if work is None:
        return None
    spoken = tuple(dict.fromkeys(language_of(part) for part in parts))
    header = Header(
        instrument=work,
        languages=spoken,
        citations={language_of(part): _citation(part) for part in parts},
        titles={},
        url=url,
        size=position + 1,
        excerpt=bool(_EXCERPT.search(file_name) or _EXCERPT.search(first)),
    )
    gazette, day = _gazette(f"{about} {first}")
    day = _following(lines, header) or day
    header.instrument = _dated(work, gazette, day)
    for language in spoken:
        header.titles.setdefault(language, header.citations[language])
    return header


def code_instrument(code: Code) -> ParsedInstrument:
    """A code as its own work, with the act that approves it named."""
    year = int(code.approved_by.rsplit(":", 1)[1][:2]) + 1900
    return ParsedInstrument(
        jurisdiction="CN-MO",
        slug=code.slug,
        citation_id=code.citation_id,
        kind="code",
        year=year,
        approved_by_citation=code.approved_by,
    )


def _work(title: str) -> ParsedInstrument | None:
    code = code_named(title)
    if code is not None:
        return code_instrument(code)
    cited = [
        c for c in recognise(title, jurisdiction="CN-MO") if c.jurisdiction == "CN-MO" and c.kind == "statute"
    ]
    if not cited or title[: cited[0].start].strip(" 《「"):
        return None
    _, kind, number, year = cited[0].id.split(":")
    full = int(year[:2]) + 1900 if year.endswith("-m") else int(year)
    return ParsedInstrument(
        jurisdiction="CN-MO",
        slug=f"{kind}-{number}-{year}",
        citation_id=cited[0].id,
        kind=KINDS[kind],
        number=f"{number}/{year[:-2]}/M" if year.endswith("-m") else f"{number}/{year}",
        year=full,
    )


def _citation(part: str) -> str:
    """The name without what follows it: ``Código Penal``, ``Decreto-Lei n.º 40/99/M``, ``刑法典``."""
    return (
        re.split(r"\s*[(（—]", part.strip(), maxsplit=1)[0].replace("第 ", "第").replace(" 號", "號").strip()
    )


def _gazette(text: str) -> tuple[str, date | None]:
    found = _GAZETTE.search(text)
    if not found:
        return "", None
    rest = text[found.end() :]
    if ymd := _YMD.search(rest):
        return found["pt"] or found["zh"], _day(int(ymd[1]), int(ymd[2]), int(ymd[3]))
    if dmy := _DMY.search(rest):
        return found["pt"] or found["zh"], _day(int(dmy[3]), int(dmy[2]), int(dmy[1]))
    return found["pt"] or found["zh"], None


def _following(lines: list[str], header: Header) -> date | None:
    """Date and title lines under the name; each is consumed."""
    day: date | None = None
    while header.size < min(len(lines), 8):
        line = lines[header.size]
        if (found := _act_day(line, header.instrument.year)) is not None:
            day = found
        elif header.titles or not _is_title(line, header):
            break
        else:
            for part in _SPLIT.split(line):
                header.titles[language_of(part)] = part.strip()
        header.size += 1
    return day


def _is_title(line: str, header: Header) -> bool:
    from_body = _BODY.match(line)
    return (
        header.instrument.kind != "code"
        and not from_body
        and len(line) <= 200
        and not re.search(r"[.;:,。；：，]$", line)
        and {language_of(part) for part in _SPLIT.split(line)} <= set(header.languages)
    )


def _act_day(line: str, year: int | None) -> date | None:
    if found := _PT_DAY.match(line.strip()):
        month = found[2].lower()
        stated = int(found[3]) if found[3] else year
        return _day(stated, MONTHS.index(month) + 1, int(found[1])) if month in MONTHS and stated else None
    if found := _ZH_DAY.match(line.strip()):
        stated = chinese_number(found[1]) if found[1] else year
        return _day(stated, chinese_number(found[2]), chinese_number(found[3])) if stated else None
    return None


def _day(year: int | None, month: int | None, day: int | None) -> date | None:
    try:
        return date(year or 0, month or 0, day or 0)
    except ValueError:
        return None


def _dated(work: ParsedInstrument, gazette: str, day: date | None) -> ParsedInstrument:
    return ParsedInstrument(**{**work.__dict__, "gazette_number": gazette, "published_date": day})
