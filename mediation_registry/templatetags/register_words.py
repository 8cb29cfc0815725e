"""Filters for what people entered in the register, in whatever script they entered it."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from i18n import languages
from mediation_registry.queries.public_profile import PublicName
from mediation_registry.queries.sentences import in_own_script
from portal.identity.models.people import NAME_ORDER

register = template.Library()


@register.filter
def own_script(text: Any) -> SafeString:
    """Text as entered; its Chinese passages carry their language."""
    return in_own_script(str(text or ""))


@register.filter
def nearest_name(names: tuple[PublicName, ...]) -> SafeString:
    """The name nearest to the reader's language, with its language."""
    by_script = {name.script: name for name in names}
    for script in NAME_ORDER.get(get_language() or languages.DEFAULT, NAME_ORDER["en"]):
        if script in by_script:
            return format_html(
                '<span lang="{}">{}</span>', by_script[script].html_lang, by_script[script].text
            )
    return SafeString("")


@register.filter
def other_names(names: tuple[PublicName, ...]) -> list[PublicName]:
    """The names besides the nearest one, in the order in which they were entered."""
    by_script = {name.script: name for name in names}
    order = NAME_ORDER.get(get_language() or languages.DEFAULT, NAME_ORDER["en"])
    nearest = next((script for script in order if script in by_script), "")
    shown = by_script[nearest].text if nearest else ""
    return [name for name in names if name.script != nearest and name.text != shown]
