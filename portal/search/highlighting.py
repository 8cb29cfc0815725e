"""One highlighter for every engine: it marks the original text, through offsets that folding keeps.

Text is escaped here and nowhere else; taking the marks and the escaping away gives back the text, character
for character.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import NamedTuple

from i18n.folding import fold, read_table
from portal.search.analysis.segmentation import is_cjk, joined, normaliser, places
from portal.search.plan import Run

Marks = list[tuple[int, int]]
ELLIPSIS = "…"
MANY_FORMS = 48
"""With more forms of its characters than this, a needle is sought in the text folded as a whole."""


@dataclass(frozen=True, slots=True)
class Highlighted:
    """HTML of a hit: the whole heading and a passage of the body, escaped, with `<mark>`."""

    heading: str
    snippet: str


def marks(text: str, runs: Iterable[Run], language: str) -> Marks:
    """Where the runs stand in the text: half-open, in order, not overlapping."""
    found: Marks = []
    needles, others = _parted(tuple(runs))
    if needles and not text.isascii():
        for needle in needles:
            found += _places(text, needle)
    if others:
        found += _among_tokens(text, others, language)
    return _merged(found) if len(found) > 1 else found


class _Needle(NamedTuple):
    """A row of folded Chinese characters and the other forms each may have in a text; None for too many."""

    characters: str
    forms: tuple[tuple[str, str], ...] | None


@lru_cache(maxsize=1)
def _other_forms() -> dict[str, list[str]]:
    """Folded character → the characters that fold to it."""
    found: dict[str, list[str]] = {}
    for source, target in read_table().items():
        found.setdefault(chr(target), []).append(chr(source))
    return found


@lru_cache(maxsize=512)
def _parted(runs: tuple[Run, ...]) -> tuple[tuple[_Needle, ...], tuple[Run, ...]]:
    """The runs of Chinese alone as needles, and the others."""
    needles, others = [], []
    for run in runs:
        characters = _as_chinese(run)
        if characters is None:
            others.append(run)
            continue
        forms = [(form, one) for one in dict.fromkeys(characters) for form in _other_forms().get(one, ())]
        whole = len(forms) > MANY_FORMS or fold(characters) != characters
        needles.append(_Needle(characters, None if whole else tuple(forms)))
    return tuple(needles), tuple(others)


def _as_chinese(run: Run) -> str | None:
    """A run of Chinese alone is the same as its characters in a row; anything else is None."""
    if not all(is_cjk(token[0]) for token in run.tokens) or any(len(t) == 1 for t in run.tokens[:-1]):
        return None
    if len(run.tokens) > 1 and len(run.tokens[-1]) == 1:
        return None
    return run.tokens[0] + "".join(token[1:] for token in run.tokens[1:])


def _places(text: str, needle: _Needle) -> Marks:
    """Where the needle stands in the folded text; only what folds to its own characters needs folding."""
    sought, length = needle.characters, len(needle.characters)
    if needle.forms is None:
        text = fold(text)
    else:
        for form, character in needle.forms:
            if form in text:
                text = text.replace(form, character)
    found: Marks = []
    place = text.find(sought)
    while place >= 0:
        found.append((place, place + length))
        place = text.find(sought, place + 1)
    return found


def _among_tokens(text: str, runs: Sequence[Run], language: str) -> Marks:
    """Where the runs stand among the tokens; offsets are sought only in a text that has the first of one."""
    folded = fold(text)
    tokens = joined(folded, normaliser(language)).split()
    firsts = {run.tokens[0] for run in runs}.intersection(tokens)
    if not firsts:
        return []
    stands = {first: _numbers(tokens, first) for first in firsts}
    offsets = places(folded, max(map(max, stands.values())) + max(len(run.tokens) for run in runs))
    found: Marks = []
    for run in runs:
        for first in stands.get(run.tokens[0], ()):
            end = first + len(run.tokens)
            if _stands(run, tokens[first:end]):
                start, last = offsets[first][0], offsets[end - 1]
                found.append((start, last[0] + 1 if run.prefix else last[1]))
    return found


def _numbers(tokens: list[str], sought: str) -> list[int]:
    """Where a token stands in the row, counted from 0."""
    found, start = [], 0
    for _ in range(tokens.count(sought)):
        found.append(tokens.index(sought, start))
        start = found[-1] + 1
    return found


def _stands(run: Run, found: list[str]) -> bool:
    if not run.prefix:
        return found == list(run.tokens)
    last = run.tokens[-1]
    return (
        len(found) == len(run.tokens) and found[:-1] == list(run.tokens[:-1]) and found[-1].startswith(last)
    )


def _merged(found: Marks) -> Marks:
    merged: Marks = []
    for start, end in sorted(found):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def marked(text: str, places: Iterable[tuple[int, int]]) -> str:
    """The whole text as HTML, escaped, the places in `<mark>`."""
    parts: list[str] = []
    last = 0
    for start, end in places:
        parts += (text[last:start], "<mark>", text[start:end], "</mark>")
        last = end
    parts.append(text[last:])
    if escape(text) != text:
        parts = [part if number % 2 else escape(part) for number, part in enumerate(parts)]
    return "".join(parts)


def snippet(text: str, places: Sequence[tuple[int, int]], *, width: int = 200) -> str:
    """A passage of about `width` characters around the densest marks, as HTML; with no mark, the beginning."""
    if len(text) <= width:
        return marked(text, places)
    start = _word_start(text, _densest(places, width) - width // 5)
    end = _word_end(text, min(len(text), start + width))
    inside = [(max(a, start) - start, min(b, end) - start) for a, b in places if a < end and b > start]
    before, after = ELLIPSIS if start else "", ELLIPSIS if end < len(text) else ""
    return before + marked(text[start:end], inside) + after


def _densest(places: Sequence[tuple[int, int]], width: int) -> int:
    """The first mark of the stretch of `width` characters that holds most of them."""
    best, most, last = 0, 0, 0
    for first, (start, _) in enumerate(places):
        last = max(last, first)
        while last < len(places) and places[last][1] <= start + width * 4 // 5:
            last += 1
        if last - first > most:
            best, most = start, last - first
    return best if most else (places[0][0] if places else 0)


def _word_start(text: str, place: int) -> int:
    """Not in the middle of a word or number: up to 20 characters back, never in the middle of Chinese anyway."""
    place = max(0, place)
    for back in range(min(20, place)):
        if not _joins(text, place - back):
            return place - back
    return place


def _word_end(text: str, place: int) -> int:
    for ahead in range(min(20, len(text) - place)):
        if not _joins(text, place + ahead):
            return place + ahead
    return place


def _joins(text: str, place: int) -> bool:
    """Whether the characters on both sides of the place belong to one word."""
    if not 0 < place < len(text):
        return False
    left, right = text[place - 1], text[place]
    return left.isalnum() and right.isalnum() and not is_cjk(left) and not is_cjk(right)


def highlight(
    heading: str, body: str, runs: Sequence[Run], language: str, *, width: int = 200
) -> Highlighted:
    """Heading and passage of one hit."""
    return Highlighted(
        marked(heading, marks(heading, runs, language)),
        snippet(body, marks(body, runs, language), width=width),
    )
