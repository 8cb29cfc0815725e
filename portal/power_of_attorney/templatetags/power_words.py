"""Names of people on the pages of a power, with the language in which they were entered."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal.identity.models import Person

register = template.Library()


@register.filter
def person_name(person: Person, language: str) -> SafeString:
    """The name nearest to the reader's language, with its own language."""
    name = person.name_in(language)
    return format_html('<bdi lang="{}">{}</bdi>', name.html_lang, name.text) if name else format_html("—")
