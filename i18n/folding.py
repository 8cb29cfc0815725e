"""Folding of characters for search: one character in, one character out.

Traditional and Simplified forms, variants, case, width and Latin accents fall together; the text keeps
its length, so an offset in the folded text is the same offset in the original. The table is data
(`folding_table.tsv`, built by `manage.py build_folding_table`); it is closed: folding twice changes nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

TABLE_PATH = Path(__file__).with_name("folding_table.tsv")


def read_table(path: Path = TABLE_PATH) -> dict[int, int]:
    """Return the table as code point → code point. Lines are `from<TAB>to` in hexadecimal, `#` comments."""
    table: dict[int, int] = {}
    for line in path.read_text(encoding="ascii").splitlines():
        if line and not line.startswith("#"):
            source, target = line.split("\t")
            table[int(source, 16)] = int(target, 16)
    return table


@lru_cache(maxsize=1)
def _table() -> dict[int, int]:
    return read_table()


class _Translation(dict[int, int]):
    """The table of a translation that remembers the characters it leaves alone (looked up faster than missed)."""

    def __missing__(self, code: int) -> int:
        self[code] = code
        return code


@lru_cache(maxsize=1)
def _folding() -> _Translation:
    return _Translation(_table())


_PUNCTUATION = tuple((wide, chr(ord(wide) - 0xFEE0)) for wide in "，；：（）")
"""What Chinese texts in the form characters fold to still have changed; replaced at once, by copying memory."""


_BEYOND = re.compile("[\U00010000-\U0010ffff]")


def _any_of(codes: Iterable[int]) -> re.Pattern[str]:
    """One of the characters up to U+FFFF: a class with others in it is searched a thousand times slower."""
    return re.compile(f"[{''.join(re.escape(chr(code)) for code in sorted(codes) if code < 0x10000)}]")


@lru_cache(maxsize=1)
def _folded_characters() -> re.Pattern[str]:
    """The characters that folding changes."""
    return _any_of(code for code, target in _table().items() if code != target)


@lru_cache(maxsize=1)
def _folded_further() -> re.Pattern[str]:
    """The characters whose folding is another than their plain form."""
    folded, plained = _table(), _plain_table()
    codes = folded.keys() | plained.keys()
    return _any_of(code for code in codes if folded.get(code, code) != plained.get(code, code))


@lru_cache(maxsize=1)
def _plain_table() -> _Translation:
    """Case and width alone: the part of the folding that keeps script and accents."""
    table = _Translation()
    for code in range(0xFF01, 0xFF5F):
        table[code] = ord(chr(code - 0xFEE0).lower())
    table[0x3000] = 0x20
    for code in range(0x41, 0x530):
        lowered = chr(code).lower()
        if len(lowered) == 1 and ord(lowered) != code:
            table[code] = ord(lowered)
    return table


def fold(text: str) -> str:
    """Return the text folded for search; same length, `fold(fold(t)) == fold(t)`.

    >>> fold("資料使用者 Obrigação")
    '资料使用者 obrigacao'
    """
    if text.isascii():
        return text.lower()
    halved = text
    for wide, half in _PUNCTUATION:
        halved = halved.replace(wide, half)
    changed = _folded_characters().search(halved) or _BEYOND.search(halved)
    return text.translate(_folding()) if changed else halved


def plain(text: str) -> str:
    """Return the text with case and width removed only (script and accents kept); same length."""
    return text.lower() if text.isascii() else text.translate(_plain_table())


def plain_is_folded(text: str) -> bool:
    """Whether `plain(text) == fold(text)`, found out faster than by making both."""
    return text.isascii() or not (_folded_further().search(text) or _BEYOND.search(text))


@lru_cache(maxsize=1)
def many_formed() -> frozenset[str]:
    """Chinese characters with more than one written form: those the table changes and what it changes them to.

    Compatibility characters and radicals are doubles of a code, not forms of writing, and do not count.
    """
    pairs = [(source, target) for source, target in _table().items() if _is_ideograph(source)]
    return frozenset(chr(code) for pair in pairs for code in pair)


def _is_ideograph(code: int) -> bool:
    return 0x3400 <= code <= 0x9FFF or (0x20000 <= code <= 0x323AF and not 0x2F800 <= code <= 0x2FA1F)


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """A short digest of the table. An index built with another table has to be built again."""
    return hashlib.sha256(TABLE_PATH.read_bytes()).hexdigest()[:12]
