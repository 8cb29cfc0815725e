"""Official summaries of Macao judgments. The full text stays with the court and is linked."""

from __future__ import annotations

import re
from datetime import date

from foreign_law.importers.macao import lines_of
from foreign_law.importers.macao_header import MONTHS, language_of
from foreign_law.importers.parsed import ParsedSummary, Received, Refused
from foreign_law.rules.citation_patterns import COURTS
from foreign_law.rules.citations import Citation, recognise

PUBLISHER = "Courts of the Macao Special Administrative Region"
ATTRIBUTION = "Summary published by the courts of Macao; the judgment itself is read at the court's site."
_URL = re.compile(r"^URL:\s*(\S+)")
_SUMMARY = re.compile(r"^(sum[áa]rio|摘要|裁判要旨|裁判摘要)\s*[:：]?\s*(?P<rest>.*)$", re.IGNORECASE)
_SUBJECTS = re.compile(
    r"^(?:assuntos?|descritores|主題|主题|關鍵詞|关键词)\s*[:：]\s*(?P<rest>.*)$", re.IGNORECASE
)
_DAY = re.compile(r"^(?:data(?:\s+do\s+ac[óo]rd[ãa]o)?|日期|裁判日期)\s*[:：]\s*(?P<rest>.+)$", re.IGNORECASE)
_PT_DAY = re.compile(r"(\d{1,2})\s+de\s+([A-Za-zçÇ]+)\s+de\s+(\d{4})", re.IGNORECASE)
_NUMBERED = re.compile(
    r"^(?P<num>(?:\d{1,3}|[IVX]{1,5})\s*[.\-–)]|[一二三四五六七八九十]+、)\s*(?P<text>.+)$"
)
_COURT_NAMES = {
    "tui": {"pt": "Tribunal de Última Instância", "zh-hant": "終審法院"},
    "tsi": {"pt": "Tribunal de Segunda Instância", "zh-hant": "中級法院"},
    "tjb": {"pt": "Tribunal Judicial de Base", "zh-hant": "初級法院"},
    "ta": {"pt": "Tribunal Administrativo", "zh-hant": "行政法院"},
}


def is_summary(lines: list[str]) -> bool:
    """True when a text opens with a Macao case number and carries a summary."""
    head = "\n".join(lines[:12])
    cases = [
        c for c in recognise(head, jurisdiction="CN-MO") if c.kind == "case" and c.jurisdiction == "CN-MO"
    ]
    opens = any(c.start <= len("\n".join(lines[:4])) for c in cases)
    return opens and any(_SUMMARY.match(line) for line in lines)


def read(received: Received) -> ParsedSummary:
    """The summary of one judgment in one language.

    :raises Refused: the court is not named (docket numbers collide across courts), or no paragraph follows.
    """
    lines = lines_of(received)
    cut = next(n for n, line in enumerate(lines) if _SUMMARY.match(line))
    head, tail = lines[:cut], lines[cut + 1 :]
    if rest := (_SUMMARY.match(lines[cut]) or re.match("(?P<rest>)", ""))["rest"]:  # type: ignore[index]
        tail.insert(0, rest)
    cited = next(c for c in recognise("\n".join(head), jurisdiction="CN-MO") if c.kind == "case")
    court = _court(head, cited)
    if court == "*":
        raise Refused("summary_court")
    if not tail:
        raise Refused("summary_text")
    number, year, suffix = _docket(cited)
    language = language_of("".join(tail))
    name = _COURT_NAMES[court].get(language, _COURT_NAMES[court]["zh-hant"])
    shown = f"{number}/{year}" + (f"/{suffix.upper()}" if suffix and court != "tjb" else "")
    link = next((found[1] for line in head if (found := _URL.match(line))), "")
    return ParsedSummary(
        received=received,
        jurisdiction="CN-MO",
        court=court,
        number=number,
        year=year,
        suffix=suffix,
        citation_id=cited.id.replace(":*:", f":{court}:"),
        language=language,
        authenticity="official" if ".court.gov.mo/" in link else "convenience",
        title=f"{name}, Processo n.º {shown}" if language == "pt" else f"{name}第{shown}號案",
        subjects=_subjects(head),
        paragraphs=_paragraphs(tail),
        decided_date=_decided(head),
        link=link if link.startswith(("https://", "http://")) else "",
        publisher=PUBLISHER,
        attribution=ATTRIBUTION,
    )


def _court(head: list[str], cited: Citation) -> str:
    parts = cited.id.split(":")
    if parts[2] != "*":
        return parts[2]
    text = "\n".join(head)
    return next((court for court, pattern in COURTS.items() if pattern.search(text)), "*")


def _docket(cited: Citation) -> tuple[str, int, str]:
    """Number, year and suffix of ``mo:case:tsi:642:2017:a`` or ``mo:case:tjb:cv3:17:0178:ceo:a``."""
    parts = cited.id.split(":")[2:]
    if len(parts) >= 5 and not parts[1].isdigit():
        number = f"{parts[1]}-{parts[2]}-{parts[3]}-{parts[4]}".upper()
        return number, 2000 + int(parts[2]), parts[5] if len(parts) > 5 else ""
    return parts[1], int(parts[2]), parts[3] if len(parts) > 3 else ""


def _subjects(head: list[str]) -> list[str]:
    found: list[str] = []
    for position, line in enumerate(head):
        if match := _SUBJECTS.match(line):
            rest = [match["rest"]] if match["rest"] else []
            for following in head[position + 1 :]:
                if re.match(r"^[^:：]{1,30}[:：]", following):
                    break
                rest.append(following)
            found = [part.strip(" -–.。") for text in rest for part in re.split(r"[;；、]", text)]
    return [subject for subject in found if subject]


def _paragraphs(tail: list[str]) -> list[dict[str, str]]:
    """Numbered paragraphs; a line without a number goes on with the one before."""
    paragraphs: list[dict[str, str]] = []
    for line in tail:
        numbered = _NUMBERED.match(line)
        if numbered or not paragraphs:
            text = numbered["text"] if numbered else line
            number = numbered["num"].strip() if numbered else ""
            paragraphs.append({"a": f"p{len(paragraphs) + 1}", "num": number, "text": text})
        else:
            paragraphs[-1]["text"] += "\n" + line
    return paragraphs


def _decided(head: list[str]) -> date | None:
    for line in head:
        found = _DAY.match(line)
        if not found:
            continue
        text = found["rest"]
        numbers = [int(n) for n in re.findall(r"\d+", text)]
        if (spoken := _PT_DAY.search(text)) and spoken[2].lower() in MONTHS:
            numbers = [int(spoken[3]), MONTHS.index(spoken[2].lower()) + 1, int(spoken[1])]
        elif len(numbers) == 3 and numbers[2] > 31:
            numbers.reverse()
        try:
            return date(*numbers[:3])
        except (TypeError, ValueError):
            return None
    return None
