"""A table out of a CSV file or an XLSX workbook: headings and rows as text, formulas marked, nothing run.

CSV in UTF-8 (with or without BOM), GB 18030 or Big5-HKSCS. The two Chinese encodings overlap: that one is taken in
which more of the text stands among the everyday characters, unless the person who uploads says which it is.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Sized
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 60 * 1024 * 1024
MOST_ROWS = 2_000
MOST_COLUMNS = 60
LONGEST_CELL = 1_000
MOST_SHEETS = 20
#: Written before a cell that holds a formula, so that it survives as text and is seen.
FORMULA = "\x1fformula:"
UTF8, GB, BIG5, XLSX = "utf-8", "gb18030", "big5hkscs", "xlsx"
ENCODINGS = (UTF8, GB, BIG5)
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
#: Lead bytes of the everyday characters: level 1 of GB 2312, and of Big5.
EVERYDAY = {GB: (0xB0, 0xD7), BIG5: (0xA4, 0xC6)}


@dataclass(frozen=True)
class Table:
    """Headings, and rows with their number in the file (the heading's own row is counted)."""

    headings: list[str]
    rows: list[tuple[int, list[str]]]
    encoding: str

    def to_text(self) -> str:
        """The table as JSON, for keeping it between upload and approval."""
        return json.dumps(
            {"headings": self.headings, "rows": self.rows, "encoding": self.encoding}, ensure_ascii=False
        )

    @classmethod
    def from_text(cls, text: str) -> Table:
        """The table out of :meth:`to_text`."""
        held = json.loads(text)
        return cls(held["headings"], [(number, cells) for number, cells in held["rows"]], held["encoding"])


def read_table(content: bytes, encoding: str = "") -> Table:
    """The one table in the file. ``encoding`` (of a CSV file) is found out where it is not said.

    :raises ValidationError: a sentence saying why the file cannot be read.
    """
    if len(content) > MOST_BYTES:
        raise ValidationError(_("The file is larger than %(size)s MB.") % {"size": MOST_BYTES >> 20})
    if not content.strip():
        raise ValidationError(_("The file is empty."))
    if content.startswith(b"PK"):
        lines, found = _xlsx_lines(content), XLSX
    else:
        lines, found = _csv_lines(content, encoding)
    return _table(lines, found)


def _table(lines: list[list[str]], encoding: str) -> Table:
    filled = [(number, cells) for number, cells in enumerate(lines, start=1) if any(cells)]
    if not filled:
        raise ValidationError(_("The file is empty."))
    headings = [" ".join(cell.split()) for cell in filled[0][1]]
    rows = filled[1:]
    if not rows:
        raise ValidationError(_("The file holds a heading row and nothing below it."))
    if len(rows) > MOST_ROWS:
        raise ValidationError(_("The file holds more than %(count)s rows.") % {"count": MOST_ROWS})
    if max(len(cells) for _number, cells in filled) > MOST_COLUMNS:
        raise ValidationError(_("The file holds more than %(count)s columns.") % {"count": MOST_COLUMNS})
    longest = max(len(cell) for _number, cells in filled for cell in cells)
    if longest > LONGEST_CELL:
        raise ValidationError(_("A cell holds more than %(count)s characters.") % {"count": LONGEST_CELL})
    return Table(headings, rows, encoding)


# -- CSV
def _csv_lines(content: bytes, encoding: str) -> tuple[list[list[str]], str]:
    wrong_type = ValidationError(
        _("This is neither a CSV table nor an XLSX workbook. Save the panel as XLSX, or as CSV in UTF-8."),
        code="type",
    )
    if content.startswith(OLD_OFFICE):
        raise ValidationError(
            _(
                "The workbook is of the old format or protected by a password. Save it as XLSX without a password."
            ),
            code="type",
        )
    if b"\x00" in content or content.startswith(
        (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"\x1f\x8b")
    ):
        raise wrong_type
    text, found = decode(content, encoding)
    if any(ord(sign) < 32 and sign not in "\t\r\n" for sign in text):
        raise wrong_type
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    try:
        read = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        return [[_written(cell) for cell in line] for line in read], found
    except csv.Error as error:
        raise ValidationError(_("A quotation mark in the CSV table is not closed.")) from error


def decode(content: bytes, encoding: str = "") -> tuple[str, str]:
    """The text of a CSV file and its encoding.

    :raises ValidationError: it is not written in the encoding that was said, or in none of those known.
    """
    candidates = (encoding,) if encoding in ENCODINGS else ENCODINGS
    texts = {}
    for candidate in candidates:
        try:
            texts[candidate] = content.decode("utf-8-sig" if candidate == UTF8 else candidate)
        except UnicodeDecodeError:
            continue
    if UTF8 in texts:
        return texts[UTF8], UTF8
    if not texts:
        raise ValidationError(
            _("The characters of the file cannot be read. Save it as CSV in UTF-8, or as XLSX."),
            code="encoding",
        )
    best = max(texts, key=lambda candidate: everyday_share(texts[candidate], candidate))
    return texts[best], best


def everyday_share(text: str, encoding: str) -> float:
    """Which share of the Chinese characters stands among the everyday ones of the encoding, from 0 to 1."""
    low, high = EVERYDAY[encoding]
    total = everyday = 0
    for sign in text:
        if ord(sign) < 0x80:
            continue
        written = sign.encode(encoding, errors="replace")
        total += 1
        everyday += len(written) == 2 and low <= written[0] <= high
    return everyday / total if total else 0.0


def _written(cell: str) -> str:
    text = cell.strip()
    return f"{FORMULA}{text}" if text.startswith("=") else text


# -- XLSX
def _xlsx_lines(content: bytes) -> list[list[str]]:
    import openpyxl  # large, and needed by the few who bring a workbook

    _require_workbook(content)
    broken = ValidationError(
        _("The workbook cannot be read; save it again as XLSX, or as CSV in UTF-8."), code="type"
    )
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        _require_few(book.worksheets)
        read = [_lines_of(sheet) for sheet in book.worksheets]
        book.close()
    except ValidationError:
        raise
    except Exception as error:  # openpyxl raises whatever its XML parser and zip reader raise
        raise broken from error
    sheets = [lines for lines in read if any(any(cells) for cells in lines)]
    if not sheets:
        raise ValidationError(_("The file is empty."))
    if len(sheets) > 1:
        raise ValidationError(
            _("More than one sheet of the workbook is filled; keep only the one with the panel.")
        )
    return sheets[0]


def _require_workbook(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = set(packed.namelist())
            unpacked = sum(entry.file_size for entry in packed.infolist())
    except zipfile.BadZipFile as error:
        raise ValidationError(
            _("The workbook cannot be read; save it again as XLSX, or as CSV in UTF-8.")
        ) from error
    if "xl/workbook.xml" not in names:
        raise ValidationError(
            _(
                "This is neither a CSV table nor an XLSX workbook. Save the panel as XLSX, or as CSV in UTF-8."
            ),
            code="type",
        )
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise ValidationError(_("The workbook holds macros; save it as XLSX without them."), code="type")
    if unpacked > MOST_UNPACKED:
        raise ValidationError(_("The workbook is too large when unpacked."), code="size")


def _require_few(sheets: Sized) -> None:
    """A small file may hold thousands of sheets, each of which costs a reading of its own."""
    if len(sheets) > MOST_SHEETS:
        raise ValidationError(
            _("More than one sheet of the workbook is filled; keep only the one with the panel."),
            code="sheets",
        )


def _lines_of(sheet: Any) -> list[list[str]]:
    rows: Iterable[Any] = sheet.iter_rows(max_row=MOST_ROWS + 10, max_col=MOST_COLUMNS + 1)
    return [_trimmed([_cell(cell) for cell in row]) for row in rows]


def _trimmed(cells: list[str]) -> list[str]:
    """Without the empty cells at the end of the row."""
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _cell(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if getattr(cell, "data_type", "") == "f":
        return f"{FORMULA}{value}"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _written(str(value)) if isinstance(value, str) else str(value)
