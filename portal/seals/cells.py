"""Single values sealed for one place: AES-256-GCM (NIST SP 800-38D).

Bytes: version (1) | nonce (12) | ciphertext | tag (16). The place is authenticated with the value, so that
a value copied to another row or column does not open.
"""

from __future__ import annotations

import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from portal.seals.errors import SealError
from portal.seals.keys import KeyRing, key_ring

VERSION = b"\x01"
NONCE = 12
TAG = 16


@lru_cache(maxsize=256)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)


def _purpose(context: str) -> str:
    return f"portal cell v1 {context}"


def seal(value: str, *, context: str, place: str, ring: KeyRing | None = None) -> bytes:
    """`value` sealed for `place` (``table.column:pk``) with the current key."""
    ring = ring or key_ring()
    nonce = os.urandom(NONCE)
    cipher = _cipher(ring.key(ring.current, _purpose(context)))
    return VERSION + nonce + cipher.encrypt(nonce, value.encode(), place.encode())


def open_cell(sealed: bytes, *, context: str, place: str, ring: KeyRing | None = None) -> str:
    """The value sealed for `place`; tries the current key first. Raises SealError."""
    ring = ring or key_ring()
    if len(sealed) < len(VERSION) + NONCE + TAG or sealed[:1] != VERSION:
        raise SealError(f"What stands at {place} is not a sealed value.")
    nonce, ciphertext = sealed[1 : 1 + NONCE], sealed[1 + NONCE :]
    for name in ring.names:
        try:
            return (
                _cipher(ring.key(name, _purpose(context))).decrypt(nonce, ciphertext, place.encode()).decode()
            )
        except InvalidTag:
            continue
    raise SealError(f"The value at {place} was changed or moved, or its key is not in the ring.")
