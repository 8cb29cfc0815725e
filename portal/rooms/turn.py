"""Ways through firewalls: STUN and TURN servers, and credentials for them that last an hour.

The credentials follow the TURN REST convention (draft-uberti-behave-turn-rest-00), which coturn knows as
``use-auth-secret``: user name ``expiry:name``, password base64(HMAC-SHA1(secret, user name)).
"""

from __future__ import annotations

import base64
import hmac
from datetime import datetime
from typing import Any

from django.conf import settings

LIFETIME_SECONDS = 3600


def credentials(secret: str, name: str, at: datetime) -> tuple[str, str]:
    """User name and password, good for :data:`LIFETIME_SECONDS` from ``at``."""
    user = f"{int(at.timestamp()) + LIFETIME_SECONDS}:{name}"
    password = hmac.new(secret.encode(), user.encode(), "sha1").digest()
    return user, base64.b64encode(password).decode()


def ice_servers(at: datetime, name: str) -> list[dict[str, Any]]:
    """The servers as RTCPeerConnection takes them: STUN without, TURN with credentials for ``name``.

    Empty where PORTAL_TURN_URLS is empty: browsers then reach each other in one network only.
    """
    addresses: list[str] = settings.PORTAL_TURN_URLS
    open_ones = [address for address in addresses if address.startswith(("stun:", "stuns:"))]
    relays = [address for address in addresses if address.startswith(("turn:", "turns:"))]
    servers: list[dict[str, Any]] = [{"urls": open_ones}] if open_ones else []
    if relays and settings.PORTAL_TURN_SECRET:
        user, password = credentials(settings.PORTAL_TURN_SECRET, name, at)
        servers.append({"urls": relays, "username": user, "credential": password})
    return servers
