"""Tables of cases (CSV, XLSX) read, mapped and checked; nothing here writes a case.

A row is one case. Columns may stand in any order under any heading; the mapping says which is which. Rows that
cannot be imported are named by row number and column. A case that stands already with the same entries is left as
it is, so a second run changes nothing; one that stands with other entries is named: legal records are rectified,
never overwritten by a table.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.cases.models import Case, Cause, Party
from portal.identity.models import Court

MOST_ROWS = 5_000
MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 100 * 1024 * 1024

COLUMNS: dict[str, Any] = {
    "court": gettext_lazy("Court (code)"),
    "court_number": gettext_lazy("Court's case number"),
    "procedure": gettext_lazy("Procedure"),
    "filed_date": gettext_lazy("Date of filing"),
    "cause": gettext_lazy("Cause of action"),
    "plaintiffs": gettext_lazy("Plaintiffs"),
    "defendants": gettext_lazy("Defendants"),
    "third_parties": gettext_lazy("Third parties"),
}
NEEDED = ("court", "court_number", "procedure", "filed_date")
ROLES = {"plaintiffs": "plaintiff", "defendants": "defendant", "third_parties": "third_party"}
HEADINGS: dict[str, tuple[str, ...]] = {
    "court": ("court", "tribunal", "法院", "法院代碼", "法院代码"),
    "court_number": ("case number", "court number", "case no.", "número do processo", "案號", "案号"),
    "procedure": (
        "procedure",
        "processo",
        "forma do processo",
        "程序",
        "審理程序",
        "审理程序",
        "適用程序",
        "适用程序",
    ),
    "filed_date": (
        "filed",
        "date of filing",
        "filing date",
        "data de entrada",
        "立案日期",
        "立案時間",
        "立案时间",
    ),
    "cause": ("cause", "cause of action", "causa de pedir", "案由"),
    "plaintiffs": ("plaintiff", "plaintiffs", "autor", "autores", "原告"),
    "defendants": ("defendant", "defendants", "réu", "réus", "被告"),
    "third_parties": ("third party", "third parties", "terceiros", "第三人"),
}
ENTITY_ENDINGS = (
    "公司",
    "銀行",
    "银行",
    "中心",
    "合作社",
    "廠",
    "厂",
    "limited",
    "ltd",
    "ltd.",
    "limitada",
    "lda.",
    "s.a.",
)


@dataclass(frozen=True)
class Table:
    """A table as it was read: headings, and rows with their number in the file (the heading is row 1)."""

    headings: list[str]
    rows: list[tuple[int, list[str]]]

    def to_text(self) -> str:
        """The table as JSON, for keeping it between upload and import."""
        return json.dumps({"headings": self.headings, "rows": self.rows}, ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> Table:
        """The table out of :meth:`to_text`."""
        held = json.loads(text)
        return cls(held["headings"], [(number, cells) for number, cells in held["rows"]])


@dataclass(frozen=True)
class Problem:
    """Why a row cannot be imported: its number, the column's name, a sentence."""

    row: int
    column: str
    sentence: str


@dataclass(frozen=True)
class PlannedParty:
    """A party out of the table."""

    role: str
    name: str
    kind: str


@dataclass
class PlannedCase:
    """One row, checked: what would be written, or why it cannot be; ``existing`` stands already, unchanged."""

    row: int
    court: Court | None = None
    court_number: str = ""
    procedure: str = ""
    filed_date: date | None = None
    cause: Cause | None = None
    parties: list[PlannedParty] = field(default_factory=list)
    existing: Case | None = None
    problems: list[Problem] = field(default_factory=list)


def read_table(content: bytes, file_name: str) -> Table:
    """The table in a CSV file (UTF-8 or GB 18030) or in the first sheet of an XLSX file.

    :raises ValidationError: a sentence saying why the file cannot be read.
    """
    if len(content) > MOST_BYTES:
        raise ValidationError(_("The file is larger than %(size)s MB.") % {"size": MOST_BYTES >> 20})
    lines = _xlsx_lines(content) if content[:2] == b"PK" else _csv_lines(content, file_name)
    if not lines or not any(lines[0]):
        raise ValidationError(_("The file has no heading row."))
    headings = [" ".join(cell.split()) for cell in lines[0]]
    rows = [(number, cells) for number, cells in enumerate(lines[1:], start=2) if any(cells)]
    if not rows:
        raise ValidationError(_("The file holds a heading row and no cases."))
    if len(rows) > MOST_ROWS:
        raise ValidationError(_("The file holds more than %(count)s cases; split it.") % {"count": MOST_ROWS})
    return Table(headings, rows)


def _csv_lines(content: bytes, file_name: str) -> list[list[str]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        delimiter = max(",;\t", key=text.partition("\n")[0].count)
        return [
            [cell.strip() for cell in line] for line in csv.reader(io.StringIO(text), delimiter=delimiter)
        ]
    raise ValidationError(_("%(file)s is neither a CSV table nor an XLSX workbook.") % {"file": file_name})


def _xlsx_lines(content: bytes) -> list[list[str]]:
    import openpyxl  # large, and needed by the few who bring a workbook

    refused = ValidationError(_("The workbook cannot be read; save it again as XLSX, or as CSV."))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > MOST_UNPACKED:
                raise refused
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        lines = [
            [_cell(value) for value in row]
            for row in sheet.iter_rows(max_row=MOST_ROWS + 2, values_only=True)
        ]
        book.close()
    except ValidationError:
        raise
    except Exception as error:  # openpyxl raises whatever its XML parser and zip reader raise
        raise refused from error
    return lines


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value).strip()


def guess_mapping(headings: Sequence[str]) -> dict[str, int]:
    """Which column is which, by known headings in the four languages; what is not known is left to the clerk."""
    lowered = [heading.lower() for heading in headings]
    found = {}
    for column, known in HEADINGS.items():
        place = next((place for place, heading in enumerate(lowered) if heading in known), None)
        if place is not None:
            found[column] = place
    return found


def plan(table: Table, mapping: Mapping[str, int], courts: Sequence[Court]) -> list[PlannedCase]:
    """Every row checked against the register; a bounded number of queries, whatever the number of rows.

    ``courts`` are those whose cases the clerk may enter.
    """
    registers = _Registers(courts)
    planned = [_planned_row(number, _named(cells, mapping), registers) for number, cells in table.rows]
    registers.compare(planned)
    seen: dict[tuple[Any, str], int] = {}
    for case in planned:
        key = (case.court.pk if case.court else None, case.court_number)
        if case.court and case.court_number and key in seen:
            sentence = _("The same case stands in row %(row)s already.") % {"row": seen[key]}
            case.problems.append(Problem(case.row, str(COLUMNS["court_number"]), sentence))
        seen.setdefault(key, case.row)
    return planned


class _Registers:
    """What the rows are checked against, loaded once."""

    def __init__(self, courts: Sequence[Court]) -> None:
        self.courts = {
            name.lower(): court for court in courts for name in (court.code, *_names(court)) if name
        }
        causes = Cause.objects.all()
        self.causes = {
            name.lower(): cause for cause in causes for name in (cause.code, *_names(cause)) if name
        }
        labels = {str(label).lower(): code for code, label in Case.Procedure.choices}
        self.procedures = {**PROCEDURE_WORDS, **labels, **{code: code for code in Case.Procedure.values}}

    def compare(self, planned: Sequence[PlannedCase]) -> None:
        """Find what stands already; the same entries are left, other entries are a problem of the row."""
        numbers = [case.court_number for case in planned if case.court]
        now = Prefetch("parties", Party.objects.filter(valid_to=None, succeeds=None))
        known: dict[tuple[Any, str], Case] = {}
        for start in range(0, len(numbers), 500):
            found = Case.objects.filter(court_number__in=numbers[start : start + 500]).prefetch_related(now)
            known.update({(case.court_id, case.court_number): case for case in found})
        for case in planned:
            standing = known.get((case.court.pk, case.court_number)) if case.court else None
            if standing is not None and not case.problems:
                case.existing = standing
                case.problems.extend(_differences(case, standing))


PROCEDURE_WORDS = {
    "普通程序": "ordinary", "简易程序": "summary", "簡易程序": "summary", "小额诉讼程序": "small_claims",
    "小額訴訟程序": "small_claims", "小额诉讼": "small_claims", "特别程序": "special", "特別程序": "special",
    "二审": "second_instance", "第二审程序": "second_instance", "二審": "second_instance", "再审": "retrial",
    "审判监督程序": "retrial", "再審": "retrial", "执行": "enforcement", "执行程序": "enforcement", "執行": "enforcement",
    "诉前调解": "pre_filing", "訴前調解": "pre_filing",
}  # fmt: skip


def _names(row: Court | Cause) -> list[str]:
    return [getattr(row, f"name_{code}", "") or "" for code in ("zh_hant", "zh_hans", "pt", "en")]


def _named(cells: Sequence[str], mapping: Mapping[str, int]) -> dict[str, str]:
    return {column: cells[place] if place < len(cells) else "" for column, place in mapping.items()}


def _planned_row(number: int, cells: Mapping[str, str], registers: _Registers) -> PlannedCase:
    case = PlannedCase(row=number)
    checks: dict[str, Callable[[str], Any]] = {
        "court": lambda text: registers.courts[text.lower()],
        "court_number": lambda text: " ".join(text.split()),
        "procedure": lambda text: registers.procedures[text.lower()],
        "filed_date": _day,
        "cause": lambda text: registers.causes[text.lower()],
    }
    for column, check in checks.items():
        text = cells.get(column, "").strip()
        if not text:
            if column in NEEDED:
                case.problems.append(Problem(number, str(COLUMNS[column]), _("The cell is empty.")))
            continue
        try:
            setattr(case, column, check(text))
        except (KeyError, ValueError):
            case.problems.append(Problem(number, str(COLUMNS[column]), _unknown(column, text)))
    case.parties = [party for column in ROLES for party in _parties(ROLES[column], cells.get(column, ""))]
    if any(len(party.name) > 200 for party in case.parties):
        case.problems.append(
            Problem(number, str(COLUMNS["plaintiffs"]), _("A name is longer than 200 characters."))
        )
    return case


def _unknown(column: str, text: str) -> str:
    words = {"text": text[:60]}
    if column == "court":
        return _("“%(text)s” is not a court at which you hold an office.") % words
    if column == "filed_date":
        return _("“%(text)s” is not a date; write it as 2026-11-22.") % words
    if column == "procedure":
        return _("“%(text)s” is not a procedure that the portal knows.") % words
    return _("“%(text)s” is not a cause of action that the portal knows.") % words


def _day(text: str) -> date:
    for form in ("%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日", "%Y.%m.%d"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise ValueError(text)


def _parties(role: str, text: str) -> list[PlannedParty]:
    parts = text
    for mark in ("；", ";", "、", "\n", "|"):
        parts = parts.replace(mark, "\x1f")
    names = [" ".join(part.split()) for part in parts.split("\x1f")]
    return [
        PlannedParty(role, name, "entity" if name.lower().endswith(ENTITY_ENDINGS) else "natural")
        for name in names
        if name
    ]


def _differences(case: PlannedCase, standing: Case) -> list[Problem]:
    sentence = _("Stands already as %(reference)s with another entry; rectify it there if it is wrong.")
    said = sentence % {"reference": standing.reference}
    found = []
    for column in ("procedure", "filed_date"):
        if getattr(case, column) != getattr(standing, column):
            found.append(Problem(case.row, str(COLUMNS[column]), said))
    if case.cause is not None and case.cause.pk != standing.cause_id:
        found.append(Problem(case.row, str(COLUMNS["cause"]), said))
    held = {(party.role, party.name) for party in standing.parties.all()}
    for column, role in ROLES.items():
        wanted = {(party.role, party.name) for party in case.parties if party.role == role}
        if wanted - held:
            found.append(Problem(case.row, str(COLUMNS[column]), said))
    return found
