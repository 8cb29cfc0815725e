"""``manage.py export_law hk/cap-486 [--language CODE] [--on DATE] [-o FILE]``"""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from foreign_law.documents.akn import akn_document
from foreign_law.queries.whole_text import whole_text
from foreign_law.queries.works import work_at
from foreign_law.rules.akn_names import LANGUAGES


def day(text: str) -> date:
    """A date of the command line."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is no date such as 2022-10-01") from error


class Command(BaseCommand):
    """One work, on a date, in a language, as Akoma Ntoso."""

    help = "Write a work of the library as Akoma Ntoso 3.0. Without --language: the first that is held."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("work", help="its place in the library, such as hk/cap-486")
        parser.add_argument("--language", choices=list(LANGUAGES))
        parser.add_argument("--on", type=day, help="the day it should stand at; without it the newest held")
        parser.add_argument("-o", "--output", type=Path, help="file to write; without it the standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        place, _slash, slug = options["work"].strip("/").partition("/")
        work = work_at(place, slug)
        if work is None:
            raise CommandError(f"{options['work']!r} is not held")
        language = options["language"] or next((one.language for one in work.expressions.all()), "")
        whole = whole_text(work, language=language, on=options["on"])
        if whole is None:
            raise CommandError(f"{options['work']!r} is not held in {language or 'any language'}")
        document = akn_document(whole, made=timezone.localdate())
        if options["output"] is None:
            self.stdout.write(document.decode("utf-8"), ending="")
            return
        try:
            options["output"].write_bytes(document)
        except OSError as error:
            raise CommandError(f"{options['output']} cannot be written: {error.strerror}") from error
