"""``manage.py seed_choice_statements``: the statements on the choice of law that come with the portal."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from foreign_law.actions.choosing import seed_statements
from portal.audit.actors import system_actor


class Command(BaseCommand):
    """Idempotent; called by bootstrap. What staff changed or withdrew stays."""

    help = "Enter the statements on the choice of law. A second run changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        changed = seed_statements(actor=system_actor("seed_choice_statements"), at=timezone.now())
        self.stdout.write(f"{changed} statements entered or changed." if changed else "No change.")
