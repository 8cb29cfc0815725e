"""Doors of the furniture: the first redirect, the sitemap, robots.txt."""

from __future__ import annotations

from itertools import islice

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from i18n import languages
from portal.web.sitemaps import places

SITEMAP_LIMIT = 12_000  # four addresses each: sitemaps.org allows 50,000 a file
PRIVATE = ("/staff/", "/api/", "/*/mine/", "/*/inbox/", "/*/drafts/", "/*/identity/", "/*/accounts/")


def first_page(request: HttpRequest) -> HttpResponse:
    """`/` goes to the home page in the language that the browser asks for."""
    code = get_language()
    response = redirect(f"/{code if code in languages.CODES else languages.DEFAULT}/")
    response["Vary"] = "Accept-Language, Cookie"
    return response


def without_language(request: HttpRequest, rest: str) -> HttpResponse:
    """A personal address without a language, as in a mail: sent on in the reader's language, query kept."""
    query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
    return redirect(f"/{get_language()}/{rest}{query}")


def sitemap(request: HttpRequest) -> HttpResponse:
    """sitemap.xml with the alternates of each page in the four languages."""
    found = (place for _name, source in places.items() for place in source())
    context = {
        "places": islice(found, SITEMAP_LIMIT),
        "languages": languages.ALL,
        "base": settings.PORTAL_BASE_URL,
    }
    return render(request, "web/sitemap.xml", context, content_type="application/xml")


def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in PRIVATE),
        f"Sitemap: {settings.PORTAL_BASE_URL}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
