"""The status list: one bit for each listing, set when it no longer stands (W3C Bitstring Status List 1.0)."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.conf import settings

from portal.seals.tokens import base64url, sign_token

PLACES = 131_072
"""Places of one list: at least so many, so that nobody stands out (section 6.1 of the standard)."""
REVOCATION, SUSPENSION = "revocation", "suspension"
PURPOSES = (REVOCATION, SUSPENSION)


def address_of_list(purpose: str, number: int) -> str:
    """Where a list is given out."""
    return f"{settings.PORTAL_BASE_URL}/api/v1/mediators/status-lists/{purpose}/{number}"


def encoded(places: Iterable[int]) -> str:
    """The list with these places set: bit 0 is the left-most of the first byte; gzip, then multibase base64url.

    Raises IndexError for a place outside the list.
    """
    bits = bytearray(PLACES // 8)
    for place in places:
        if not 0 <= place < PLACES:
            raise IndexError(f"The list has places 0 to {PLACES - 1}, not {place}.")
        bits[place >> 3] |= 0x80 >> (place & 7)
    return "u" + base64url(gzip.compress(bytes(bits), mtime=0))


def list_of(purpose: str, number: int, places: Iterable[int], *, at: datetime, issuer: Any) -> dict[str, Any]:
    """The list as a credential before it is signed; ``places`` count through all lists of the purpose."""
    address = address_of_list(purpose, number)
    own = [place - number * PLACES for place in places if place // PLACES == number]
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "credentialSubject": {
            "id": f"{address}#list", "type": "BitstringStatusList", "statusPurpose": purpose,
            "encodedList": encoded(own),
        },
    }  # fmt: skip


def status_list_credential(
    purpose: str, number: int, places: Iterable[int], *, at: datetime, issuer: Any
) -> str:
    """The signed list, compact JWS with ``typ`` vc+jwt. Raises KeyProblem without a key."""
    payload = list_of(purpose, number, places, at=at, issuer=issuer)
    return sign_token(payload, kind="vc+jwt", content="vc")
