"""Writes an evidence package to a file."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from portal.audit.actors import system_actor
from portal.evidence.actions import build_package, order_package, read_package
from portal.evidence.models import EvidencePackage


class Command(BaseCommand):
    help = "Builds an evidence package of a record and writes it to a file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", help="number of the record, such as that of a power of attorney")
        parser.add_argument("-o", "--output", required=True, help="file to write; it must not exist")
        parser.add_argument("--package", type=int, help="number of a package that was built before")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["output"])
        if path.exists():
            raise CommandError(f"{path} exists already.")
        package = self._package(options["number"], options["package"])
        package, content = read_package(
            actor=system_actor("export"), at=timezone.now(), package_id=package.pk
        )
        with content, path.open("xb") as out:
            shutil.copyfileobj(content, out, 1 << 20)
            out.flush()
            os.fsync(out.fileno())
        self.stdout.write(f"{path}: package {package.number} of {package.reference}, {package.size} bytes")
        self.stdout.write(f"SHA-256 {package.digest}, seal {package.level}")

    def _package(self, number: str, wanted: int | None) -> EvidencePackage:
        """The package that was asked for, or a new one, built here and now. Raises CommandError."""
        if wanted is not None:
            rows = EvidencePackage.objects.filter(reference=number, number=wanted, state="built")
            if (held := rows.first()) is None:
                raise CommandError(f"There is no built package {wanted} of {number}.")
            return held
        try:
            actor = system_actor("export")
            package = order_package(actor=actor, at=timezone.now(), number=number, by_job=False)
        except PermissionDenied as error:
            raise CommandError(f"There is no record with the number {number}.") from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        package = build_package(at=timezone.now(), package_id=package.pk)
        if package.state != EvidencePackage.State.BUILT:
            raise CommandError(f"The package was not built: {package.problem}.")
        return package
