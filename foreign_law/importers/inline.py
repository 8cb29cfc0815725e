"""Running text: white space settled, links kept with their offsets."""

from __future__ import annotations

import re

_WIDE = "\u2e80-\u9fff\uff00-\uffef\U00020000-\U0003ffff"
_BROKEN_LINE = re.compile(rf"(?<=[{_WIDE}])[^\S\n]*\n\s*(?=[{_WIDE}])")


def _is_wide(char: str) -> bool:
    return (
        "\u2e80" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef" or "\U00020000" <= char <= "\U0003ffff"
    )


class InlineText:
    """Collects pieces of running text. A line break between two Chinese characters is no space."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._last = ""
        self._gap = ""
        self.links: list[list[int | str]] = []

    def add(self, piece: str | None) -> None:
        """Append text, with its white space reduced to single spaces."""
        if not piece:
            return
        if "\n" in piece and not piece.isascii():
            piece = _BROKEN_LINE.sub("", piece)
        text = " ".join(piece.split())
        if not text:
            self._gap += piece
            return
        if piece[0].isspace():
            self._gap += piece[: len(piece) - len(piece.lstrip())]
        if self._gap and self._last and not self._gap_vanishes(text[0]):
            self._push(" ")
        self._push(text)
        self._last = text[-1]
        self._gap = piece[len(piece.rstrip()) :] if piece[-1].isspace() else ""

    def _gap_vanishes(self, following: str) -> bool:
        return "\n" in self._gap and _is_wide(self._last) and _is_wide(following)

    def _push(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def mark(self) -> int:
        """The offset at which the next word will begin, unless a space comes first."""
        return self._length

    def link(self, start: int, href: str) -> None:
        """Record that the text from ``start`` to here is a reference."""
        text = str(self)
        while start < len(text) and text[start] == " ":
            start += 1
        if start < len(text):
            self.links.append([start, len(text), href])

    def __str__(self) -> str:
        return "".join(self._parts)

    def __bool__(self) -> bool:
        return self._length > 0


def settled(text: str | None) -> str:
    """A text with its white space settled."""
    collected = InlineText()
    collected.add(text)
    return str(collected)
