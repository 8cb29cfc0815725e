"""Addresses: of the same page in another language, and of whoever asks."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url

from i18n import languages


def in_language(request: HttpRequest, code: str, *, query: bool = True) -> str:
    """The address of this page in ``code``: the path's language is exchanged, everything behind it stays.

    A page whose own address differs between languages (an editorial page with translated slugs) may set
    ``request.other_languages = {code: path}``.
    """
    known = getattr(request, "other_languages", {})
    path = known.get(code) or _exchange(request.path, code)
    if query and request.META.get("QUERY_STRING") and request.method == "GET":
        path = f"{path}?{request.META['QUERY_STRING']}"
    return path


def _exchange(path: str, code: str) -> str:
    path = "/" + path.lstrip("/\\")  # ``//host`` and ``/\\host`` would lead away from the portal
    parts = path.split("/", 2)
    if len(parts) >= 2 and parts[1] in languages.CODES:
        rest = parts[2] if len(parts) > 2 else ""
        return f"/{code}/{rest}"
    return translate_url(path, code)


def client_address(request: HttpRequest) -> str:
    """The network address of whoever asks, for limits on attempts.

    Behind proxies each of them appends the address it heard from to X-Forwarded-For; only the last
    ``PORTAL_TRUSTED_PROXIES`` entries were written by ours, whatever stands before them may be invented.
    """
    direct = str(request.META.get("REMOTE_ADDR", ""))
    trusted = settings.PORTAL_TRUSTED_PROXIES
    heard = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    return heard[-trusted] if 0 < trusted <= len(heard) else direct
