"""``manage.py rebuild_citations``"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from foreign_law.actions.graph import rebuild_citations


class Command(BaseCommand):
    """The citation graph built anew from the texts; for a library that was filled before there was one."""

    help = (
        "Recognise the citations of every text again and put the graph in order. Stated citations stay as they are, "
        "nobody is told. May be run at any time and again after breaking off."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        done = rebuild_citations(progress=self._progress)
        self.stdout.write(f"{done.texts} texts read, {done.added} citations added, {done.removed} taken away")

    def _progress(self, done: int, total: int) -> None:
        line = f"{done}/{total} texts"
        if self.stderr.isatty():
            self.stderr.write(f"\r\x1b[K{line}", str, "\n" if done == total else "")
        elif done == total or (done // 300) % max(1, total // 6000) == 0:
            self.stderr.write(line, str)
        self.stderr.flush()
