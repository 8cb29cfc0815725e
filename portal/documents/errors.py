"""What may go wrong with printing."""

from __future__ import annotations

from django.core.exceptions import ValidationError


class TofuRefused(ValidationError):
    """A text holds characters that no embedded font has: printing would leave empty boxes, so it is refused.

    ``characters`` names each, such as ``U+20BB6 𠮶``.
    """

    def __init__(self, message: str, characters: list[str]) -> None:
        super().__init__(message, code="no_glyph")
        self.characters = characters


class PartRefused(ValidationError):
    """A part of a dossier that cannot be bound: damaged, locked with a password, or without pages."""

    def __init__(self, sentence: str, title: str) -> None:
        super().__init__(sentence % {"title": title}, code="part_refused")
        self.title = title


class FontMissing(Exception):
    """A font of the print style sheet is not installed; the message names it."""
