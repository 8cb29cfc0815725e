"""Limits on how often one address may ask, for public doors that answer about numbers."""

from __future__ import annotations

from datetime import datetime

from django.core.cache import cache
from django.http import HttpRequest

from portal.web.addresses import client_address


def within_limit(request: HttpRequest, door: str, *, attempts: int, seconds: int, at: datetime) -> bool:
    """At most ``attempts`` from one address in each window of ``seconds``; a window ends by the clock."""
    window = int(at.timestamp()) // seconds
    key = f"limit:{door}:{client_address(request)}:{window}"
    cache.add(key, 0, seconds)
    try:
        return int(cache.incr(key)) <= attempts
    except ValueError:  # expired between the two calls
        return True
