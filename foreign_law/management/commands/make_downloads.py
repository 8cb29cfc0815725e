"""``manage.py make_downloads``: the files of the library that may be given out."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from foreign_law.queries.redistribution import downloads
from foreign_law.tasks.figures import make_now


class Command(BaseCommand):
    """Made weekly by the worker; by hand after a decision on redistribution."""

    help = "Make the files for everybody: provisions, term base, records of judgments."

    def handle(self, *args: Any, **options: Any) -> None:
        make_now(at=timezone.now())
        for one in downloads():
            self.stdout.write(f"{one.name}: {one.rows} entries, {one.size} bytes, SHA-256 {one.digest}")
