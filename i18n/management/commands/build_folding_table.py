"""Build i18n/folding_table.tsv from OpenCC's dictionaries, Unicode and our own variant groups.

OpenCC is a tool of development: the running portal reads the finished table.
"""

from __future__ import annotations

import argparse
import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from i18n.folding import TABLE_PATH
from i18n.folding_variants import GROUPS

IDEOGRAPHS = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF))
CONVERSIONS = ("t2s", "hk2s", "tw2s")
# Latin letters whose plain form Unicode does not decompose; one character each.
LATIN = {"ß": "s", "æ": "a", "œ": "o", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "t", "ħ": "h"}
PUNCTUATION = {"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "–": "-", "—": "-"}
HEADER = """\
# One character to one character, in hexadecimal: code point, tab, code point it folds to.
# Built by `manage.py build_folding_table`; do not edit. Derived from the dictionaries of
# OpenCC (https://github.com/BYVoid/OpenCC), Apache License 2.0, changed: see NOTICE.
"""


def unicode_fold(character: str) -> str:
    """Width, case and the accents of Latin letters; the character itself where the result is not one."""
    lowered = character.lower()
    if len(lowered) != 1:
        lowered = unicodedata.normalize("NFD", lowered)[0]
    lowered = LATIN.get(lowered, PUNCTUATION.get(lowered, lowered))
    parts = unicodedata.normalize("NFKD", lowered)
    base = "".join(part for part in parts if unicodedata.category(part) != "Mn")
    if len(base) != 1 or base == lowered:
        return lowered
    latin = base.isascii() or "LATIN" in unicodedata.name(base, "")
    return base.lower() if latin or len(parts) == 1 else lowered


def pairs(converters: Iterable[Any]) -> dict[str, str]:
    """The direct mappings, before closing: Unicode first, then OpenCC, then the variant groups."""
    direct: dict[str, str] = {}
    for code in range(0x110000):
        if 0xD800 <= code < 0xE000:
            continue
        character = chr(code)
        folded = unicode_fold(character)
        if folded != character:
            direct[character] = folded
    for first, last in IDEOGRAPHS:
        for code in range(first, last + 1):
            for converter in converters:
                simplified = converter.convert(chr(code))
                if simplified != chr(code) and len(simplified) == 1:
                    direct.setdefault(chr(code), simplified)
    return direct


def close(direct: dict[str, str], groups: Iterable[str]) -> dict[str, str]:
    """Merge the mappings and the groups into classes, each with one representative that folds to itself."""
    parent: dict[str, str] = {}

    def root(character: str) -> str:
        while character in parent:
            character = parent[character]
        return character

    for source, target in direct.items():
        end = root(target)
        if root(source) == source and end != source:
            parent[source] = end
    for group in groups:
        end = root(group[0])
        for character in group[1:]:
            other = root(character)
            if other != end:
                parent[other] = end
    return {character: root(character) for character in parent}


def build(converters: Iterable[Any]) -> dict[str, str]:
    """The finished table as character → character."""
    return close(pairs(list(converters)), GROUPS)


def write(table: dict[str, str], path: Path) -> None:
    lines = [f"{ord(source):X}\t{ord(target):X}" for source, target in sorted(table.items())]
    path.write_text(HEADER + "\n".join(lines) + "\n", encoding="ascii")


class Command(BaseCommand):
    help = "Build the table of character folding from OpenCC (a development dependency)."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="compare with the table in the tree only")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            from opencc import OpenCC
        except ImportError as error:
            raise CommandError("OpenCC is not installed: pip install opencc") from error
        table = build([OpenCC(name) for name in CONVERSIONS])
        if options["check"]:
            from i18n.folding import read_table

            held = {chr(source): chr(target) for source, target in read_table().items()}
            if held != table:
                self.stderr.write("The table in the tree differs from the one OpenCC gives.")
                sys.exit(1)
            return
        write(table, TABLE_PATH)
        self.stdout.write(f"{TABLE_PATH.name}: {len(table)} characters")
