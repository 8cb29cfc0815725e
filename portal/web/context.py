"""What base.html needs on every page: languages with their addresses, the menu, the demonstration mark."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language

from i18n import languages
from portal.web.addresses import in_language
from portal.web.navigation import menu


def page_furniture(request: HttpRequest) -> dict[str, Any]:
    """Context of every page; costs no query."""
    current = get_language() or languages.DEFAULT
    if current not in languages.CODES:
        current = languages.DEFAULT
    return {
        "page_language": languages.get(current),
        "language_switch": [_switch(request, language, current) for language in languages.ALL],
        "canonical_url": settings.PORTAL_BASE_URL + request.path,
        "menu_entries": _menu(request),
        "is_demonstration": settings.PORTAL_DEMONSTRATION,
        "indexable": _indexable(request),
    }


def _switch(request: HttpRequest, language: languages.Language, current: str) -> dict[str, Any]:
    address = in_language(request, language.code)
    return {
        "language": language,
        "address": address,
        "absolute": settings.PORTAL_BASE_URL + in_language(request, language.code, query=False),
        "current": language.code == current,
    }


def _menu(request: HttpRequest) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = []
    for _key, entry in sorted(menu.items(), key=lambda item: item[1].order):
        if entry.shown is not None and not entry.shown(request):
            continue
        try:
            address = reverse(entry.url_name)
        except NoReverseMatch:
            continue
        entries.append({"label": entry.label, "address": address, "current": False})
    here = [entry for entry in entries if request.path.startswith(entry["address"])]
    if here:  # a page below two entries belongs to the nearer one
        max(here, key=lambda entry: len(entry["address"]))["current"] = True
    return entries


def _indexable(request: HttpRequest) -> bool:
    return request.method == "GET" and not request.GET and bool(languages_in(request.path))


def languages_in(path: str) -> str | None:
    """The language code with which a path begins, or None."""
    first = path.lstrip("/").split("/", 1)[0]
    return first if first in languages.CODES else None
