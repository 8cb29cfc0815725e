"""Words of a query to sequences of tokens, in every way a text may have been analysed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from i18n.folding import fold
from portal.search.analysis.segmentation import Piece, normaliser, pieces, word
from portal.search.plan import Match, Run

ANALYSES = ("", "en", "pt")
"""The language of a word in a query is not known: it is sought as each analysis would have indexed it."""
_JOINT = re.compile(r"[-'./_&+@]?")


def _chunks(text: str, *, whole: bool) -> list[list[Piece]]:
    """Runs that belong together: all of them (`whole`), or those with at most one joint between."""
    folded = fold(text)
    chunks: list[list[Piece]] = []
    for piece in pieces(folded):
        last = chunks[-1][-1] if chunks else None
        between = folded[last.end : piece.start] if last else ""
        if last and last.cjk and piece.cjk and between.isspace() and whole:
            chunks[-1][-1] = Piece(last.text + piece.text, last.start, piece.end, True)
        elif last and (whole or _JOINT.fullmatch(between)):
            chunks[-1].append(piece)
        else:
            chunks.append([piece])
    return chunks


def _run(chunk: list[Piece], language: str) -> Run:
    normalise = normaliser(language)
    tokens: list[str] = []
    for piece in chunk:
        if not piece.cjk:
            tokens.append(normalise(word(piece.text)))
            continue
        tokens += [piece.text[index : index + 2] for index in range(len(piece.text) - 1)]
        if piece is not chunk[-1] or len(piece.text) == 1:
            tokens.append(piece.text[-1])
    last = chunk[-1]
    return Run(tuple(tokens), prefix=last.cjk and len(last.text) == 1)


def matches(
    text: str,
    *,
    quoted: bool,
    in_title: bool = False,
    weight: float = 1.0,
    analyses: Iterable[str] = ANALYSES,
) -> list[Match]:
    """The parts of a text that a unit must contain, every one; empty when there is nothing but punctuation.

    A quoted text is one phrase. In an unquoted one a comma or a bracket parts two words, a hyphen does not.
    """
    found = []
    for chunk in _chunks(text, whole=quoted):
        has_words = not all(piece.cjk for piece in chunk)  # every analysis leaves Chinese as it is
        runs = dict.fromkeys(_run(chunk, language) for language in (analyses if has_words else ("",)))
        found.append(Match(tuple(runs), in_title, weight))
    return found
