"""Codes of the term base in words."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.utils.functional import Promise
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from foreign_law.models import Jurisdiction, TermDegree, TermStatus
from foreign_law.templatetags.law_text import marked
from i18n import glossary, languages

register = template.Library()

WORDS: dict[str, str | Promise] = {
    code: label for closed in (Jurisdiction, TermStatus, TermDegree) for code, label in closed.choices
}


@register.filter
def by_key(names: Mapping[str, str], key: str) -> str:
    """Who acted, by name; the key itself for somebody whom nobody knows any more."""
    return names.get(key) or key


@register.filter
def in_words(code: str) -> str | Promise:
    """``CN-HK``, ``official``, ``near`` in the language of the page."""
    return WORDS.get(code, code)


@register.filter
def note_told(note: str) -> SafeString:
    """A note of the term base in the language of the page, else as its editor wrote it in English."""
    words, code = glossary.told_note(note, get_language() or "en")
    return format_html('<span lang="{}">{}</span>', languages.html_lang(code), marked(escape(words), code))
