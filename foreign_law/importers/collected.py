"""What a run of collecting did, counted."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from foreign_law.importers.report import Report
from foreign_law.rules.refusals import Reason

COUNTED = ("files", "unchanged", "skipped", "provisions", "versions", "recut", "terms")


@dataclass
class ArchiveResult:
    """One archive: fetched, resumed, unchanged, refused, or (in a trial run) wanted."""

    name: str
    outcome: str
    reason: Reason | None = None
    digest: str = ""
    size: int = 0


@dataclass
class Collected:
    """The whole run. ``problems`` name what did not come or did not go in."""

    address: str
    archives: list[ArchiveResult] = field(default_factory=list)
    problems: list[dict[str, Any]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    events: int = 0
    indexed: int = 0

    def add(self, report: Report, folder: Path) -> None:
        """The import of one archive that lies in the folder."""
        for name in COUNTED:
            self.counts[name] = self.counts.get(name, 0) + getattr(report, name)
        for name, number in (
            ("deposited", report.held), ("instruments", len(report.works)), ("instruments_new", report.new_works),
            ("warnings", len(report.warnings)),
        ):  # fmt: skip
            self.counts[name] = self.counts.get(name, 0) + number
        prefix = f"{folder}/"
        self.problems += [{**one, "file": one["file"].removeprefix(prefix)} for one in report.refused]

    def refuse(self, name: str, reason: Reason) -> None:
        """Something did not come."""
        self.problems.append({"file": name, "reason": reason.plain(), "why": reason.as_json()})

    def of(self, *outcomes: str) -> int:
        """How many archives ended so."""
        return sum(archive.outcome in outcomes for archive in self.archives)

    def all_counts(self) -> dict[str, int]:
        """The numbers of the run by name."""
        return {
            "archives_new": self.of("fetched", "resumed"), "archives_unchanged": self.of("unchanged"),
            "archives_refused": self.of("refused"), **self.counts, "refused": len(self.problems),
            "events": self.events, "indexed": self.indexed,
        }  # fmt: skip

    def as_json(self) -> dict[str, Any]:
        """The report as plain values."""
        archives = [
            {**vars(archive), "reason": archive.reason.plain() if archive.reason else ""}
            for archive in self.archives
        ]
        return {
            "address": self.address,
            "archives": archives,
            "counts": self.all_counts(),
            "problems": self.problems,
        }
