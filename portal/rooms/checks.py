"""What is looked at before the portal starts: the settings of the ways through firewalls."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

KNOWN = ("stun:", "stuns:", "turn:", "turns:")


@register
def turn_settings_fit(**asked: Any) -> list[CheckMessage]:
    """Each address is one of STUN or TURN, and a relay has its secret."""
    found: list[CheckMessage] = []
    for address in settings.PORTAL_TURN_URLS:
        if not address.startswith(KNOWN):
            found.append(
                Error(
                    f"PORTAL_TURN_URLS: {address!r} begins with none of {', '.join(KNOWN)}", id="rooms.E001"
                )
            )
    relays = [address for address in settings.PORTAL_TURN_URLS if address.startswith(("turn:", "turns:"))]
    if relays and len(settings.PORTAL_TURN_SECRET) < 16:
        found.append(
            Error("PORTAL_TURN_SECRET is missing or shorter than 16 characters: no relay would let anybody in",
                  id="rooms.E002")
        )  # fmt: skip
    return found
