"""What an import did, counted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from foreign_law.rules.refusals import Reason


@dataclass
class Report:
    """The closing report. ``versions`` counts texts that were new, ``unchanged`` documents held already."""

    files: int = 0
    works: set[str] = field(default_factory=set)
    new_works: int = 0
    expressions: set[tuple[str, str]] = field(default_factory=set)
    new_expressions: int = 0
    held: int = 0
    provisions: int = 0
    versions: int = 0
    recut: int = 0
    terms: int = 0
    unchanged: int = 0
    skipped: int = 0
    indexed: int = 0
    warnings: list[dict[str, Any]] = field(default_factory=list)
    refused: list[dict[str, Any]] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        """True when anything went in."""
        return self.held > 0

    def refuse(self, name: str, reason: Reason) -> None:
        """A file did not go in."""
        self.refused.append({"file": name, "reason": reason.plain(), "why": reason.as_json()})

    def as_json(self) -> dict[str, Any]:
        """The report as plain values."""
        return {
            "files": self.files,
            "instruments": len(self.works),
            "instruments_new": self.new_works,
            "expressions": len(self.expressions),
            "expressions_new": self.new_expressions,
            "deposited": self.held,
            "provisions": self.provisions,
            "versions": self.versions,
            "recut": self.recut,
            "terms": self.terms,
            "unchanged": self.unchanged,
            "changed": self.changed,
            "skipped": self.skipped,
            "indexed": self.indexed,
            "warnings": self.warnings,
            "refused": self.refused,
        }
