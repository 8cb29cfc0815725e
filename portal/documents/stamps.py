"""Page numbers set upon the pages of a finished PDF, in the font of our own print, as artifacts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import import_module
from io import BytesIO
from typing import Any

import pikepdf

CHARACTERS = "0123456789/ "
FONT = "/PageNumber"
UNIT = 842.0  # points, the height of A4: larger pages bear larger numbers
SIZE, RIGHT, ABOVE = (
    9.0,
    51.0,
    11.0,
)  # on A4, in points: of the letters, from the right edge, from the bottom edge
HEX = rb"<([0-9a-fA-F]+)>\s*"
CHARACTER, RANGE = re.compile(HEX * 2), re.compile(HEX * 3)


@dataclass(frozen=True)
class Face:
    """An embedded font with the code and the width (in thousandths) of each character that it can set."""

    font: Any
    codes: dict[str, int]
    widths: dict[str, float]

    def line(self, text: str) -> tuple[bytes, float]:
        """The text as a string of two-byte codes, and its width at size 1."""
        codes = b"".join(self.codes[character].to_bytes(2, "big") for character in text)
        return codes.hex().encode(), sum(self.widths[character] for character in text) / 1000


def face_in(pdf: pikepdf.Pdf) -> Face:
    """The face for page numbers, taken into ``pdf``."""
    engine = import_module("portal.documents.engine")
    words = f'<html lang="en"><title>0</title><style>@page {{ @bottom-center {{ content: none }} }}</style><p>{CHARACTERS}0'
    with pikepdf.open(BytesIO(engine.pdf_of(words))) as printed:
        (font,) = printed.pages[0].Resources.Font.values()
        codes = _codes(font.ToUnicode.read_bytes())
        widths = _widths(font.DescendantFonts[0])
        known = {character: codes[character] for character in CHARACTERS}
        return Face(pdf.copy_foreign(font), known, {c: widths.get(code, 1000.0) for c, code in known.items()})


def _codes(cmap: bytes) -> dict[str, int]:
    """Character to code, from the ToUnicode table."""
    found: dict[str, int] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.S):
        for code, character in CHARACTER.findall(block):
            found[bytes.fromhex(character.decode()).decode("utf-16-be")] = int(code, 16)
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", cmap, re.S):
        for first, last, character in RANGE.findall(block):
            start = ord(bytes.fromhex(character.decode()).decode("utf-16-be"))
            for step in range(int(last, 16) - int(first, 16) + 1):
                found[chr(start + step)] = int(first, 16) + step
    return found


def _widths(descendant: Any) -> dict[int, float]:
    """Code to width, from the W array of a CID font (ISO 32000-2, 9.7.4.3)."""
    found: dict[int, float] = {}
    items = list(descendant.get("/W", []))
    while items:
        first, second = int(items.pop(0)), items.pop(0)
        if isinstance(second, pikepdf.Array):
            found.update({first + step: float(width) for step, width in enumerate(second)})
        else:
            width = float(items.pop(0))
            found.update(dict.fromkeys(range(first, int(second) + 1), width))
    return found


def stamp(face: Face, text: str, width: float, height: float) -> bytes:
    """The drawing of ``text`` at the bottom right of a page of this size in points."""
    scale = max(width, height) / UNIT
    codes, length = face.line(text)
    size = SIZE * scale
    left, bottom = width - RIGHT * scale - length * size, ABOVE * scale
    place = f"{FONT} {size:.2f} Tf 1 0 0 1 {left:.2f} {bottom:.2f} Tm".encode()
    return (
        b"\n/Artifact <</Type /Pagination /Subtype /Footer>> BDC q BT 0 Tr 0 g "
        + place + b" <" + codes + b"> Tj ET Q EMC\n"
    )  # fmt: skip
