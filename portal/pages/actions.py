"""Every write of the editorial room that is not an editor's: laying the first tree of pages."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site

from i18n import languages

SEED = Path(__file__).parent / "seed"


def read_seed(folder: Path = SEED) -> list[dict[str, Any]]:
    """The pages as data: ``slug, type, parent, order, fields {name: {language: text}}``, parents first.

    :raises ValueError: a field lacks one of the languages; the message names file, field and language.
    """
    rows = []
    for path in sorted(folder.glob("*.json")):
        row = json.loads(path.read_text(encoding="utf-8"))
        for name, texts in row["fields"].items():
            lacking = [code for code in languages.CODES if not texts.get(code)]
            if isinstance(texts, dict) and lacking:
                raise ValueError(f"{path.name}: {name} lacks {', '.join(lacking)}")
        rows.append(row)
    return sorted(rows, key=lambda row: (row["parent"] is not None, row["parent"] or "", row["order"]))


@transaction.atomic
def lay_pages() -> int:
    """Create what is missing of the first tree; what exists belongs to its editors and stays as it is.

    :returns: how many pages were created.
    """
    made = 0
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code in languages.CODES}
    rows = read_seed()
    by_depth = sorted(rows, key=lambda row: _depth(row, rows))
    for row in by_depth:
        for code in languages.CODES:
            made += _lay(row, code, locales)
    _lay_site(locales[languages.DEFAULT])
    return made


def _depth(row: dict[str, Any], rows: list[dict[str, Any]]) -> tuple[int, int]:
    depth, parent = 0, row["parent"]
    while parent:
        depth, parent = depth + 1, next(other["parent"] for other in rows if other["slug"] == parent)
    return depth, row["order"]


def _lay(row: dict[str, Any], code: str, locales: dict[str, Locale]) -> int:
    model = apps.get_model("pages", row["type"])
    if model.objects.filter(slug=_slug(row, code), locale=locales[code]).exists():
        return 0
    source = model.objects.filter(
        slug=_slug(row, languages.DEFAULT), locale=locales[languages.DEFAULT]
    ).first()
    words = {name: texts[code] for name, texts in row["fields"].items()}
    page = model(slug=_slug(row, code), locale=locales[code], live=True, **words)
    if "news_date" in row:
        page.news_date = date.fromisoformat(row["news_date"])
    if source is not None:
        page.translation_key = source.translation_key
    _parent(row, code, locales).add_child(instance=page)
    page.save_revision().publish()
    return 1


def _slug(row: dict[str, Any], code: str) -> str:
    """Home pages stand side by side under the root and need a slug each; below them slugs are the same."""
    return row["slug"] if row["parent"] else f"home-{code}"


def _parent(row: dict[str, Any], code: str, locales: dict[str, Locale]) -> Page:
    if row["parent"] is None:
        return Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root"))
    home = apps.get_model("pages", "HomePage").objects.get(locale=locales[code])
    if row["parent"] == "home":
        return home
    return Page.objects.descendant_of(home).get(slug=row["parent"], locale=locales[code])


def _lay_site(locale: Locale) -> None:
    """The default site shows our home; Wagtail's welcome page goes when nobody has written under it."""
    home = apps.get_model("pages", "HomePage").objects.get(locale=locale)
    host, _colon, port = settings.PORTAL_BASE_URL.split("://", 1)[1].partition(":")
    port_number = int(port or (443 if settings.PORTAL_BASE_URL.startswith("https") else 80))
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    wanted = (home.pk, host, port_number, settings.WAGTAIL_SITE_NAME)
    if (site.root_page_id, site.hostname, site.port, site.site_name) != wanted:
        site.root_page, site.hostname, site.port, site.site_name = (
            home,
            host,
            port_number,
            settings.WAGTAIL_SITE_NAME,
        )
        site.save()
    for welcome in Page.objects.filter(depth=2, slug="home").exclude(pk=home.pk):
        if welcome.specific_class is Page and not welcome.get_children().exists():
            welcome.delete()
