"""Reading translated columns: the wanted language, or the nearest one with its name, never silently."""

from __future__ import annotations

from typing import NamedTuple

from django.db import models
from modeltranslation.utils import build_localized_fieldname

from i18n import languages


class Wording(NamedTuple):
    """A text and the language it is in."""

    text: str
    language: str

    @property
    def html_lang(self) -> str:
        """The tag for a ``lang`` attribute."""
        return languages.html_lang(self.language)


def wording(record: models.Model, field: str, language: str) -> Wording:
    """The column of ``language``, or of the nearest language that has one; empty text when none has."""
    for code in (language, *languages.FALLBACKS[language]):
        text = getattr(record, build_localized_fieldname(field, code), "") or ""
        if text:
            return Wording(text, code)
    return Wording("", language)
