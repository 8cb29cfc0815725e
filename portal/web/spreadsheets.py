"""Tables for spreadsheets: no cell is run as a formula (CSV injection)."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO

#: A cell that begins with one of these, blanks before it or not, is read as a formula by some spreadsheets.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def as_text(cell: str) -> str:
    """The cell with an apostrophe before what a spreadsheet could run; some of them pass over blanks before the sign."""
    return f"'{cell}" if cell.startswith(FORMULA) or cell.lstrip().startswith(FORMULA) else cell


def csv_line(cells: Iterable[str]) -> str:
    """One line of CSV, ended by CRLF, every cell as text."""
    out = StringIO()
    csv.writer(out).writerow(as_text(cell) for cell in cells)
    return out.getvalue()
