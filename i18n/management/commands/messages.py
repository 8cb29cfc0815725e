"""``manage.py messages``: bring the catalogues in step with the sources, and name every gap."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.management.commands import makemessages
from django.test.utils import override_settings

from i18n import languages
from i18n.catalogues import compile_folder

IGNORED = ["i18n/locale/*", ".venv/*", "var/*", "tests/*", "docs/*", "node_modules/*", "build/*"]


class MakeMessages(makemessages.Command):
    """Django's own, which also knows ``_now``: ``gettext`` beside ``gettext_lazy as _``."""

    xgettext_options = [*makemessages.Command.xgettext_options, "--keyword=_now"]


class Command(BaseCommand):
    help = (
        "Extract messages into i18n/locale/portal, fill English, compile; --check only names what is missing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; exit 1 on a gap")

    def handle(self, *args: Any, **options: Any) -> None:
        if shutil.which("xgettext") is None:
            raise CommandError("xgettext is missing: install the Debian package gettext")
        folder = Path(settings.LOCALE_PATHS[0])
        with tempfile.TemporaryDirectory() as scratch:
            copy = Path(scratch) / "locale"
            shutil.copytree(folder, copy)
            extract(copy)
            gaps = find_gaps(copy)
            if not options["check"]:
                shutil.copytree(copy, folder, dirs_exist_ok=True)
                compile_folder(map(Path, settings.LOCALE_PATHS))
        for code, messages in gaps.items():
            for message in messages:
                self.stdout.write(f"{code}: {message!r}")
        if any(gaps.values()):
            raise CommandError(f"{sum(map(len, gaps.values()))} messages are not translated")
        self.stdout.write("every message is translated")


def extract(folder: Path) -> None:
    """Run Django's makemessages into ``folder`` and give English its own words."""
    locales = [languages.locale_name(code) for code in languages.CODES]
    with override_settings(LOCALE_PATHS=[folder]):
        call_command(
            MakeMessages(), locale=locales, ignore_patterns=IGNORED, no_obsolete=True, add_location="file",
            no_wrap=True, verbosity=0, extensions=["py", "html", "txt", "xml"],
        )  # fmt: skip
    for name in locales:
        catalogue = polib.pofile(str(folder / name / "LC_MESSAGES" / "django.po"), wrapwidth=0)
        for entry in catalogue:
            if name == "en":
                _speak_english(entry)
            if "fuzzy" in entry.flags:
                entry.flags.remove("fuzzy")
                _empty(entry)
            entry.previous_msgid = entry.previous_msgid_plural = entry.previous_msgctxt = None
        catalogue.metadata = _header(name)
        catalogue.header = ""
        catalogue.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
        catalogue.save()


def find_gaps(folder: Path) -> dict[str, list[str]]:
    """The message ids without a translation, by language code."""
    gaps = {}
    for code in languages.CODES:
        catalogue = polib.pofile(str(folder / languages.locale_name(code) / "LC_MESSAGES" / "django.po"))
        gaps[code] = [entry.msgid for entry in catalogue if not entry.obsolete and not entry.translated()]
    return gaps


def _speak_english(entry: polib.POEntry) -> None:
    if entry.msgid_plural:
        entry.msgstr_plural = {0: entry.msgid, 1: entry.msgid_plural}
    else:
        entry.msgstr = entry.msgid


def _empty(entry: polib.POEntry) -> None:
    if entry.msgid_plural:
        entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, "")
    else:
        entry.msgstr = ""


def _header(name: str) -> dict[str, str]:
    plural = "nplurals=1; plural=0;" if name.startswith("zh") else "nplurals=2; plural=(n != 1);"
    return {
        "Project-Id-Version": "cross-border dispute portal",
        "Language": name,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural,
    }
