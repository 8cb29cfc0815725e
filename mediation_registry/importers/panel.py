"""The rows of an official panel checked one by one, without asking the register: what each row says, and what is
wrong with it.

Rules. A row needs its place and at least one name. A Chinese column holds Chinese characters, the Portuguese and the
romanised column hold none. Guangdong publishes Chinese names, so a row of Guangdong with a romanised name alone is
refused; in Hong Kong and Macao somebody may have no Chinese name, so there it is a warning that a person reads. The
whole edition takes effect on one day: a row with another day is refused. A term exists only by a cited rule: an end
date is a warning and is not taken over.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mediation_registry.importers.tables import FORMULA, Table

NAMES = {"name_zh_hant": "zh-hant", "name_zh_hans": "zh-hans", "name_pt": "pt", "name_latin": "latin"}
CHINESE_COLUMNS = ("name_zh_hant", "name_zh_hans")
COLUMNS: dict[str, Any] = {
    "place": gettext_lazy("Place"),
    "name_zh_hant": gettext_lazy("Name in traditional Chinese"),
    "name_zh_hans": gettext_lazy("Name in simplified Chinese"),
    "name_pt": gettext_lazy("Name in Portuguese"),
    "name_latin": gettext_lazy("Name in English or romanised"),
    "register_no": gettext_lazy("Register number"),
    "valid_from": gettext_lazy("In force from"),
    "valid_to": gettext_lazy("Until"),
}
#: Headings by which a column is guessed, in the four languages; compared without case, spaces and marks.
HEADINGS: dict[str, tuple[str, ...]] = {
    "place": ("place", "jurisdiction", "region", "territory", "jurisdição", "região", "local", "lugar", "地區", "地区",
              "所屬地區", "所属地区", "地域", "法域", "屬地", "属地", "推薦地區", "推荐地区"),
    "name_zh_hant": ("chinese name (traditional)", "name (traditional chinese)", "traditional chinese name",
                     "nome em chinês tradicional", "繁體中文姓名", "繁体中文姓名", "姓名（繁體）", "姓名(繁體)", "姓名（繁体）",
                     "中文姓名", "姓名", "調解員姓名", "chinese name", "nome em chinês"),
    "name_zh_hans": ("chinese name (simplified)", "name (simplified chinese)", "simplified chinese name",
                     "nome em chinês simplificado", "簡體中文姓名", "简体中文姓名", "姓名（簡體）", "姓名(简体)", "姓名（简体）",
                     "调解员姓名"),
    "name_pt": ("portuguese name", "name (portuguese)", "nome", "nome em português", "nome completo", "葡文姓名", "葡語姓名",
                "葡语姓名"),
    "name_latin": ("english name", "name", "name (english)", "romanised name", "romanized name", "nome em inglês",
                   "nome romanizado", "英文姓名", "外文姓名", "拼音", "姓名拼音", "羅馬拼音", "罗马拼音"),
    "register_no": ("register number", "register no.", "registration number", "register_no", "número de registo",
                    "n.º de registo", "登記編號", "登记编号", "名冊編號", "名册编号", "註冊編號", "注册编号"),
    "valid_from": ("in force from", "valid from", "from", "em vigor desde", "válido desde", "desde", "生效日期", "有效期起",
                   "起始日期"),
    "valid_to": ("valid to", "valid until", "until", "expiry date", "válido até", "até", "有效期至", "有效期止", "屆滿日期",
                 "届满日期"),
}  # fmt: skip
PLACES: dict[str, tuple[str, ...]] = {
    "CN": ("gd", "cn", "guangdong", "guangdong province", "cantão", "mainland", "mainland china", "interior da china",
           "廣東", "广东", "廣東省", "广东省", "內地", "内地", "粵", "粤"),
    "CN-HK": ("hk", "cn-hk", "hong kong", "hong kong sar", "hksar", "raehk", "香港", "香港特別行政區", "香港特别行政区", "港"),
    "CN-MO": ("mo", "cn-mo", "macao", "macau", "macao sar", "raem", "澳門", "澳门", "澳門特別行政區", "澳门特别行政区", "澳"),
}  # fmt: skip
HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
LETTER = re.compile("[A-Za-zÀ-ɏḀ-ỿ]")
UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff\x00-\x08\x0b-\x1f\x7f]")
DATE_FORMS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%d/%m/%Y")
LONGEST_NAME = 200


@dataclass(frozen=True)
class Problem:
    """What is wrong with a row: its number, the column's name, a sentence; a warning does not stop the import."""

    row: int
    column: str
    sentence: str
    is_warning: bool = False


@dataclass
class PanelRow:
    """One row as it was understood. ``names`` by script; ``place`` is the code of the jurisdiction."""

    row: int
    place: str = ""
    names: dict[str, str] = field(default_factory=dict)
    register_no: str = ""
    problems: list[Problem] = field(default_factory=list)

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.problems if not problem.is_warning]

    @property
    def warnings(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.is_warning]

    def fault(self, column: str, sentence: str, *, is_warning: bool = False) -> None:
        """Write down what is wrong."""
        self.problems.append(Problem(self.row, str(COLUMNS[column]), sentence, is_warning))


def plain(heading: str) -> str:
    """A heading for comparing: NFKC, lower case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", heading).lower().split())


def guess_columns(headings: Sequence[str]) -> dict[str, int]:
    """Which column is which, by known headings; each column of the file is taken once, the rest is left open."""
    known = [plain(heading) for heading in headings]
    found: dict[str, int] = {}
    for column, words in HEADINGS.items():
        wanted = [plain(word) for word in words]
        places = [
            place for place, heading in enumerate(known) if heading in wanted and place not in found.values()
        ]
        if places:
            found[column] = min(places, key=lambda place: wanted.index(known[place]))
    return found


def understand(table: Table, columns: Mapping[str, int], valid_from: date) -> list[PanelRow]:
    """Every row with its problems; pure, asks nobody. ``columns``: column of the panel → place in the file."""
    rows = [_row(number, _cells(cells, columns), valid_from) for number, cells in table.rows]
    _find_doubles(rows)
    return rows


def _cells(cells: Sequence[str], columns: Mapping[str, int]) -> dict[str, str]:
    return {column: cells[place] if place < len(cells) else "" for column, place in columns.items()}


def _row(number: int, cells: Mapping[str, str], valid_from: date) -> PanelRow:
    row = PanelRow(number)
    usable = {column: text for column, text in cells.items() if _is_usable(row, column, text)}
    _read_place(row, usable.get("place", ""), "place" in cells and "place" not in usable)
    for column, script in NAMES.items():
        if text := _tidy(usable.get(column, "")):
            row.names[script] = text
            _check_name(row, column, text)
    _check_names(row)
    row.register_no = usable.get("register_no", "").strip().upper()
    _check_days(row, usable, valid_from)
    return row


def _is_usable(row: PanelRow, column: str, text: str) -> bool:
    if text.startswith(FORMULA):
        row.fault(column, _("The cell holds a formula; paste its value instead."))
        return False
    if UNREADABLE.search(text):
        row.fault(column, _("The cell holds characters that cannot be read; check the encoding of the file."))
        return False
    return True


def _tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _read_place(row: PanelRow, text: str, faulty: bool) -> None:
    if faulty:
        return
    if not text.strip():
        row.fault("place", _("The place is missing."))
        return
    wanted = plain(text)
    row.place = next((code for code, words in PLACES.items() if wanted in map(plain, words)), "")
    if not row.place:
        sentence = _("“%(text)s” is not one of the three places; write Guangdong, Hong Kong or Macao.")
        row.fault("place", sentence % {"text": text[:60]})


def _check_name(row: PanelRow, column: str, text: str) -> None:
    if len(text) > LONGEST_NAME:
        row.fault(column, _("The name is longer than 200 characters."))
    if column in CHINESE_COLUMNS and not HAN.search(text):
        row.fault(
            column,
            _("This column holds Chinese names, and “%(text)s” has no Chinese character.")
            % {"text": text[:60]},
        )
    if column not in CHINESE_COLUMNS and (HAN.search(text) or not LETTER.search(text)):
        row.fault(
            column,
            _("This column holds names in Latin letters, and “%(text)s” is not one.") % {"text": text[:60]},
        )


def _check_names(row: PanelRow) -> None:
    if not row.names:
        if not row.errors or all(problem.column == str(COLUMNS["place"]) for problem in row.errors):
            row.fault("name_zh_hant", _("The row is half filled: no name stands in it."))
        return
    if {"zh-hant", "zh-hans"} & set(row.names):
        return
    if row.place == "CN":
        row.fault(
            "name_zh_hans",
            _("A row of Guangdong needs the name in Chinese; it stands here in romanised form alone."),
        )
    else:
        sentence = _(
            "The name is given here in romanised form alone; make sure that the person has no Chinese name."
        )
        row.fault("name_zh_hant", sentence, is_warning=True)


def _check_days(row: PanelRow, cells: Mapping[str, str], edition_from: date) -> None:
    days = {column: _day(row, column, cells.get(column, "")) for column in ("valid_from", "valid_to")}
    begins, ends = days["valid_from"], days["valid_to"]
    if begins and ends and ends <= begins:
        row.fault("valid_to", _("The dates are out of order: the end lies before the beginning."))
    if begins and begins != edition_from:
        sentence = _("The whole edition is in force from %(edition)s; this row says %(row)s.")
        row.fault("valid_from", sentence % {"edition": edition_from.isoformat(), "row": begins.isoformat()})
    if ends and ends <= edition_from:
        row.fault("valid_to", _("The dates are out of order: the row ends before the edition begins."))
    elif ends:
        row.fault(
            "valid_to", _("A term exists only by a cited rule; this date is not taken over."), is_warning=True
        )


def _day(row: PanelRow, column: str, text: str) -> date | None:
    text = text.strip()
    if not text:
        return None
    for form in DATE_FORMS:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    row.fault(column, _("“%(text)s” is not a date; write it as 2026-11-22.") % {"text": text[:40]})
    return None


def _find_doubles(rows: Sequence[PanelRow]) -> None:
    """The same number, or all the same names in the same place, is an error; one name in common is a warning.

    Two people may bear one name: where each row has a register number of its own, nothing is said.
    """
    numbers: dict[str, int] = {}
    whole: dict[tuple[str, frozenset[tuple[str, str]]], PanelRow] = {}
    single: dict[tuple[str, str, str], PanelRow] = {}
    for row in rows:
        names = [(script, text.casefold()) for script, text in row.names.items()]
        keys = [(row.place, script, text) for script, text in names]
        same = whole.get((row.place, frozenset(names))) if names else None
        alike = next((single[key] for key in keys if key in single), None)
        if row.register_no and row.register_no in numbers:
            row.fault("register_no", _doubled() % {"row": numbers[row.register_no]})
        elif same is not None and not _told_apart(row, same):
            row.fault(_column_of(row), _doubled() % {"row": same.row})
        elif alike is not None and not _told_apart(row, alike):
            sentence = _("Row %(row)s bears one of these names too; make sure that they are two people.")
            row.fault(_column_of(row), sentence % {"row": alike.row}, is_warning=True)
        numbers.setdefault(row.register_no, row.row)
        whole.setdefault((row.place, frozenset(names)), row)
        for key in keys:
            single.setdefault(key, row)


def _told_apart(row: PanelRow, other: PanelRow) -> bool:
    return bool(row.register_no and other.register_no and row.register_no != other.register_no)


def _doubled() -> str:
    return _("The same registrant stands in row %(row)s already.")


def _column_of(row: PanelRow) -> str:
    return next(column for column, script in NAMES.items() if script in row.names)
