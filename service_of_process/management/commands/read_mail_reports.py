"""Enter what mail systems report of electronic sendings: bounces and deliveries (RFC 3464)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from service_of_process.actions.settling import Tally, take_reports
from service_of_process.gateways.mail_reports import files_in


class Command(BaseCommand):
    help = (
        "Reads delivery reports from files, folders, Maildirs or .mbox files and enters them with their sending. "
        "Reading the same report again changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "paths", nargs="+", type=Path, help="a message, a folder, a Maildir or an .mbox file"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        tally, at = Tally(), timezone.now()
        try:
            for path in options["paths"]:
                for content in files_in(path):
                    take_reports(content, at=at, tally=tally)
        except OSError as error:
            raise CommandError(f"Cannot read {error.filename}: {error.strerror}.") from error
        self.stdout.write(
            f"{tally.arrived} arrived, {tally.bounced} came back, {tally.ignored} with nothing new, "
            f"{tally.unknown} that fit no sending."
        )
