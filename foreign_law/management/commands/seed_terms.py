"""``manage.py seed_terms``: the glossary's concepts into the live term base."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from foreign_law.actions.terms import load_terms
from portal.audit.actors import system_actor


class Command(BaseCommand):
    """Idempotent; called by bootstrap."""

    help = "Bring the seed of the glossary into the live term base. A second run changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        changed = load_terms(actor=system_actor("seed_terms"), at=timezone.now())
        self.stdout.write(f"{changed} entries added or changed." if changed else "No change.")
