"""The book of one language version during a deposit: which text was seen when, and what follows from it."""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date

from foreign_law.models import Currency, Expression, HeldVersion, ProvisionVersion, Sighting
from foreign_law.rules.validity import Range, Seen, joins, ranges


@dataclass
class RowState:
    """The dates of a stored version row."""

    valid_from: date | None
    valid_to: date | None
    latest: bool


@dataclass
class Change:
    """What a deposit does to the rows of one provision."""

    row: str
    is_new: bool
    cut: dict[str, RowState] = field(default_factory=dict)
    before: dict[str, RowState] = field(default_factory=dict)
    clones: dict[str, str] = field(default_factory=dict)
    moved: list[date] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)
    contradicted: bool = False


@dataclass
class Ledger:
    """Sightings by provision and rows by id, loaded with two queries."""

    expression: Expression
    newest: date | None = None
    open_end: date | None = None
    files: list[date] = field(default_factory=list)
    seen: dict[str, list[Seen]] = field(default_factory=lambda: defaultdict(list))
    rows: dict[str, RowState] = field(default_factory=dict)
    orphans: dict[str, dict[tuple[str, str], str]] = field(default_factory=lambda: defaultdict(dict))

    @classmethod
    def load(cls, expression: Expression) -> Ledger:
        """The dated book of an expression, superseded files left out."""
        ledger = cls(expression)
        held = HeldVersion.objects.filter(expression=expression, superseded_at=None, held_date__isnull=False)
        for day, currency in held.order_by("held_date").values_list("held_date", "currency"):
            if day is not None:
                ledger.files.append(day)
                ledger.newest, ledger.open_end = day, day if currency == Currency.CURRENT else None
        for provision, row, day, start, digest, worth in (
            Sighting.objects.filter(held_version__in=held)
            .order_by("held_version__held_date")
            .values_list(
                "provision_id",
                "version_id",
                "held_version__held_date",
                "start_period",
                "version__digest",
                "version__authenticity",
            )
        ):
            if day is not None:
                ledger.seen[str(provision)].append(Seen(day, start, digest, str(row), worth))
        sighted = {seen.row for entries in ledger.seen.values() for seen in entries}
        for row, provision, begins, ends, latest, digest, worth in ProvisionVersion.objects.filter(
            expression=expression, superseded_at=None
        ).values_list("id", "provision_id", "valid_from", "valid_to", "latest", "digest", "authenticity"):
            ledger.rows[str(row)] = RowState(begins, ends, latest)
            if str(row) not in sighted:
                ledger.orphans[str(provision)][digest, worth] = str(row)
        return ledger

    def place(self, provision: str, held: date, start: date | None, digest: str, worth: str) -> Change:
        """Enter a sighting: the row that takes it, and the new dates of every row of the provision."""
        entries = self.seen[provision]
        before = max((seen for seen in entries if seen.held < held), key=lambda seen: seen.held, default=None)
        after = min((seen for seen in entries if seen.held > held), key=lambda seen: seen.held, default=None)
        fresh = Seen(held, start, digest, "", worth)
        if before is not None and joins(before, fresh, self.files):
            row, is_new = before.row, False
        elif after is not None and joins(fresh, after, self.files):
            row, is_new = after.row, False
        else:
            row = self.orphans[provision].pop((digest, worth), "") or str(uuid.uuid4())
            is_new = row not in self.rows
        change = Change(row, is_new, retired=list(self.orphans.pop(provision, {}).values()))
        if before and after and before.row == after.row != row:
            self._split(provision, after, change)
        entries.append(Seen(held, start, digest, row, worth))
        self._recut(provision, change)
        return change

    def absent(self, provision: str, held: date) -> Change | None:
        """A provision that a file of this date does not have: its dates may close or be split."""
        entries = self.seen[provision]
        before = max((seen for seen in entries if seen.held < held), key=lambda seen: seen.held, default=None)
        after = min((seen for seen in entries if seen.held > held), key=lambda seen: seen.held, default=None)
        change = Change("", False)
        if before and after and before.row == after.row:
            self._split(provision, after, change)
        self._recut(provision, change)
        return change if change.cut or change.clones else None

    def recut(self, provision: str) -> Change:
        """The dates of a provision, cut anew."""
        change = Change("", False)
        self._recut(provision, change)
        return change

    def _split(self, provision: str, tail: Seen, change: Change) -> None:
        """The sightings from ``tail`` on move to a copy of their row: another text stood in between."""
        clone = str(uuid.uuid4())
        change.clones[clone] = tail.row
        self.rows[clone] = RowState(None, None, False)
        entries = self.seen[provision]
        for position, seen in enumerate(entries):
            if seen.row == tail.row and seen.held >= tail.held:
                entries[position] = replace(seen, row=clone)
                change.moved.append(seen.held)

    def _recut(self, provision: str, change: Change) -> None:
        entries = self.seen[provision]
        if not entries:
            return
        cut = ranges(entries, open_end=self.open_end, files=self.files)
        last = max(entries, key=lambda seen: seen.held)
        for row, span in cut.items():
            state = self._state(row, span, last)
            change.contradicted = change.contradicted or span.contradicted
            if self.rows.get(row) != state:
                if row in self.rows:
                    change.before[row] = self.rows[row]
                change.cut[row] = state
                self.rows[row] = state

    def _state(self, row: str, span: Range, last: Seen) -> RowState:
        return RowState(span.begins, span.ends, row == last.row and last.held == self.newest)
