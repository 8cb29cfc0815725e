"""The register's public pages for the sitemap, and its entries for the staff search."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from i18n import languages
from mediation_registry.queries.finding import Ask, find
from mediation_registry.queries.register import public_registrants
from mediation_registry.queries.sentences import short_status
from portal.desk.registry import Found
from portal.search.engine import SearchError
from portal.web.sitemaps import Place

MOST = 20


def public_places() -> Iterator[Place]:
    """The first page and the page of everybody in the register."""
    yield Place("mediators/")
    for number in public_registrants().order_by("register_no").values_list("register_no", flat=True):
        yield Place(f"mediators/{number}/")


def found_for_desk(on: date, words: str) -> Iterator[Found]:
    """Who answers to the words; nobody while the index is being built."""
    if not words.strip():
        return
    try:
        findings = find(Ask(today=on, text=words.strip()[:200], size=MOST))
    except SearchError:
        return
    language = get_language() or languages.DEFAULT
    for line in findings.lines:
        name = line.registrant.person.name_in(language)
        yield Found(
            _("Register of mediators"), name.text if name else line.registrant.register_no,
            reverse("mediators:profile", args=[line.registrant.register_no]),
            note=f"{line.registrant.register_no} · {short_status(line.status)}",
            title_lang=name.html_lang if name else "",
        )  # fmt: skip
