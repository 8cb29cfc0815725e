"""``manage.py backup FILE``: database and stored files in one checked archive; keys are not in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from portal.operations import archive


class Command(BaseCommand):
    help = "Write a backup. Without a name: PORTAL_VAR/backups/<time>.tar.gz. Keep the keys elsewhere."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        target: Path = options["file"] or settings.PORTAL_VAR / "backups" / f"{at:%Y%m%dT%H%M%SZ}.tar.gz"
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            manifest = archive.write(target, at=at)
        except (archive.ArchiveRefused, OSError) as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write(f"{target}: {len(manifest['files'])} files, sha256 {archive.digest(target)}")
