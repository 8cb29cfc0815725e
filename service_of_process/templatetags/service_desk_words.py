"""Codes of the desk in words: holders, channels, languages, actors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from i18n import languages
from portal.cases.templatetags.cases_words import typed
from service_of_process.models import Channel
from service_of_process.models.choices import RefusalGround, ReturnArticle, ReturnGround
from service_of_process.queries.holders import holder_words
from service_of_process.queries.timeline import Line

register = template.Library()
CHANNELS = dict(Channel.choices)
LANGUAGES = dict(languages.LANGUAGES)
GROUNDS = {**dict(RefusalGround.choices), **dict(ReturnGround.choices)}
ARTICLES = dict(ReturnArticle.choices)

register.filter("holder", holder_words)


@register.simple_tag
def colon() -> str:
    """The colon between a word and what it is about, as the active language writes it."""
    return "：" if languages.is_chinese(get_language() or "") else ": "


@register.filter
def listed(words: Iterable[str]) -> str:
    """Words in one line, joined as the active language joins them."""
    return _(", ").join(str(word) for word in words)


@register.filter
def channel(code: str) -> str:
    """A channel in words."""
    return str(CHANNELS.get(code, code))


@register.filter
def language(code: str) -> SafeString | str:
    """A language by its own name, marked as being in that language."""
    if code not in LANGUAGES:
        return code
    return format_html('<span lang="{}">{}</span>', languages.html_lang(code), LANGUAGES[code])


@register.filter
def of(names: Mapping[str, str], key: str) -> str:
    """The name of an actor."""
    return names.get(key, key)


@register.filter
def ground(code: str) -> str:
    """The ground of a return or of a refusal in words."""
    return str(GROUNDS.get(code, code))


@register.filter
def article(code: str) -> str:
    """The article that a return names, in words."""
    return str(ARTICLES.get(code, code))


LINE = '<li><time datetime="{}">{}</time> {}<br><small>{} · {}</small></li>'


@register.filter
def course(lines: Iterable[Line]) -> SafeString:
    """The lines of a course; joined here, since a course may be long and a template's loop is slow."""
    return format_html_join(
        "",
        LINE,
        ((line.on, line.on_words, line.sentence, typed(line.actor), line.recorded_words) for line in lines),
    )
