"""Words of the desk of ascertainment: colons, lists, actors, buttons of a record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from foreign_law.forms.ascertainment.judging_offered import OFFERED
from foreign_law.queries.ascertainment.laws import law_words
from foreign_law.rules.judgment_ids import shown_number
from i18n import languages
from portal.cases.templatetags.cases_words import typed as entered

register = template.Library()
LANGUAGES = dict(languages.LANGUAGES)

register.filter("law", law_words)
register.filter("case_number", shown_number)


@register.simple_tag
def colon() -> str:
    """The colon between a word and what it is about, as the active language writes it."""
    return "：" if languages.is_chinese(get_language() or "") else ": "


@register.filter
def listed(words: Iterable[Any]) -> str:
    """Words in one line, joined as the active language joins them."""
    return _(", ").join(str(word) for word in words)


@register.filter
def typed(text: Any) -> SafeString | str:
    """Free text or the name of a record, marked where it is Chinese on a page that is not."""
    return entered(str(text)) if text else ""


@register.filter
def of(found: Mapping[Any, Any], key: Any) -> Any:
    """The entry of a mapping; of names, the key itself where none is known."""
    return found.get(key, key if isinstance(key, str) else ())


@register.filter
def speech(code: str) -> SafeString | str:
    """A language by its own name, marked as being in that language."""
    if code not in LANGUAGES:
        return code
    return format_html('<span lang="{}">{}</span>', languages.html_lang(code), LANGUAGES[code])


@register.filter
def act_words(act: str) -> str:
    """An answer of the judge in words."""
    return str(next((one.label for one in OFFERED if one.act == act), act))
