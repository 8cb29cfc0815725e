"""Middleware of every request: security headers, the language of the page, the size of what is sent."""

from __future__ import annotations

import re
from collections.abc import Callable

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

from i18n import languages
from portal.web import errors

STAFF = "/staff/"
PERSONAL = re.compile(r"/[^/]+/(?:accounts|identity|mine|inbox|drafts)/")
PERMISSIONS = "camera=(self), microphone=(self), geolocation=(), payment=(), usb=(), interest-cohort=()"


class SecurityHeadersMiddleware(CSPMiddleware):
    """A strict content security policy everywhere; Wagtail's pickers need inline script, under /staff/ only."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path.startswith(STAFF):
            response._csp_update = {  # type: ignore[attr-defined]  # django-csp's own door
                "script-src": ["'unsafe-inline'"],
                "style-src": ["'unsafe-inline'"],
            }
        response.setdefault("Permissions-Policy", PERMISSIONS)
        if request.path.startswith(STAFF) or PERSONAL.match(request.path):
            response.setdefault("X-Robots-Tag", "noindex, nofollow")
            response.setdefault("Cache-Control", "private, no-store")
        return super().process_response(request, response)


class LanguageMiddleware(LocaleMiddleware):
    """Django's negotiation, held to the four codes.

    The address decides where it names a language; otherwise the cookie, then the browser. The browser's wish is
    mapped by Django: HK, TW and MO to zh-hant, CN and SG to zh-hans, pt-* to pt.
    """

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        if translation.get_language() not in languages.CODES:
            translation.activate(languages.DEFAULT)
        request.LANGUAGE_CODE = translation.get_language()

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        super().process_response(request, response)
        asked = translation.get_language_from_path(request.path_info)
        if (
            asked
            and request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) != asked
            and response.status_code == 200
        ):
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                asked,
                max_age=60 * 60 * 24 * 365,
                samesite="Lax",
                secure=bool(getattr(settings, "LANGUAGE_COOKIE_SECURE", False)),
            )
        return response


class RequestSizeMiddleware:
    """Refuses a body above ``REQUEST_MAX_BYTES`` before a byte of it is read: 413.

    Django caps forms in memory but writes files of any size to the disk, and does so before it knows who sends
    them. A body without a length is not read at all (WSGI), so the announced length is enough.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        length = str(request.META.get("CONTENT_LENGTH") or "0")
        if length.isdecimal() and int(length[:20]) > settings.REQUEST_MAX_BYTES:
            return errors.too_large(request)
        return self.get_response(request)


class NoNulMiddleware:
    """An address or a cookie that holds NUL names nothing: 404. PostgreSQL refuses NUL in a text, so no door would
    survive it, nor the table of sessions, whose key a cookie is.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if any("\x00" in text for text in (request.path_info, *request.COOKIES.values())):
            raise Http404
        return self.get_response(request)
