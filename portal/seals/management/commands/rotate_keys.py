"""Brings everything sealed under the current key of the ring."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.seals.errors import KeyProblem, SealError
from portal.seals.keys import key_ring
from portal.seals.rotation import rotate_everything


class Command(BaseCommand):
    help = (
        "Seals encrypted values anew and rewrites the headers of sealed files with the first key of "
        "PORTAL_KEYRING. Put the new key first, keep the old one behind it, run this, remove the old one."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print the counts as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            current = key_ring().current
            counts = rotate_everything()
        except (KeyProblem, SealError) as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps({"key": current, **counts}))
            return
        self.stdout.write(
            f"Key {current}: {counts['values']} values sealed anew, {counts['files']} headers rewritten, "
            f"{counts['files_current']} files had the key already."
        )
