"""``manage.py load_demo``: people, cases and law that are plainly fictitious; each account is printed with its role."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.web.setup import demonstrations


class Command(BaseCommand):
    help = (
        "Load the fictitious demonstration data. Refuses where the portal is not marked as a demonstration."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.PORTAL_DEMONSTRATION:
            raise CommandError(
                "load_demo refuses: this portal is not a demonstration (PORTAL_DEMONSTRATION)", returncode=2
            )
        at = timezone.now()
        for name, load in demonstrations.items():
            for line in load(at):
                self.stdout.write(f"{name:>14}  {line}")
