"""The rows of a file against the register: what is wrong, who is who, and whether it may go on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from mediation_registry.importers.panel import PanelRow, Problem, understand
from mediation_registry.importers.tables import Table
from mediation_registry.models import PanelImport, Registrant
from mediation_registry.queries import imports as queries
from portal.numbering import is_checked

NEW = "new"


@dataclass
class Line:
    """One row with the registrants whom it may be; ``chosen`` is a registrant's key, ``new``, or empty while open."""

    row: PanelRow
    candidates: list[Registrant] = field(default_factory=list)
    by_number: bool = False
    chosen: str = ""

    @property
    def is_open(self) -> bool:
        """A person has still to say who this is."""
        return bool(self.candidates) and not self.chosen

    @property
    def registrant(self) -> Registrant | None:
        """The registrant that was chosen; None for a new one."""
        return next((one for one in self.candidates if str(one.pk) == self.chosen), None)


@dataclass
class Review:
    """A whole file, reviewed."""

    lines: list[Line]

    @property
    def errors(self) -> list[Problem]:
        return [problem for line in self.lines for problem in line.row.errors]

    @property
    def warnings(self) -> list[Problem]:
        return [problem for line in self.lines for problem in line.row.warnings]

    @property
    def open_lines(self) -> list[Line]:
        return [line for line in self.lines if line.is_open]

    @property
    def is_sound(self) -> bool:
        """Nothing stands in the way of a proposal."""
        return bool(self.lines) and not self.errors and not self.open_lines


def review(panel_import: PanelImport) -> Review:
    """Every row checked, and compared with the register; a bounded number of queries, nothing written."""
    table = Table.from_text(panel_import.table)
    rows = understand(table, panel_import.columns, panel_import.valid_from)
    numbered = queries.by_number((row.register_no for row in rows), panel_import.scheme)
    nameable = {
        row.row: (row.place, row.names) for row in rows if row.place and row.names and not row.register_no
    }
    named = queries.by_names(nameable, panel_import.scheme)
    lines = []
    for row in rows:
        line = Line(row, named.get(row.row, []))
        if row.register_no:
            line = _numbered(row, numbered)
        line.chosen = _valid(panel_import.matches.get(str(row.row), ""), line)
        lines.append(line)
    _refuse_doubled_choices(lines)
    return Review(lines)


def _numbered(row: PanelRow, numbered: dict[str, Registrant]) -> Line:
    found = numbered.get(row.register_no)
    words = {"number": row.register_no}
    if found is None:
        sentence = (
            _("%(number)s is not in the register; leave the cell empty for somebody who is new.")
            if is_checked(row.register_no)
            else _("%(number)s is not a register number: its check character is wrong.")
        )
        row.fault("register_no", sentence % words)
        return Line(row)
    held = {name.script: name.text for name in found.person.current_names}
    if any(held.get(script) != text for script, text in row.names.items()):
        sentence = _("The register has other names for %(number)s (%(names)s); the certificate bears those.")
        row.fault("register_no", sentence % {**words, "names": " · ".join(held.values())}, is_warning=True)
    return Line(row, [found], by_number=True)


def _valid(chosen: Any, line: Line) -> str:
    """A choice that is still possible; a number names one registrant, so a new one is no choice there."""
    if chosen == NEW and not line.by_number:
        return NEW
    try:
        return str(chosen) if UUID(str(chosen)) in {one.pk for one in line.candidates} else ""
    except ValueError:
        return ""


def _refuse_doubled_choices(lines: list[Line]) -> None:
    seen: dict[str, int] = {}
    for line in lines:
        if line.chosen in ("", NEW):
            continue
        if line.chosen in seen:
            column = "register_no" if line.by_number else "name_zh_hant"
            line.row.fault(
                column, _("The same registrant stands in row %(row)s already.") % {"row": seen[line.chosen]}
            )
        seen.setdefault(line.chosen, line.row.row)
