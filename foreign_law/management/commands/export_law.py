"""``manage.py export_law hk/cap-486 [--language CODE] [--on DATE] [-o FILE]``"""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from foreign_law.documents.akn import akn_document
from foreign_law.management.telling import SpokenCommand
from foreign_law.queries.whole_text import whole_text
from foreign_law.queries.works import work_at
from foreign_law.rules.akn_names import LANGUAGES
from i18n import languages


def day(text: str | None) -> date | None:
    """A date of the command line, None for none.

    :raises CommandError: it is no date.
    """
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise CommandError(_("“%(text)s” is no date such as 2022-10-01.") % {"text": text}) from error


class Command(SpokenCommand):
    """One work, on a date, in a language, as Akoma Ntoso."""

    help = "Write a work of the library as Akoma Ntoso 3.0. Without --language: the first that is held."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("work", help="its place in the library, such as hk/cap-486")
        parser.add_argument("--language", choices=list(LANGUAGES))
        parser.add_argument("--on", help="the day it should stand at; without it the newest held")
        parser.add_argument("-o", "--output", type=Path, help="file to write; without it the standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        place, _slash, slug = options["work"].strip("/").partition("/")
        on, work = day(options["on"]), work_at(place, slug)
        if work is None:
            raise CommandError(_("“%(work)s” is not held.") % {"work": options["work"]})
        language = options["language"] or next((one.language for one in work.expressions.all()), "")
        whole = whole_text(work, language=language, on=on)
        if whole is None:
            raise CommandError(_missing(options["work"], language))
        document = akn_document(whole, made=timezone.localdate())
        if options["output"] is None:
            self.stdout.write(document.decode("utf-8"), ending="")
            return
        try:
            options["output"].write_bytes(document)
        except OSError as error:
            sentence = _("%(file)s cannot be written: %(reason)s")
            raise CommandError(sentence % {"file": options["output"], "reason": error.strerror}) from error


def _missing(work: str, language: str) -> str:
    """What is not held of a work that is itself held."""
    if not language:
        return _("“%(work)s” is not held in any language.") % {"work": work}
    words = {"work": work, "language": dict(languages.LANGUAGES)[language]}
    return _("“%(work)s” is not held in this language: %(language)s.") % words
