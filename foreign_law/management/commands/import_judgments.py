"""``manage.py import_judgments FILE… [--json]``"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from foreign_law.actions.judgments import Recorded, record_judgments
from foreign_law.importers.parsed import Received, Refused
from foreign_law.management.telling import SpokenCommand, whole
from foreign_law.tasks.library import index_now
from portal.audit.actors import system_actor

EVERY = 500


class Command(SpokenCommand):
    """Judgments from a table, into the library: Hong Kong and Macao linked, the Mainland with the law applied."""

    help = (
        "Record judgments from CSV files or JSON Lines: Hong Kong and Macao judgments as links with what they cite, "
        "Mainland judgments that apply Hong Kong or Macao law with law, proposition and result. A second run changes "
        "nothing. Exit status 1 when a line or a file was refused; the other lines go in."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="FILE")
        parser.add_argument("--json", action="store_true", help="print the closing report as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        reports: dict[str, Recorded] = {}
        for path in options["paths"]:
            reports[path] = self._one(path)
        indexed = index_now(at=timezone.now())
        if options["json"]:
            closing = {"files": {path: one.as_json() for path, one in reports.items()}, "indexed": indexed}
            self.stdout.write(json.dumps(closing, ensure_ascii=False))
        else:
            self._say(reports, indexed)
        if any(report.refused for report in reports.values()):
            sys.exit(1)

    def _one(self, path: str) -> Recorded:
        try:
            received = Received(Path(path).name, Path(path).read_bytes())
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        actor = system_actor("import_judgments")
        try:
            return record_judgments(received, actor=actor, at=timezone.now(), progress=self._progress)
        except Refused as reason:
            return Recorded(refused=[(0, whole(reason.reason))])

    def _progress(self, lines: int) -> None:
        if lines % EVERY == 0:
            self.stderr.write(f"{lines} lines", str)

    def _say(self, reports: dict[str, Recorded], indexed: int) -> None:
        for path, report in reports.items():
            self.stdout.write(
                _(
                    "%(file)s: lines %(lines)s, new %(new)s, changed %(changed)s, unchanged %(unchanged)s, refused %(refused)s"
                )
                % {
                    "file": path, "lines": report.lines, "new": report.new, "changed": report.changed,
                    "unchanged": report.unchanged, "refused": len(report.refused),
                }
            )  # fmt: skip
            for line, reason in report.refused:
                self.stdout.write(
                    "  " + _("line %(line)s: %(reason)s") % {"line": line, "reason": reason}
                    if line
                    else f"  {reason}"
                )
        self.stdout.write(_("Units indexed: %(count)s") % {"count": indexed})
