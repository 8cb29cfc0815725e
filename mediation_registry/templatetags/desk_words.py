"""Names and texts of the back office in the script in which they were entered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from i18n import languages
from mediation_registry.models import Registrant
from portal.cases.rules.scripts import is_chinese

register = template.Library()
PLACE_WORDS = {"CN": _("Guangdong"), "CN-HK": _("Hong Kong"), "CN-MO": _("Macao")}
TAGS = {"zh-hant": "zh-Hant", "zh-hans": "zh-Hans", "pt": "pt", "latin": "en"}


@register.filter
def registrant_name(registrant: Registrant) -> Any:
    """The name nearest to the reader's language; the register number where none was entered."""
    name = registrant.person.name_in(get_language() or "en")
    return (
        format_html('<bdi lang="{}">{}</bdi>', name.html_lang, name.text) if name else registrant.register_no
    )


@register.filter
def every_name(registrant: Registrant) -> Any:
    """Every name in force, each in its language."""
    rows = [(name.html_lang, name.text) for name in registrant.person.current_names]
    return format_html_join(" · ", '<bdi lang="{}">{}</bdi>', rows)


@register.filter
def certified_names(names: Mapping[str, str]) -> Any:
    """The names of a listing as certified, each in its language."""
    rows = [(TAGS.get(script, "en"), text) for script, text in names.items()]
    return format_html_join(" · ", '<bdi lang="{}">{}</bdi>', rows)


@register.filter
def as_typed(text: str) -> Any:
    """Free text that may be Chinese on a page that is not."""
    if text and is_chinese(text):
        return format_html('<bdi lang="zh">{}</bdi>', text)
    return text


@register.filter
def of(names: Mapping[str, str], key: str) -> Any:
    """The name of an actor in a map of names, in its language."""
    return as_typed(names.get(key, "–"))


@register.filter
def place_name(code: str) -> str:
    """The place in words, for the code of its jurisdiction."""
    return str(PLACE_WORDS.get(code, code))


@register.filter
def language_word(code: str) -> Any:
    """A language by its own name."""
    language = languages.get(code)
    return format_html('<bdi lang="{}">{}</bdi>', language.tag, language.own_name)
