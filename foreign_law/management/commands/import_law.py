"""``manage.py import_law PATH… [--format auto|hklm|macao|akn] [--address URL] [--trust-authenticity] [--json]``"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from foreign_law.actions.bring_in import bring_in
from foreign_law.importers.reader import FORMATS
from foreign_law.management.telling import SpokenCommand, report_lines
from foreign_law.tasks.library import index_now
from portal.audit.actors import system_actor

WIDTH = 30


class Command(SpokenCommand):
    """Files, folders and ZIP archives of Hong Kong e-Legislation XML and Macao texts, into the library."""

    help = (
        "Import Hong Kong e-Legislation XML (current and past files), Akoma Ntoso, Macao gazette pages, texts and judgment "
        "summaries from files, folders and ZIP archives. A second run changes nothing. "
        "Exit status 1 when a file was refused."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH")
        parser.add_argument("--format", choices=FORMATS, default="auto", dest="wanted")
        parser.add_argument("--address", default="", help="where the one file came from")
        parser.add_argument(
            "--trust-authenticity",
            action="store_true",
            dest="trusted",
            help="believe Akoma Ntoso files that call their text authentic or official; without it they go in as "
            "convenience copies",
        )
        parser.add_argument("--json", action="store_true", help="print the closing report as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["address"] and (len(options["paths"]) != 1 or Path(options["paths"][0]).is_dir()):
            raise CommandError(_("--address speaks of one file: name one."))
        if options["address"] and not options["address"].startswith(("https://", "http://")):
            raise CommandError(_("--address is an address that begins with https://."))
        report = bring_in(
            options["paths"],
            wanted=options["wanted"],
            actor=system_actor("import_law"),
            at=timezone.now(),
            progress=self._progress,
            address=options["address"],
            trusted=options["trusted"],
        )
        report.indexed = index_now(at=timezone.now())
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False))
        else:
            self.stdout.write("\n".join(report_lines(report)))
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
