"""A letter, described once: both writers (DOCX and PDF) set what this file lays out.

A letter may be said in further languages: ``second`` holds the same blocks in the second language, and its own
``second`` those of a third. The first language prevails; the others stand below it, smaller.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import ClassVar, Literal

from i18n import languages

ParagraphStyle = Literal["body", "flush", "heading", "centred", "right", "note"]
Grid = Sequence[Sequence[str]]
HAN = re.compile(
    r"([\u2e80-\u2fdf\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]+)"
)
SOFT_BREAK = str.maketrans({"\r": "\n", "\v": "\n", "\f": "\n", "\u2028": "\n", "\u2029": "\n"})
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; ``lang`` (a code of i18n.languages) where it is not in the letter's language.

    ``flush`` is a body paragraph without indent: the addressee's line, a closing formula.
    """

    kind: ClassVar[str] = "text"
    text: str
    style: ParagraphStyle = "body"
    lang: str = ""

    def grid(self) -> Grid:
        return [[self.text]]


@dataclass(frozen=True)
class Facts:
    """A form of labels and values, such as a certificate of service."""

    kind: ClassVar[str] = "facts"
    rows: Sequence[tuple[str, str]]

    def grid(self) -> Grid:
        return self.rows


@dataclass(frozen=True)
class Table:
    """A table with a header; ``widths`` are parts of the whole, one for each column, equal when not given."""

    kind: ClassVar[str] = "table"
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int] = ()

    def grid(self) -> Grid:
        return [self.header, *self.rows]


@dataclass(frozen=True)
class SignatureBlock:
    """Who signs, and the date: lines at the right edge, kept on one page."""

    kind: ClassVar[str] = "signature"
    lines: Sequence[str]

    def grid(self) -> Grid:
        return [[line] for line in self.lines]


@dataclass(frozen=True)
class SealPlace:
    """Where the seal goes: a circle of 42 mm, the diameter of a Mainland court's seal."""

    kind: ClassVar[str] = "seal"
    text: str

    def grid(self) -> Grid:
        return [[self.text]]


@dataclass(frozen=True)
class CheckMark:
    """A QR code that bears ``url``, with the words beside it that say what it is for."""

    kind: ClassVar[str] = "check"
    url: str
    text: str

    def grid(self) -> Grid:
        return [[self.text]]


Block = Paragraph | Facts | Table | SignatureBlock | SealPlace | CheckMark


@dataclass(frozen=True)
class Letter:
    """An official letter. ``court`` stands above the title; ``mark`` (such as "demonstration") above everything."""

    title: str
    number: str
    blocks: Sequence[Block]
    language: str
    second: Letter | None = None
    court: str = ""
    mark: str = ""

    def voices(self) -> tuple[Letter, ...]:
        """This letter and the ones that say the same in another language, the prevailing one first."""
        return (self, *(self.second.voices() if self.second else ()))


@dataclass(frozen=True)
class Run:
    """A piece of text in one language (a code of i18n.languages)."""

    text: str
    lang: str

    @property
    def tag(self) -> str:
        """The BCP 47 tag for ``lang`` attributes."""
        return languages.html_lang(self.lang)


@dataclass(frozen=True)
class Voice:
    """What one language says in one place; ``rank`` 0 prevails."""

    runs: tuple[Run, ...]
    lang: str
    rank: int

    @property
    def tag(self) -> str:
        """The BCP 47 tag for ``lang`` attributes."""
        return languages.html_lang(self.lang)


Said = tuple[Voice, ...]


@dataclass(frozen=True)
class Row:
    """One block in all its languages: ``lines`` of cells, each cell what the languages say.

    ``kind`` is ``text``, ``facts``, ``table`` (its first line is the header), ``signature``, ``seal`` or ``check``.
    """

    kind: str
    lines: tuple[tuple[Said, ...], ...]
    style: str = ""
    widths: tuple[int, ...] = ()
    url: str = ""


def clean(text: str) -> str:
    """The text without characters that no document may hold; every way of ending a line is a line feed."""
    return CONTROL.sub("", text.replace("\r\n", "\n").translate(SOFT_BREAK)).strip()


def runs_of(text: str, lang: str, chinese: str) -> tuple[Run, ...]:
    """The text in runs: inside Portuguese or English, Chinese characters are a run in ``chinese``."""
    text = clean(text)
    if languages.is_chinese(lang):
        return (Run(text, lang),) if text else ()
    pieces = [(piece, chinese if n % 2 else lang) for n, piece in enumerate(HAN.split(text))]
    return tuple(Run(piece, code) for piece, code in pieces if piece)


def say(texts: Sequence[tuple[str, str]]) -> Said:
    """What the languages say in one place, from (text, language), the prevailing one first.

    A name or number that reads the same in two languages is set once; an empty text is not set.
    """
    chinese = next((lang for _text, lang in texts if languages.is_chinese(lang)), languages.DEFAULT)
    said: dict[str, Voice] = {}
    for rank, (text, lang) in enumerate(texts):
        text = clean(text)
        if text and text not in said:
            said[text] = Voice(runs_of(text, lang, chinese), lang, rank)
    return tuple(said.values())


def head_of(letter: Letter) -> dict[str, Said]:
    """The ``mark``, ``court``, ``title`` and ``number`` of a letter in all its languages."""
    voices = letter.voices()
    return {
        name: say([(getattr(voice, name), voice.language) for voice in voices])
        for name in ("mark", "court", "title", "number")
    }


def rows_of(letter: Letter) -> tuple[Row, ...]:
    """The blocks of a letter, each with all its languages.

    Raises ValueError where a further language has other blocks than the first, KeyError for an unknown language.
    """
    voices = letter.voices()
    return tuple(_rows(voices))


def _rows(voices: tuple[Letter, ...]) -> Iterator[Row]:
    for number, blocks in enumerate(zip_longest(*(voice.blocks for voice in voices)), start=1):
        if len({type(block) for block in blocks}) != 1:
            names = ", ".join(type(block).__name__ if block else "nothing" for block in blocks)
            raise ValueError(f"Block {number} is not the same in every language: {names}.")
        yield _row(blocks, [voice.language for voice in voices])


def _row(blocks: Sequence[Block], langs: Sequence[str]) -> Row:
    first = blocks[0]
    own = [getattr(block, "lang", "") or lang for block, lang in zip(blocks, langs, strict=True)]
    return Row(
        first.kind,
        _grid([block.grid() for block in blocks], own),
        style=first.style if isinstance(first, Paragraph) else "",
        widths=_widths(first) if isinstance(first, Table) else (),
        url=first.url if isinstance(first, CheckMark) else "",
    )


def _widths(table: Table) -> tuple[int, ...]:
    """The columns' shares in percent. Raises ValueError where there are more or fewer than columns."""
    parts = table.widths or [1] * len(table.header)
    if len(parts) != len(table.header):
        raise ValueError(f"{len(parts)} widths for {len(table.header)} columns.")
    return tuple(round(100 * part / sum(parts)) for part in parts)


def _grid(grids: Sequence[Grid], langs: Sequence[str]) -> tuple[tuple[Said, ...], ...]:
    """The same cells of several languages laid upon each other. Raises ValueError where one has more or fewer."""
    if len({tuple(len(line) for line in grid) for grid in grids}) != 1:
        raise ValueError("A table or list has not the same rows and columns in every language.")
    return tuple(
        tuple(say(list(zip(texts, langs, strict=True))) for texts in zip(*lines, strict=True))
        for lines in zip(*grids, strict=True)
    )
