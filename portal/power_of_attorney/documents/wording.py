"""Sentences of a printed document: wording with its placeholders filled by texts that keep their own language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import Formatter

from i18n import languages


@dataclass(frozen=True)
class Phrase:
    """A piece of text with the ``lang`` attribute of the language it is in."""

    text: str
    lang: str


Parts = tuple[Phrase, ...]
Value = str | int | Phrase | Parts


@dataclass(frozen=True)
class Cell:
    """What one row says in one language: a label (may be empty), the text, and a mark behind it (may be empty)."""

    lang: str
    parts: Parts
    label: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Row:
    """One line in every language of the document. ``kind`` is the class of the row in the style sheet."""

    kind: str
    cells: tuple[Cell, ...]


def parts_of(value: Value, lang: str) -> Parts:
    """A value as pieces of text; plain text is in the language of the sentence."""
    if isinstance(value, tuple):
        return value
    return (value,) if isinstance(value, Phrase) else (Phrase(str(value), lang),)


def said(sentence: str, lang: str, **values: Value) -> Parts:
    """The sentence with each ``{name}`` replaced, every piece in its own language; empty pieces are left out.

    Raises KeyError where the sentence names a value that is not given.
    """
    found: list[Phrase] = []
    for text, name, _format, _conversion in Formatter().parse(sentence):
        if text:
            found.append(Phrase(text, lang))
        if name is not None:
            found += parts_of(values[name], lang)
    return tuple(piece for piece in found if piece.text)


def phrase(given: Mapping[str, str]) -> Phrase:
    """A phrase of the facts."""
    return Phrase(given["text"], given["lang"])


def joined(phrases: Sequence[Phrase], separator: str, lang: str) -> Parts:
    """Several phrases in one line; the same text only once."""
    found: list[Phrase] = []
    for piece in dict.fromkeys(phrases):
        if found:
            found.append(Phrase(separator, lang))
        found.append(piece)
    return tuple(found)


def names_for(names: Sequence[Mapping[str, str]], language: str) -> Parts:
    """Names in every script, the one nearest to the reader's language first."""
    order = (
        languages.html_lang(language),
        *(languages.html_lang(code) for code in languages.get(language).fallbacks),
    )
    ordered = sorted(names, key=lambda one: order.index(one["lang"]) if one["lang"] in order else len(order))
    return joined([phrase(name) for name in ordered], " · ", languages.html_lang(language))
