"""Law text as HTML: paragraphs with their numbers, links, tables; languages and days as the page writes them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from foreign_law.views.court_names import known_court
from foreign_law.views.shown import language_name
from i18n import languages

register = template.Library()

PUBLISHER = "https://www.elegislation.gov.hk"
_CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff][\u3000-\u303f\uff00-\uffef\u3400-\u9fff\uf900-\ufaff]*")
_LATIN = re.compile(r"[A-Za-zÀ-ÿ]{2,}(?:[ ’'-][A-Za-zÀ-ÿ]+)*")
_CAP = re.compile(r"^/?hk/cap(?P<cap>\d+[A-Za-z]*)(?:![a-zA-Z-]+)?(?:/(?P<key>s\d+[A-Z]*|sch\d+))?/?$")
DEEPEST = 4


@register.filter
def html_lang(code: str) -> str:
    """``zh-hant`` → ``zh-Hant``, for ``lang`` attributes."""
    return languages.html_lang(code)


@register.filter
def own_name(code: str) -> str:
    """The language's own name; goes into an element with its ``lang``."""
    return languages.get(code).own_name


@register.filter
def named(code: str) -> str:
    """The language's name in the language of the page."""
    return language_name(code)


@register.filter
def marked(html: str, language: str = "") -> SafeString:
    """A heading or passage that the highlighter has escaped already; Chinese in other languages is named."""
    if language and not languages.is_chinese(language):
        html = _CHINESE.sub(r'<span lang="zh-Hant">\g<0></span>', html)
    return mark_safe(html)  # nosec B308 B703: escaped by portal.search.highlighting


@register.filter
def in_both(text: str, language: str) -> SafeString:
    """A short text escaped; the words of the other script carry their language."""
    return in_scripts(text, language, "")


@register.filter
def court(line: Any) -> SafeString:
    """The court of a line: its known name in the reader's language, else as recorded, with the language of that."""
    known = known_court(line.court_code)
    if known:
        return format_html("<span>{}</span>", known)
    return format_html('<span lang="{}">{}</span>', html_lang(line.court_language), line.court)


@register.filter
def as_group(lines: Iterable[Any]) -> dict[str, Any]:
    """Lines of judgments as a group without a name."""
    return {"lines": list(lines)}


@register.simple_tag
def law_nodes(nodes: Iterable[Mapping[str, Any]], language: str, place: str) -> SafeString:
    """The nodes of one cell, in reading order. ``language`` is the text's, ``place`` the jurisdiction's."""
    return format_html_join("\n", "{}", ((_node(node, language, place),) for node in nodes))


@register.simple_tag
def law_parts(parts: Iterable[tuple[str, bool]], tag: str, language: str, place: str) -> SafeString:
    """One side of a comparison; what differs stands in ``<ins>`` or ``<del>`` and is announced in words."""
    before, after = (
        (_("[inserted:"), _("end of insertion]")) if tag == "ins" else (_("[deleted:"), _("end of deletion]"))
    )
    shown = (
        '<{0}><span class="visually-hidden"> {1} </span>{2}<span class="visually-hidden"> {3} </span></{0}>'
    )
    return format_html_join(
        "",
        "{}",
        (
            (format_html(shown, tag, before, words, after) if differs else words,)
            for words, differs in ((in_scripts(text, language, place), differs) for text, differs in parts)
        ),
    )


def in_scripts(text: str, language: str, place: str) -> SafeString:
    """The text escaped; a passage in the other script carries its language (English in Hong Kong's Chinese text,
    Portuguese in Macao's).
    """
    if languages.is_chinese(language):
        shape, tag = _LATIN, "pt" if place == "mo" else "en"
    else:
        shape, tag = _CHINESE, "zh-Hant"
    parts: list[str] = []
    last = 0
    for found in shape.finditer(text):
        parts.append(conditional_escape(text[last : found.start()]))
        parts.append(format_html('<span lang="{}">{}</span>', tag, found.group()))
        last = found.end()
    parts.append(conditional_escape(text[last:]))
    return mark_safe("".join(parts))  # nosec B308 B703: every part is escaped above


def _node(node: Mapping[str, Any], language: str, place: str) -> SafeString:
    level = min(max(int(node.get("level") or 0) - 1, 0), DEEPEST)
    kind = str(node.get("kind", ""))
    classes = [f"d{level}"] if level else []
    if kind in ("note", "quote", "heading"):
        classes.append(kind)
    number = format_html('<span class="n">{}</span> ', node["num"]) if node.get("num") else ""
    words = _linked(str(node.get("text", "")), node.get("links", ()), language, place)
    marks = format_html(' <span class="n">{}</span>', "".join(node["marks"])) if node.get("marks") else ""
    paragraph = (
        format_html('<p class="{}">{}{}{}</p>', " ".join(classes), number, words, marks)
        if words or number
        else SafeString("")
    )
    return (
        format_html("{}{}", paragraph, _table(node["rows"], language, place))
        if node.get("rows")
        else paragraph
    )


def _table(rows: Iterable[Iterable[str]], language: str, place: str) -> SafeString:
    """A table of the text; the last cell of a shorter row reaches to the edge."""
    table = [list(row) for row in rows]
    width = max(map(len, table), default=0)
    lines = (
        format_html_join(
            "",
            '<td colspan="{}">{}</td>',
            (
                (width - len(row) + 1 if cell_number == len(row) else 1, in_scripts(cell, language, place))
                for cell_number, cell in enumerate(row, 1)
            ),
        )
        for row in table
    )
    inner = format_html_join("", "<tr>{}</tr>", ((line,) for line in lines))
    return format_html(
        '<div class="scroll" tabindex="0" role="group" aria-label="{}"><table><tbody>{}</tbody></table></div>',
        _("Table in the text"), inner,
    )  # fmt: skip


def _linked(text: str, links: Iterable[tuple[int, int, str]], language: str, place: str) -> SafeString:
    """The text with the publisher's references: to the library for a chapter, else to the publisher."""
    parts: list[str] = []
    last = 0
    for start, end, href in sorted(links):
        if start < last or end > len(text) or start >= end:
            continue
        parts.append(in_scripts(text[last:start], language, place))
        words = in_scripts(text[start:end], language, place)
        parts.append(format_html('<a href="{}" rel="noreferrer">{}</a>', _address(href), words))
        last = end
    parts.append(in_scripts(text[last:], language, place))
    return mark_safe("".join(parts))  # nosec B308 B703: every part is escaped above


def _address(href: str) -> str:
    cap = _CAP.match(href)
    if cap:
        section = f" s. {cap['key'][1:]}" if cap["key"] and cap["key"][1].isdigit() else ""
        return f"{reverse('law:search')}?q=Cap.+{cap['cap']}{section.replace(' ', '+')}"
    if href.startswith(("https://", "http://")):
        return href
    return f"{PUBLISHER}/{href.lstrip('/')}"
