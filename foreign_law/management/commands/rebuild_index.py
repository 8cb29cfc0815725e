"""``manage.py rebuild_index``: build the index of the library again, aside, and put it in place at once."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from foreign_law.search import rebuild
from portal.search.engine import SearchError
from portal.search.progress import line


class Command(BaseCommand):
    """Searches go on with the present index until the new one is complete."""

    help = "Build the search index of the law library again and put it in place at once."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            stamp, units = rebuild(
                at=timezone.now(), tell=lambda done, total: self.stdout.write(line(done, total))
            )
        except SearchError as error:
            raise CommandError(f"The index was not replaced: {error}") from error
        self.stdout.write(f"{units} units indexed (build {stamp.build})")
