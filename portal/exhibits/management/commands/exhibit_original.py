"""Give out a file exactly as it was deposited, on an order of the court; the giving out is logged."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from portal.audit.actors import system_actor
from portal.exhibits.actions import read_original
from portal.exhibits.models import Exhibit
from portal.exhibits.storage import FileBroken


class Command(BaseCommand):
    help = (
        "Write the original of an exhibit to a file, on an order of the court, which is named as the reason."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("exhibit", type=UUID, help="key of the exhibit")
        parser.add_argument(
            "-o", "--output", type=Path, required=True, help="file to write; never overwritten"
        )
        parser.add_argument("--reason", required=True, help="order of the court: number and day")

    def handle(self, *args: Any, **options: Any) -> None:
        output: Path = options["output"]
        if output.exists():
            raise CommandError(f"{output} exists; nothing was written.")
        try:
            exhibit, content = read_original(
                actor=system_actor("operator"), at=timezone.now(), exhibit_id=options["exhibit"],
                reason=options["reason"],
            )  # fmt: skip
        except Exhibit.DoesNotExist as error:
            raise CommandError("There is no such exhibit.") from error
        except (ValidationError, FileBroken) as error:
            raise CommandError(str(error)) from error
        with content, output.open("xb") as out:
            shutil.copyfileobj(content, out)
        self.stdout.write(f"{output}: SHA-256 {exhibit.stored_file_id}")
