"""Verifies the log from the first event to the last."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.audit.verification import Report, verify_log
from portal.seals.errors import KeyProblem

HEAD = re.compile(r"(\d+):([0-9a-f]{64})\Z")


class Command(BaseCommand):
    help = "Verifies the audit log. Names the first broken event and exits with 1 when the log is broken."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print the report as JSON")
        parser.add_argument(
            "--tree-head", action="append", default=[], metavar="SIZE:ROOT",
            help="a tree head held outside the database, which the log must contain; may be repeated",
        )  # fmt: skip
        parser.add_argument(
            "--public-key", action="append", default=[], metavar="HEX",
            help="a public key that signed tree heads before the present one; may be repeated",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        heads = []
        for text in options["tree_head"]:
            match = HEAD.match(text.lower())
            if match is None:
                raise CommandError(
                    f"{text} is not SIZE:ROOT with a root of 64 hexadecimal digits.", returncode=2
                )
            heads.append((int(match[1]), match[2]))
        try:
            report = verify_log(keys=[key.lower() for key in options["public_key"]], heads=heads)
        except KeyProblem as problem:
            raise CommandError(str(problem), returncode=2) from problem
        if options["json"]:
            self.stdout.write(json.dumps({"ok": report.ok, **asdict(report)}))
        else:
            self._tell(report)
        if not report.ok:
            raise SystemExit(1)

    def _tell(self, report: Report) -> None:
        broken = report.first_broken
        self.stdout.write(f"events      {report.events}")
        self.stdout.write(f"tree size   {report.tree_size}")
        self.stdout.write(f"root        {report.root or '-'}")
        self.stdout.write(f"tree heads  {report.tree_heads} signed")
        self.stdout.write(f"private     {report.private_values} values")
        self.stdout.write(f"rate        {report.rate:.0f} events/s hashed")
        self.stdout.write(
            f"seconds     {report.seconds:.2f} for hashes, {report.columns_seconds:.2f} for columns"
        )
        if broken is None:
            self.stdout.write("The log is whole.")
            return
        number = f" ({broken.uid})" if broken.uid else ""
        self.stdout.write(f"BROKEN at event {broken.position}{number}: {broken.kind}. {broken.reason}")
