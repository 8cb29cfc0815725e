"""Cut folded text into tokens with offsets: runs of Chinese into bigrams, everything else into words.

A run of Chinese characters 甲乙丙 gives 甲乙, 乙丙 and a trailing 丙. So every character begins a token
(one character is sought as a prefix) and any two or more are sought as a phrase of bigrams, exactly.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

from i18n.folding import fold
from portal.search.analysis import english, portuguese
from portal.search.analysis.bigrams import CJK, pairs

MARKS = "\u0300-\u036f"
MAX_WORD = 64
WORD = re.compile(f"([^\\W_{CJK}]+)")
_ASCII_BETWEEN = {code: " " for code in range(0x80) if not chr(code).isalnum()}
WORD_WITH_MARKS = re.compile(f"([^\\W_{CJK}](?:[^\\W_{CJK}]|[{MARKS}])*)")
PIECE = re.compile(f"[{CJK}]+|[^\\W_{CJK}]+")
PIECE_WITH_MARKS = re.compile(f"[{CJK}]+|[^\\W_{CJK}](?:[^\\W_{CJK}]|[{MARKS}])*")
CJK_CHARACTER = re.compile(f"[{CJK}]")
MARK = re.compile(f"[{MARKS}]")

Normaliser = Callable[[str], str]


class Span(NamedTuple):
    """A token and the place in the original text it was cut from, half-open, in characters."""

    token: str
    start: int
    end: int


class Piece(NamedTuple):
    """A run of one kind in the folded text: Chinese characters, or one word."""

    text: str
    start: int
    end: int
    cjk: bool


def is_cjk(character: str) -> bool:
    return CJK_CHARACTER.match(character) is not None


def as_written(word_: str) -> str:
    """No normalising: the words of a Chinese text stay as they are."""
    return word_


def has_cjk(text: str) -> bool:
    """Whether a Chinese character stands in the text."""
    return not text.isascii() and CJK_CHARACTER.search(text) is not None


NORMALISERS: dict[str, Normaliser] = {"pt": portuguese.normalise, "en": english.normalise}


def normaliser(language: str) -> Normaliser:
    """The word normaliser of a language code; words in other languages stay as they are."""
    return NORMALISERS.get(language, as_written)


def _pattern(text: str) -> re.Pattern[str]:
    return PIECE if text.isascii() or not MARK.search(text) else PIECE_WITH_MARKS


def word(text: str) -> str:
    """A word without combining marks, at most `MAX_WORD` characters."""
    return text[:MAX_WORD] if text.isascii() else MARK.sub("", text)[:MAX_WORD]


def pieces(folded: str) -> Iterator[Piece]:
    """The runs of a folded text with their offsets."""
    for match in _pattern(folded).finditer(folded):
        text = match.group()
        yield Piece(text, match.start(), match.end(), is_cjk(text[0]))


def spans(text: str, language: str) -> Iterator[Span]:
    """Fold and cut the text; yield its tokens in order with their offsets in the original."""
    folded = fold(text)
    for token, (start, end) in zip(joined(folded, normaliser(language)).split(), places(folded), strict=True):
        yield Span(token, start, end)


def places(folded: str, most: int | None = None) -> list[tuple[int, int]]:
    """Where the tokens of a folded text stand, in the order in which `joined` gives them; at least the first `most`."""
    if not has_cjk(folded):
        return [match.span() for match in islice(_pattern(folded).finditer(folded), most)]
    found: list[tuple[int, int]] = []
    for piece in pieces(folded):
        if not piece.cjk:
            found.append((piece.start, piece.end))
            continue
        found += zip(range(piece.start, piece.end - 1), range(piece.start + 2, piece.end + 1), strict=True)
        found.append((piece.end - 1, piece.end))
    return found


def joined(folded: str, normalise: Normaliser) -> str:
    """The tokens of a folded text separated by white space (one space or more)."""
    return joined_and_words(folded, normalise)[0]


def joined_and_words(folded: str, normalise: Normaliser) -> tuple[str, list[str]]:
    """The tokens as `joined` gives them, and the words of the text before they were normalised."""
    if folded.isascii():
        words = folded.translate(_ASCII_BETWEEN).split()
        return " ".join(map(normalise, [found[:MAX_WORD] for found in words])), words
    marked = MARK.search(folded)
    parts = (WORD_WITH_MARKS if marked else WORD).split(folded)
    if len(parts) == 1:
        return pairs(folded), []
    words = parts[1::2]
    parts[1::2] = map(normalise, map(word, words) if marked else [found[:MAX_WORD] for found in words])
    parts[0::2] = ["" if part.isascii() else pairs(part) for part in parts[0::2]]
    return " ".join(filter(None, parts)), words


def tokens(text: str, language: str) -> list[str]:
    """Fold and cut the text; the tokens in order."""
    return joined(fold(text), normaliser(language)).split()
