"""Names and numbers in the script in which they were entered."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from i18n import languages
from i18n.folding import fold
from portal.cases.models import Case, Party
from portal.cases.rules.scripts import CHINESE, is_chinese

register = template.Library()


@register.filter
def court_number(case: Case) -> SafeString | str:
    """The court's number; Mainland case numbers hold Simplified characters, and say so."""
    if is_chinese(case.court_number):
        return format_html('<bdi lang="zh-Hans">{}</bdi>', case.court_number)
    return case.court_number


@register.filter
def named(entry: Any) -> SafeString:
    """A party's name as entered, with its language."""
    name = entry.name if isinstance(entry, Party) else getattr(entry, "agent_name", "") or entry.holder_name
    return format_html('<bdi lang="{}">{}</bdi>', entry.html_lang, name)


@register.filter
def typed(text: str) -> SafeString | str:
    """Free text that may be Chinese on a page that is not, or in the other script than the page."""
    if text and is_chinese(text):
        return format_html('<bdi lang="{}">{}</bdi>', _script(text), text)
    return text


def _script(text: str) -> str:
    """Traditional where a character says so; else the script of a Chinese page, Simplified on every other page.

    The fonts of the two scripts set commas and many characters differently, and so do voices that read aloud.
    """
    ideographs = "".join(CHINESE.findall(text))
    page = get_language() or languages.DEFAULT
    if fold(ideographs) != ideographs or page == "zh-hant":
        return languages.html_lang("zh-hant")
    return languages.html_lang("zh-hans")
