"""Enter the mediators' scheme of certification that the portal knows from the start; safe to repeat."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from mediation_registry.actions.seeding import load_mediator_scheme


class Command(BaseCommand):
    help = "Enter the mediators' scheme, its doors and Hong Kong's criteria; a second run changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(load())


def load() -> str:
    """Enter what is missing; one line that says what was done."""
    return load_mediator_scheme(at=timezone.now())
