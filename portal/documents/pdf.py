"""HTML to PDF: tagged (PDF/UA-1), every font embedded, nothing fetched, no character without a glyph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import lxml.html
from django.template.loader import render_to_string
from django.utils import translation

from i18n import languages
from portal.documents.fonts import require_printable

UNSEEN = frozenset({"style", "script", "head"})


def texts_of(html: str) -> Iterator[str]:
    """The visible texts of a page of HTML."""
    for node in lxml.html.document_fromstring(html).iter():
        seen = isinstance(node.tag, str) and not any(
            part.tag in UNSEEN for part in (node, *node.iterancestors())
        )
        if seen and node.text:
            yield node.text
        parent = node.getparent()
        if node.tail and (parent is None or parent.tag not in UNSEEN):
            yield node.tail


def render_pdf(
    template: str,
    context: Mapping[str, Any],
    language: str,
    second_language: str | None = None,
    *,
    title: str,
    stylesheets: Sequence[Path] = (),
    for_signatures: bool = False,
) -> bytes:
    """The template as a PDF in this language (codes of i18n.languages), A4, tagged, with embedded fonts.

    The template extends ``documents/print.html``; it may speak a second language inside ``{% language %}``. The
    context gains ``title``, ``print_language`` and ``second_language`` (entries of i18n.languages). A page
    ``for_signatures`` keeps its objects apart, so that what was signed can be compared quickly.

    Raises TofuRefused where a character has no glyph, FontMissing where a font is not installed, KeyError for an
    unknown language.
    """
    first = languages.get(language)
    second = languages.get(second_language) if second_language else None
    given = {**context, "title": title, "print_language": first, "second_language": second}
    with translation.override(language):
        html = render_to_string(template, given)
        require_printable([title, *texts_of(html)])
    engine = import_module("portal.documents.engine")
    pdf: bytes = engine.pdf_of(html, stylesheets=stylesheets)
    return engine.objects_apart(pdf) if for_signatures else pdf
