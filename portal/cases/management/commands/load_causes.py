"""Load the causes of action that the portal knows from the start; safe to repeat."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from i18n import languages
from portal.cases.models import Cause

SEED = Path(__file__).resolve().parents[2] / "seed" / "causes.json"
SOURCE = "民事案件案由规定 (zh-Hans); zh-Hant, pt, en: working translation"


class Command(BaseCommand):
    help = "Load the causes of action; a second run changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(load())


def load() -> str:
    """Load the causes that are missing; one line that says what was done."""
    added = 0
    for row in json.loads(SEED.read_text(encoding="utf-8")):
        fields = [code.replace("-", "_") for code in languages.CODES]
        names = {f"name_{field}": row[field] for field in fields}
        _cause, created = Cause.objects.get_or_create(code=row["code"], defaults={**names, "source": SOURCE})
        added += created
    return f"{added} causes of action added, {Cause.objects.count()} known"
