"""Puts back the triggers that keep the log append-only."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from portal.audit.append_only import install, missing_triggers


class Command(BaseCommand):
    help = "Puts back the triggers of the append-only tables and says which were missing."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        missing = missing_triggers(connection)
        install(connection)
        if missing:
            self.stdout.write(f"Put back: {', '.join(missing)}. Run verify_audit.")
        else:
            self.stdout.write("All triggers were in place.")
