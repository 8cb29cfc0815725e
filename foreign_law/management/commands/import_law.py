"""``manage.py import_law PATH… [--format auto|hklm|macao] [--json]``"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from foreign_law.actions.bring_in import bring_in
from foreign_law.importers.reader import FORMATS
from foreign_law.tasks import index_now
from portal.audit.actors import system_actor

WIDTH = 30


class Command(BaseCommand):
    """Files, folders and ZIP archives of Hong Kong e-Legislation XML and Macao texts, into the library."""

    help = (
        "Import Hong Kong e-Legislation XML (current and past files) and Macao gazette texts and judgment "
        "summaries from files, folders and ZIP archives. A second run changes nothing. "
        "Exit status 1 when a file was refused."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH")
        parser.add_argument("--format", choices=FORMATS, default="auto", dest="wanted")
        parser.add_argument("--json", action="store_true", help="print the closing report as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        report = bring_in(
            options["paths"],
            wanted=options["wanted"],
            actor=system_actor("import_law"),
            at=timezone.now(),
            progress=self._progress,
        )
        report.indexed = index_now(at=timezone.now())
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False))
        else:
            self.stdout.write("\n".join(report.lines()))
        if report.refused:
            sys.exit(1)

    def _progress(self, done: int, total: int, name: str) -> None:
        """A bar that redraws itself on a terminal, and about twenty lines elsewhere."""
        filled = WIDTH * done // total
        bar = f"[{'#' * filled}{'.' * (WIDTH - filled)}] {done}/{total}"
        if self.stderr.isatty():
            short = name if len(name) <= 60 else f"…{name[-59:]}"
            self.stderr.write(f"\r\x1b[K{bar} {short}", str, "\n" if done == total else "")
        elif done == total or done % max(1, total // 20) == 0:
            self.stderr.write(bar, str)
        self.stderr.flush()
