"""``manage.py bootstrap``: from an empty folder to a portal that serves; can be run again at any time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from i18n.catalogues import compile_folder
from portal.web.setup import steps


class Command(BaseCommand):
    help = "Migrate, create the cache table, compile messages, load reference data, lay pages. Idempotent."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-static", action="store_true", help="do not collect static files")

    def handle(self, *args: Any, **options: Any) -> None:
        compiled = compile_folder(map(Path, settings.LOCALE_PATHS))
        self._say("messages", f"{compiled} catalogues compiled")
        call_command("migrate", interactive=False, verbosity=0)
        self._say("migrate", "the database is up to date")
        call_command("createcachetable", verbosity=0)
        self._say("cache", "the cache table is there")
        for name, step in steps.items():
            self._say(name, step())
        if not options["no_static"]:
            call_command("collectstatic", interactive=False, verbosity=0)
            self._say("static", "static files are collected")

    def _say(self, name: str, line: str) -> None:
        self.stdout.write(f"{name:>14}  {line}")
