"""The fonts of printed documents, and which characters they hold.

Every printed document uses these families and no other; a character that one of the faces lacks is refused before
anything is printed. Some characters of Hong Kong names (such as U+20BB6) are in no free font.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.documents.errors import FontMissing, TofuRefused

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")
FILES = ("NotoSerifCJK-Regular.ttc", "NotoSerifCJK-Bold.ttc")
FAMILIES = ("Noto Serif CJK HK", "Noto Serif CJK SC")
PACKAGE = "fonts-noto-cjk"
BLANK = frozenset("\n\r\t\u00a0\u00ad\u200b\u200c\u200d\u2060\ufeff")


def _file(name: str) -> Path:
    for folder in FOLDERS:
        for path in sorted(folder.rglob(name)):
            return path
    raise FontMissing(f"The font file {name} is not installed (Debian package {PACKAGE}).")


def _faces(path: Path) -> Iterable[TTFont]:
    """The faces of one file that documents are set in."""
    from fontTools.ttLib import TTCollection  # with whoever prints

    for face in TTCollection(str(path), lazy=True).fonts:
        if face["name"].getDebugName(1) in FAMILIES or face["name"].getDebugName(16) in FAMILIES:
            yield face


@lru_cache(maxsize=1)
def covered() -> tuple[frozenset[int], frozenset[tuple[int, int]]]:
    """Characters, and (character, variation selector) pairs, that every face in use holds.

    Raises FontMissing.
    """
    characters: frozenset[int] | None = None
    variants: frozenset[tuple[int, int]] | None = None
    for name in FILES:
        faces = list(_faces(_file(name)))
        if len(faces) < len(FAMILIES):
            raise FontMissing(f"The font file {name} lacks one of {', '.join(FAMILIES)}.")
        for face in faces:
            own, own_variants = frozenset(face.getBestCmap()), _variants(face)
            characters = own if characters is None else characters & own
            variants = own_variants if variants is None else variants & own_variants
    return characters or frozenset(), variants or frozenset()


def _variants(face: TTFont) -> frozenset[tuple[int, int]]:
    """What the face's cmap of variation sequences (format 14) offers."""
    return frozenset(
        (base, selector)
        for table in face["cmap"].tables
        if table.format == 14
        for selector, pairs in table.uvsDict.items()
        for base, _glyph in pairs
    )


def _is_selector(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


def unprintable(texts: Iterable[str]) -> list[str]:
    """The characters that the fonts lack, each once, as ``U+20BB6 𠮶``, in order of appearance.

    Raises FontMissing.
    """
    characters, variants = covered()
    found: dict[str, None] = {}
    for text in texts:
        before = ""
        for character in unicodedata.normalize("NFC", text):
            if _is_selector(character):
                held = bool(before) and (ord(before), ord(character)) in variants
            else:
                held = character in BLANK or ord(character) in characters
                before = character
            if not held:
                found[f"U+{ord(character):04X} {character}"] = None
    return list(found)


def require_printable(texts: Iterable[str]) -> None:
    """Refuses texts that would leave empty boxes. Raises TofuRefused naming every character, FontMissing."""
    missing = unprintable(texts)
    if not missing:
        return
    sentence = ngettext(
        "The character %(characters)s is in none of the fonts that the portal embeds. Nothing was printed, because "
        "an empty box would stand in its place. Enter another form of the name, or ask the authority.",
        "The characters %(characters)s are in none of the fonts that the portal embeds. Nothing was printed, because "
        "empty boxes would stand in their place. Enter another form of the name, or ask the authority.",
        len(missing),
    )
    raise TofuRefused(sentence % {"characters": _(", ").join(missing)}, missing)
