"""``manage.py load_calendars``: bring in the yearly lists that ship with the portal. Idempotent."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from portal.calendars.actions import load_seed


class Command(BaseCommand):
    help = "Load the calendars that ship with the portal. A second run changes nothing and says so."

    def handle(self, *args: Any, **options: Any) -> None:
        report = load_seed(at=timezone.now())
        self.stdout.write(
            f"calendars added: {report.calendars}; years added: {report.added}; "
            f"years unchanged: {report.unchanged}"
        )
