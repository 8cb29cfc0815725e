"""Names of mediators with their language."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from i18n import languages
from mediation_registry.models import Registrant

register = template.Library()


@register.simple_tag
def registrant_name(registrant: Registrant) -> SafeString | str:
    """The name nearest to the reader's language, with its ``lang``."""
    name = registrant.person.name_in(get_language() or languages.DEFAULT)
    if name is None:
        return registrant.register_no
    return format_html(
        '<bdi lang="{}">{}</bdi> <span class="hint">{}</span>',
        name.html_lang,
        name.text,
        registrant.register_no,
    )
