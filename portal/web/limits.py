"""Limits on how often one address may ask, for public doors that answer about numbers."""

from __future__ import annotations

from datetime import datetime

from django.core.cache import cache
from django.http import HttpRequest

from portal.web.addresses import client_address


def within_limit(request: HttpRequest, door: str, *, attempts: int, seconds: int, at: datetime) -> bool:
    """At most ``attempts`` from one address in each window of ``seconds``; a window ends by the clock."""
    return counted_in(f"{door}:{client_address(request)}", attempts=attempts, seconds=seconds, at=at)


def counted_in(key: str, *, attempts: int, seconds: int, at: datetime) -> bool:
    """Count one attempt under this key; true while there are at most ``attempts`` in the window."""
    place = f"limit:{key}:{_window(at, seconds)}"
    cache.add(place, 0, seconds)
    try:
        return int(cache.incr(place)) <= attempts
    except ValueError:  # expired between the two calls
        return True


def _window(at: datetime, seconds: int) -> int:
    """The number of the window in which a moment lies."""
    return int(at.timestamp()) // seconds
