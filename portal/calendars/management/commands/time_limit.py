"""``manage.py time_limit RULE --from YYYY-MM-DD``: the last day of a period, with its working."""

from __future__ import annotations

import json
import re
import sys
from argparse import ArgumentParser
from contextlib import suppress
from datetime import date
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError, ProgrammingError
from django.utils.translation import gettext as _
from django.utils.translation import override

from i18n import languages
from portal.calendars.queries import CalendarMissing, calendar_for
from portal.time_limits import RULES, Computation, Span, TimeLimitError, compute, rule_for
from portal.time_limits.labels import citation_of, name_of
from portal.time_limits.sentences import as_dict, date_in_words, render

ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Command(BaseCommand):
    help = "Compute a statutory time limit. Unknown rule or date: a message, exit 2."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser | ArgumentParser) -> None:
        parser.add_argument("rule", nargs="?", help="a rule's id, see --list")
        parser.add_argument("--from", dest="start", metavar="YYYY-MM-DD", help="the day of the event")
        parser.add_argument("--extended-to", metavar="YYYY-MM-DD", help="the last day after an extension")
        parser.add_argument(
            "--exclude",
            action="append",
            default=[],
            metavar="FROM..TO",
            help="days left out; may be repeated",
        )
        parser.add_argument("--json", action="store_true", help="print the result as JSON")
        parser.add_argument("--list", action="store_true", help="print every rule")
        parser.add_argument("--lang", choices=languages.CODES, default=languages.DEFAULT)

    def handle(self, *args: Any, **options: Any) -> None:
        language = options["lang"]
        with override(language):
            if options["list"]:
                self._list(language, options["json"])
                return
            try:
                computation = self._compute(options)
            except TimeLimitError as error:
                self._refuse(render(error.step, language))
            except (CalendarMissing, OperationalError, ProgrammingError):  # SQLite, PostgreSQL: no table yet
                self._refuse(_("The calendars have not been loaded yet. Nothing can be computed."))
            if options["json"]:
                self.stdout.write(json.dumps(as_dict(computation), ensure_ascii=False, indent=2))
            else:
                self._print(computation, language)

    def _compute(self, options: dict[str, Any]) -> Computation:
        if not options["rule"] or not options["start"]:
            self._refuse(_("Give a rule and the day of the event: time_limit RULE --from YYYY-MM-DD"))
        rule = rule_for(options["rule"])
        start = self._date(options["start"])
        extended_to = self._date(options["extended_to"]) if options["extended_to"] else None
        spans = tuple(self._span(text) for text in options["exclude"])
        return compute(
            rule, start, calendar=calendar_for(rule.calendar), extended_to=extended_to, exclude=spans
        )

    def _date(self, text: str) -> date:
        if ISO_DATE.fullmatch(text):
            with suppress(ValueError):
                return date.fromisoformat(text)
        self._refuse(_("“%(text)s” is not a date of the form YYYY-MM-DD.") % {"text": text})

    def _span(self, text: str) -> Span:
        first, dots, last = text.partition("..")
        if not dots:
            self._refuse(_("“%(text)s” is not a span of the form FROM..TO.") % {"text": text})
        return Span(self._date(first), self._date(last))

    def _refuse(self, message: str) -> NoReturn:
        self.stderr.write(message)
        sys.exit(2)

    def _list(self, language: str, as_json: bool) -> None:
        if as_json:
            rows = [
                {
                    "rule": rule.id,
                    "article": citation_of(rule).en,
                    "name": name_of(rule).as_dict(),
                    "length": rule.length,
                    "unit": rule.unit.value,
                    "kind": rule.kind.value,
                    "roll_basis": rule.roll.value if rule.roll else None,
                }
                for rule in RULES.values()
            ]
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
            return
        for rule in RULES.values():
            self.stdout.write(f"{rule.id}\t{name_of(rule).in_language(language)}")

    def _print(self, computation: Computation, language: str) -> None:
        self.stdout.write(name_of(computation.rule).in_language(language))
        due = date_in_words(computation.due).in_language(language)
        self.stdout.write(_("Last day: %(due)s") % {"due": due})
        if computation.alternative:
            other = date_in_words(computation.alternative).in_language(language)
            self.stdout.write(_("Other possible date: %(date)s") % {"date": other})
        if computation.provisional:
            self.stdout.write(_("Provisional: a year it touches has no official list."))
        for number, step in enumerate(computation.working, start=1):
            self.stdout.write(f"{number}. {render(step, language)}")
