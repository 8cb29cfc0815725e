"""Judgments from a table: CSV with a heading, or JSON Lines. Bad lines are refused one by one, with the reason.

Columns: ``jurisdiction`` (hk, mo, cn), ``citation``, ``court``, ``name`` (or ``name_en``, ``name_zh-hant`` …),
``date``, ``link``, ``action`` and ``report`` (further citations), ``cites``; for the Mainland also ``cause``,
``applied`` (the law applied, ``Cap. 32 s. 168A @2015-03-01`` with the date of the facts), ``proposition``,
``language`` (of name and proposition), ``result``, ``text`` and ``licence``. Several values are parted by ``;`` or,
in JSON, stand in a list. Before a citation may stand how it is cited: ``considered: Cap. 32``.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from foreign_law.importers.parsed import Received, Refused
from foreign_law.models import Ascertained, Citation
from foreign_law.rules.citation_patterns import COURTS
from foreign_law.rules.citations import Citation as Recognised
from foreign_law.rules.citations import recognise
from foreign_law.rules.judgment_ids import Docket, docket
from i18n import languages

MOST_BYTES = 20_000_000
MOST_LINES = 50_000
LONGEST = 400_000
PLACES = {"hk": "CN-HK", "mo": "CN-MO", "cn": "CN", "cn-hk": "CN-HK", "cn-mo": "CN-MO"}
NAMES = ("name", *(f"name_{code}" for code in languages.CODES))
COLUMNS = frozenset(
    {"jurisdiction", "citation", "court", "date", "link", "action", "report", "cites", "cause", "applied",
     "proposition", "language", "result", "text", "licence", *NAMES}
)  # fmt: skip
_USUAL = {"CN-HK": "en", "CN-MO": "pt", "CN": "zh-hans"}
_LINK = re.compile(r"https?://[^\s/]+\.[^\s]+", re.IGNORECASE)
_HOW = re.compile(r"^(?P<how>[a-z-]+)\s*[:：]\s*(?P<rest>.+)$", re.DOTALL)
_FACTS = re.compile(r"^(?P<law>.+?)\s*@\s*(?P<day>\d{4}-\d{2}-\d{2})$", re.DOTALL)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class BadLine(ValueError):
    """A line that does not go in; the message is the reason, in the language of whoever imports."""


@dataclass(frozen=True)
class LawCited:
    """A citation that the line states."""

    citation_id: str
    key: str
    words: str
    kind: str
    fact_date: date | None = None


@dataclass
class ParsedJudgment:
    """One line, read. ``names`` and ``texts`` by language; ``further``: (citation id, words) pairs."""

    docket: Docket
    citation_id: str
    language: str
    names: dict[str, str] = field(default_factory=dict)
    decided_date: date | None = None
    link: str = ""
    court_name: str = ""
    cause: str = ""
    result: str = ""
    proposition: str = ""
    text: str = ""
    licence: str = ""
    further: list[tuple[str, str]] = field(default_factory=list)
    cited: list[LawCited] = field(default_factory=list)


def lines_of(received: Received) -> Iterator[tuple[int, dict[str, Any] | str]]:
    """Each line's number in the file with its values, or with the reason why it cannot be read.

    :raises Refused: the file as a whole is no such table.
    """
    if len(received.data) > MOST_BYTES:
        raise Refused("table_too_large")
    try:
        text = received.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused("table_not_text") from error
    if "\x00" in text:
        raise Refused("table_not_text")
    if not text.strip():
        raise Refused("table_empty")
    return _json_lines(text) if text.lstrip().startswith("{") else _csv_lines(text)


def _json_lines(text: str) -> Iterator[tuple[int, dict[str, Any] | str]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        if number > MOST_LINES:
            yield number, _("The file has more than 50,000 lines; the rest was not read.")
            return
        try:
            row = json.loads(line)
            json.dumps(row, ensure_ascii=False).encode()  # half a character, as \ud800, is none
        except (ValueError, RecursionError):
            yield number, _("This line is not JSON.")
            continue
        yield number, row if isinstance(row, dict) else _("This line is not a JSON object.")


def _csv_lines(text: str) -> Iterator[tuple[int, dict[str, Any] | str]]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    headings = {str(name).strip().lower() for name in reader.fieldnames or ()}
    if not {"jurisdiction", "citation"} <= headings:
        raise Refused("table_headings")
    return _csv_rows(reader)


def _csv_rows(reader: csv.DictReader[str]) -> Iterator[tuple[int, dict[str, Any] | str]]:
    try:
        for count, row in enumerate(reader, 1):
            if count > MOST_LINES:
                yield reader.line_num, _("The file has more than 50,000 lines; the rest was not read.")
                return
            if None in row:
                yield reader.line_num, _("This line has more cells than the heading.")
                continue
            yield reader.line_num, {str(name).strip().lower(): value or "" for name, value in row.items()}
    except csv.Error:
        yield reader.line_num, _("From this line on, the file cannot be read as CSV.")


def judgment_of(row: Mapping[str, Any], *, today: date) -> ParsedJudgment:
    """The judgment of one line.

    :raises BadLine: something is missing, unreadable or not allowed.
    """
    unknown = sorted(str(name) for name in row if name not in COLUMNS)
    if unknown:
        raise BadLine(_("Unknown columns: %(names)s.") % {"names": ", ".join(unknown)[:200]})
    place = PLACES.get(_text(row, "jurisdiction").lower())
    if place is None:
        raise BadLine(_("The jurisdiction must be hk, mo or cn."))
    found, citation_id = _docket(row, place)
    language = _language(row, place)
    parsed = ParsedJudgment(found, citation_id, language, _names(row, language))
    parsed.decided_date = _day(_text(row, "date"), today)
    parsed.link = _link(row)
    parsed.further = _further(row, citation_id)
    parsed.cited = [_cited(one, place, today, Citation.Kind.MENTIONED) for one in _list(row, "cites")]
    _by_place(parsed, row, today)
    return parsed


def _by_place(parsed: ParsedJudgment, row: Mapping[str, Any], today: date) -> None:
    """What is asked of each place: Hong Kong is linked only, the Mainland must say what it applied."""
    place = parsed.docket.jurisdiction
    if place != "CN":
        if _text(row, "text"):
            raise BadLine(
                _("Judgments of Hong Kong and Macao are linked, their text is not kept: leave “text” empty.")
            )
        if place == "CN-HK" and not parsed.link:
            raise BadLine(_("A Hong Kong judgment needs the address where it is read."))
        if any(_text(row, name) for name in ("applied", "result", "proposition", "cause", "licence")):
            raise BadLine(
                _("Law applied, result, proposition, cause and licence are for Mainland judgments.")
            )
        if place == "CN-HK" and not parsed.names:
            raise BadLine(_("The name of the case is missing."))
        parsed.court_name = _text(row, "court")[:200] if place == "CN-HK" else ""
        return
    parsed.court_name = _text(row, "court")[:200]
    if not parsed.court_name:
        raise BadLine(_("The name of the court is missing."))
    applied = [_cited(one, "", today, Citation.Kind.APPLIED) for one in _list(row, "applied")]
    if not applied or any(not one.citation_id.startswith(("hk:", "mo:")) for one in applied):
        raise BadLine(_("“applied” must name the law of Hong Kong or Macao that the judgment applied."))
    parsed.cited += applied
    parsed.cause = _text(row, "cause")[:200]
    parsed.result = _text(row, "result").lower() or Ascertained.UNSTATED
    if parsed.result not in Ascertained.values:
        raise BadLine(_("The result must be one of: %(names)s.") % {"names": ", ".join(Ascertained.values)})
    parsed.proposition = _text(row, "proposition")
    if not parsed.proposition:
        raise BadLine(
            _("The proposition is missing: what the judgment says about that law, in its own words.")
        )
    parsed.text, parsed.licence = _text(row, "text"), _text(row, "licence")[:500]
    if parsed.text and not parsed.licence:
        raise BadLine(
            _("Full text is kept only with the licence of its source: give “licence”, or leave “text” empty.")
        )


def _docket(row: Mapping[str, Any], place: str) -> tuple[Docket, str]:
    words = _text(row, "citation")
    case = next((one for one in recognise(words, jurisdiction=place) if one.kind == "case"), None)
    if case is None and place == "CN-MO" and re.fullmatch(r"\d{1,4}/\d{4}(?:/[A-Z])?", words):
        case = next(iter(recognise(f"Processo n.º {words}", jurisdiction=place)), None)
    if case is None or case.jurisdiction != place:
        raise BadLine(
            _("The citation “%(words)s” is not that of a case of this jurisdiction.") % {"words": words[:80]}
        )
    citation_id = case.id
    if ":*:" in citation_id:
        citation_id = citation_id.replace(":*:", f":{_macao_court(_text(row, 'court'))}:")
    found = docket(citation_id)
    if found is None:
        raise BadLine(
            _("The citation “%(words)s” does not name a judgment by itself.") % {"words": words[:80]}
        )
    return found, citation_id


def _macao_court(words: str) -> str:
    if words.lower() in COURTS:
        return words.lower()
    for code, pattern in COURTS.items():
        if pattern.search(words):
            return code
    raise BadLine(_("The court is missing or unknown: Macao's case numbers collide across courts."))


def _language(row: Mapping[str, Any], place: str) -> str:
    given = _text(row, "language").lower()
    if given and given not in languages.CODES:
        raise BadLine(_("The language must be one of: %(names)s.") % {"names": ", ".join(languages.CODES)})
    return given or _USUAL[place]


def _names(row: Mapping[str, Any], language: str) -> dict[str, str]:
    names = {code: _text(row, f"name_{code}")[:500] for code in languages.CODES}
    names[language] = _text(row, "name")[:500] or names[language]
    return {code: name for code, name in names.items() if name}


def _link(row: Mapping[str, Any]) -> str:
    link = _text(row, "link")
    if link and (len(link) > 1000 or not _LINK.fullmatch(link)):
        raise BadLine(_("The address must begin with https:// or http://."))
    return link


def _further(row: Mapping[str, Any], own: str) -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    for words in (*_list(row, "action"), *_list(row, "report")):
        case = next((one for one in recognise(words) if one.kind == "case"), None)
        if case is None:
            raise BadLine(_("“%(words)s” is not the citation of a case.") % {"words": words[:80]})
        if case.id != own:
            found[case.id.lower()[:120]] = " ".join(words.split())[:120]
    return list(found.items())


def _cited(words: str, place: str, today: date, kind: str) -> LawCited:
    how = _HOW.match(words)
    if how and how["how"] in Citation.Kind.values:
        kind, words = how["how"], how["rest"].strip()
    dated = _FACTS.match(words)
    law, day = (dated["law"], _day(dated["day"], today)) if dated else (words, None)
    found: list[Recognised] = recognise(law, jurisdiction=place)
    if len(found) != 1:
        raise BadLine(_("“%(words)s” is not one citation.") % {"words": words[:80]})
    one = found[0]
    return LawCited(one.id.lower()[:150], one.provision.lower()[:120], " ".join(law.split())[:300], kind, day)


def _day(words: str, today: date) -> date | None:
    if not words:
        return None
    try:
        day = date.fromisoformat(words) if _DAY.fullmatch(words) else None
    except ValueError:
        day = None
    if day is None:
        raise BadLine(_("Enter the day as year-month-day, for example 2018-05-01."))
    if day > today:
        raise BadLine(_("The day %(day)s lies in the future.") % {"day": words})
    return day


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    if value is None:
        return ""
    if isinstance(value, list) and name in ("applied",):
        return "; ".join(str(one) for one in value)
    if not isinstance(value, str | int):
        raise BadLine(_("“%(name)s” must be text.") % {"name": name})
    text = str(value).replace("\x00", "").strip()
    if len(text) > LONGEST:
        raise BadLine(_("“%(name)s” is too long.") % {"name": name})
    return text


def _list(row: Mapping[str, Any], name: str) -> list[str]:
    value = row.get(name) or []
    parts = value if isinstance(value, list) else re.split(r"[;；\n]", _text(row, name))
    if not all(isinstance(part, str) for part in parts) or len(parts) > 2000:
        raise BadLine(_("“%(name)s” must be a list of citations.") % {"name": name})
    return [part.strip() for part in parts if part.strip()]
