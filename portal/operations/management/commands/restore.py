"""``manage.py restore FILE``: put a backup back, after every digest was checked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.operations import archive


class Command(BaseCommand):
    help = "Restore a backup into an empty portal (or --replace), then verify the log."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="put it in the place of what stands here")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = archive.restore(options["file"], replace=options["replace"])
        except archive.ArchiveRefused as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write(f"restored {len(manifest['files'])} files of {manifest['made_at']}")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("verify_audit", stdout=self.stdout)
