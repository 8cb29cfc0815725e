"""Names of people on the pages of a power, with the language in which they were entered."""

from __future__ import annotations

import re

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from i18n.languages import is_chinese
from portal.identity.models import Person

register = template.Library()
CHINESE = re.compile(r"([\u3400-\u9fff][\u3000-\u303f\u3400-\u9fff\uff00-\uffef·]*)")


@register.filter
def person_name(person: Person, language: str) -> SafeString:
    """The name nearest to the reader's language, with its own language."""
    name = person.name_in(language)
    return format_html('<bdi lang="{}">{}</bdi>', name.html_lang, name.text) if name else format_html("—")


@register.filter
def named_in_chinese(sentence: str) -> SafeString | str:
    """A sentence of the history, in which names may stand in Chinese: on other pages these say their language."""
    if is_chinese(get_language() or ""):
        return sentence
    marked = ("{}", '<bdi lang="zh-Hant">{}</bdi>')
    pieces = enumerate(CHINESE.split(str(sentence)))
    return format_html_join("", "{}", ((format_html(marked[place % 2], piece),) for place, piece in pieces))
