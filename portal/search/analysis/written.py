"""Tokens of the text as it is written, for the boost of the exact script and spelling.

They stand in a field of their own, without positions, and only raise the rank of a text written as the query
is. Kept are those that the analysis could confuse with others: bigrams that folding changes, bigrams with a
character that stands for itself and for others (后 for 后 and 後), and words that folding or normalising
changes. A Chinese text written wholly in the form to which characters fold (a Simplified one) carries
`FOLDED_SCRIPT` instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from i18n.folding import fold, many_formed, plain
from i18n.folding_variants import GROUPS
from portal.search.analysis.bigrams import CJK, pairs
from portal.search.analysis.segmentation import MARK, WORD, WORD_WITH_MARKS, Normaliser, has_cjk, normaliser

FOLDED_SCRIPT = "="
AMBIGUOUS = re.compile("[" + "".join(group[0] for group in GROUPS) + "]")
CHINESE = re.compile(f"[{CJK}]")


def _ambiguous(text: str) -> set[str]:
    """The bigrams of the text around the characters that stand for several."""
    found: set[str] = set()
    for match in AMBIGUOUS.finditer(text):
        place = match.start()
        for pair in (text[max(place - 1, 0) : place + 1], text[place : place + 2]):
            if len(pair) == 2 and CHINESE.match(pair[0]) and CHINESE.match(pair[1]):
                found.add(pair)
    return found


def _bigrams(plained: str, folded: str) -> set[str]:
    if plained == folded:
        return {FOLDED_SCRIPT}
    changed = set(pairs(plained).split()).difference(pairs(folded).split())
    return _ambiguous(plained) | {pair for pair in changed if len(pair) == 2}


class _Changed(dict[str, bool]):
    """Whether the analysis of a language changes a word, remembered."""

    LIMIT = 200_000

    def __init__(self, normalise: Normaliser) -> None:
        super().__init__()
        self.normalise = normalise

    def __missing__(self, word: str) -> bool:
        if len(self) > self.LIMIT:
            self.clear()
        changed = len(word) > 1 and self.normalise(fold(word)) != word
        self[word] = changed
        return changed


_CHANGED = {code: _Changed(normaliser(code)) for code in ("", "pt", "en")}


def written_tokens(text: str, folded: str, language: str) -> list[str]:
    """The distinct tokens of a text worth indexing as written, in a fixed order; `folded` is `fold(text)`."""
    plained = plain(text)
    found = _changed_words(_pattern(plained).findall(plained), language)
    if has_cjk(plained):
        found |= _bigrams(plained, folded)
    return sorted(found)


def written_as_folded(folded: str, words: Iterable[str], language: str) -> list[str]:
    """`written_tokens` of a text whose plain form is the folded one, from the words already found in it."""
    found = _changed_words(words, language)
    if has_cjk(folded):
        found.add(FOLDED_SCRIPT)
    return sorted(found)


def _pattern(plained: str) -> re.Pattern[str]:
    return WORD if plained.isascii() or not MARK.search(plained) else WORD_WITH_MARKS


def _changed_words(words: Iterable[str], language: str) -> set[str]:
    changed = _CHANGED.get(language, _CHANGED[""])
    return set(filter(changed.__getitem__, set(words)))


def written_in_query(text: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    """The tokens of a query that a text written in the same way would carry."""
    folded, plained = fold(text), plain(text)
    words = set(_pattern(plained).findall(plained))
    found = {word for language in languages for word in _changed_words(words, language)} if words else set()
    if has_cjk(plained):
        found |= _bigrams(plained, folded)
    if FOLDED_SCRIPT in found:
        found |= _ambiguous(folded)
        if many_formed().isdisjoint(folded):
            found.discard(FOLDED_SCRIPT)
    return tuple(sorted(found))
