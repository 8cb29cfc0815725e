"""Whose address counts for a limit: the one our own proxy heard from, never one that a client made up."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import RequestFactory

from portal.web.addresses import client_address


@pytest.mark.parametrize(
    ("trusted", "forwarded", "address"),
    [
        (0, "203.0.113.9", "192.0.2.1"),  # no proxy of ours: the header is the client's own word
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.7, 203.0.113.9", "203.0.113.9"),  # what stands before was sent by the client
        (2, "198.51.100.7, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "203.0.113.9", "192.0.2.1"),  # fewer than told: somebody came past a proxy
        (1, "", "192.0.2.1"),
    ],
)
def test_only_the_entries_of_our_own_proxies_are_believed(
    rf: RequestFactory, settings: Any, trusted: int, forwarded: str, address: str
) -> None:
    settings.PORTAL_TRUSTED_PROXIES = trusted
    request = rf.get("/en/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request) == address
