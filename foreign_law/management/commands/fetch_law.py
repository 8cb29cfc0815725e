"""``manage.py fetch_law hk [--from URL] [--language CODE] [--past] [--dry-run] [--json]``"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from foreign_law.actions.collecting import LANGUAGES, Order, UnderWay, collect
from foreign_law.gateways.open_data import FetchRefused
from foreign_law.management.telling import SpokenCommand, collected_lines, whole
from foreign_law.tasks import collecting
from portal.audit.actors import system_actor


class Command(SpokenCommand):
    """The publisher's weekly lists and archives, fetched, checked, and imported where they changed."""

    help = (
        "Fetch the weekly lists and archives of Hong Kong e-Legislation and import what changed. A broken download "
        "goes on where it stopped; an unchanged archive is not fetched again. Exit status 1 when something did not "
        "come or did not go in; everything else is in."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("place", choices=["hk"], help="whose law")
        parser.add_argument(
            "--from", dest="address", default="", metavar="URL", help="another address, as of a mirror"
        )
        parser.add_argument(
            "--language", action="append", choices=list(LANGUAGES), help="only this one; repeatable"
        )
        parser.add_argument("--past", action="store_true", help="past versions too")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be fetched; change nothing"
        )
        parser.add_argument("--json", action="store_true", help="print the report as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        order = Order(
            address=options["address"] or collecting.address(),
            folder=collecting.folder(),
            languages=tuple(options["language"] or LANGUAGES),
            past=options["past"],
            dry_run=options["dry_run"],
        )
        try:
            collected = collect(
                order, actor=system_actor(collecting.ACTOR), clock=timezone.now, index=collecting.index,
                progress=self._progress,
            )  # fmt: skip
        except (FetchRefused, UnderWay) as reason:
            raise CommandError(whole(reason.reason)) from reason
        text = (
            json.dumps(collected.as_json(), ensure_ascii=False)
            if options["json"]
            else "\n".join(collected_lines(collected))
        )
        self.stdout.write(text)
        if collected.problems:
            sys.exit(1)

    def _progress(self, done: int, total: int, name: str) -> None:
        """About ten lines for each archive."""
        if done == total or done % max(1, total // 10) == 0:
            self.stderr.write(f"{done}/{total} {name.rsplit('/', 1)[-1]}")
