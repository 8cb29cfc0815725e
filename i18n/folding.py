"""Folding of characters for search: one character in, one character out.

Traditional and Simplified forms, variants, case, width and Latin accents fall together; the text keeps
its length, so an offset in the folded text is the same offset in the original. The table is data
(`folding_table.tsv`, built by `manage.py build_folding_table`); it is closed: folding twice changes nothing.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
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


_WIDE = tuple((wide, chr(ord(wide) - 0xFEE0)) for wide in "，；：（）")
_PRINTED = tuple(zip("\u2014\u2013\u2018\u2019\u201c\u201d\u00a0", "--''\"\" ", strict=True))
"""Punctuation that stands in texts which need no other folding but case; replaced at once, by copying memory."""


_NOT_ASCII = re.compile(r"([^\x00-\x7f]+)")
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
    return _any_of(_codes_folded_further())


@lru_cache(maxsize=1)
def _spelt_otherwise() -> re.Pattern[str]:
    """Those among them that belong to a word before or after: letters, digits, marks."""
    folded, plained = _table(), _plain_table()
    return _any_of(
        code
        for code in _codes_folded_further()
        if any(_in_words(chr(form)) for form in (code, folded.get(code, code), plained.get(code, code)))
    )


def _codes_folded_further() -> Iterator[int]:
    folded, plained = _table(), _plain_table()
    for code in folded.keys() | plained.keys():
        if folded.get(code, code) != plained.get(code, code):
            yield code


def _in_words(character: str) -> bool:
    """Letters, digits, marks, and everything in the block of hiragana, whose two free marks count as Chinese too."""
    return character.isalnum() or unicodedata.combining(character) > 0 or "\u3040" <= character <= "\u309f"


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
    halved = _replaced(text, _WIDE)
    if not (_folded_characters().search(halved) or _BEYOND.search(halved)):
        return halved
    halved = _replaced(halved, _PRINTED)
    return halved.lower() if halved.isascii() else _translated(text, _folding())


def plain(text: str) -> str:
    """Return the text with case and width removed only (script and accents kept); same length."""
    return text.lower() if text.isascii() else _translated(text, _plain_table())


def _translated(text: str, table: Mapping[int, int]) -> str:
    """`text.translate(table)` for a table that brings ASCII to small letters: only the rest is looked up."""
    parts = _NOT_ASCII.split(text)
    parts[0::2] = map(str.lower, parts[0::2])
    parts[1::2] = [part.translate(table) for part in parts[1::2]]
    return "".join(parts)


def _replaced(text: str, pairs: Iterable[tuple[str, str]]) -> str:
    for printed, simple in pairs:
        text = text.replace(printed, simple)
    return text


def plain_is_folded(text: str) -> bool:
    """Whether `plain(text) == fold(text)`, found out faster than by making both."""
    return text.isascii() or not (_folded_further().search(text) or _BEYOND.search(text))


def plain_words_are_folded(text: str) -> bool:
    """Whether the words of `plain(text)` are those of `fold(text)`, whatever stands between them."""
    halved = _replaced(_replaced(text, _WIDE), _PRINTED)
    return halved.isascii() or not (_spelt_otherwise().search(halved) or _BEYOND.search(halved))


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
