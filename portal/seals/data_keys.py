"""A data key for one record whose content comes in many pieces, such as a recording.

Wrapped: kid (16, padded with zero) | AES-KW(KEK, DEK) (40), RFC 3394. Each piece is one AES-256-GCM message
(NIST SP 800-38D) with a random 96-bit nonce, and authenticates its place:

    CPC1 | nonce (12) | ciphertext | tag (16)

Whoever forgets the wrapped key forgets every piece: that is how a recording is destroyed while its digests stay.
"""

from __future__ import annotations

import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from portal.seals.errors import SealError
from portal.seals.keys import KeyRing, key_ring

MAGIC = b"CPC1"
NAME = 16
WRAPPED = NAME + 40
NONCE = 12
TAG = 16
OVERHEAD = len(MAGIC) + NONCE + TAG
PURPOSE = "portal data key v1"


class DataKey:
    """An opened data key: seals and opens pieces, each bound to its place (such as ``recording:<uuid>:7``)."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def seal(self, content: bytes, *, place: str) -> bytes:
        """The piece, sealed for `place`; `OVERHEAD` bytes longer. The nonce is random for every call."""
        nonce = os.urandom(NONCE)
        return b"".join((MAGIC, nonce, self._cipher.encrypt(nonce, content, place.encode())))

    def open(self, sealed: bytes, *, place: str) -> bytes:
        """The content of a piece. Raises SealError when it was changed, cut or moved from its place."""
        if len(sealed) < OVERHEAD or sealed[: len(MAGIC)] != MAGIC:
            raise SealError(f"What stands at {place} is not a sealed piece.")
        nonce, ciphertext = sealed[len(MAGIC) : len(MAGIC) + NONCE], sealed[len(MAGIC) + NONCE :]
        try:
            return self._cipher.decrypt(nonce, ciphertext, place.encode())
        except InvalidTag as error:
            raise SealError(f"The piece at {place} was changed, cut or moved.") from error


def _wrap(key: bytes, ring: KeyRing) -> bytes:
    return ring.current.encode().ljust(NAME, b"\x00") + aes_key_wrap(ring.key(ring.current, PURPOSE), key)


def _unwrap(wrapped: bytes, ring: KeyRing) -> bytes:
    if len(wrapped) != WRAPPED:
        raise SealError("This is not a wrapped data key.")
    try:
        return aes_key_unwrap(ring.key(kept_by(wrapped), PURPOSE), wrapped[NAME:])
    except InvalidUnwrap as error:
        raise SealError("The wrapped data key was changed.") from error


def kept_by(wrapped: bytes) -> str:
    """The name of the key that wrapped this data key. Raises SealError for other bytes."""
    try:
        return bytes(wrapped[:NAME]).rstrip(b"\x00").decode("ascii")
    except UnicodeDecodeError as error:
        raise SealError("The wrapped data key was changed.") from error


def new_data_key(ring: KeyRing | None = None) -> bytes:
    """A fresh 256-bit data key, wrapped by the ring's current key; 56 bytes."""
    return _wrap(AESGCM.generate_key(256), ring or key_ring())


@lru_cache(maxsize=256)
def _opened(wrapped: bytes, ring: KeyRing) -> DataKey:
    return DataKey(_unwrap(wrapped, ring))


def open_data_key(wrapped: bytes | memoryview, ring: KeyRing | None = None) -> DataKey:
    """The data key behind its wrapping. Raises SealError (KeyMissing when the ring lacks the key)."""
    return _opened(bytes(wrapped), ring or key_ring())


def rewrapped(wrapped: bytes | memoryview, ring: KeyRing | None = None) -> bytes | None:
    """The same data key wrapped by the ring's current key; None when it is so already. Raises SealError."""
    ring, wrapped = ring or key_ring(), bytes(wrapped)
    key = _unwrap(wrapped, ring)
    return None if kept_by(wrapped) == ring.current else _wrap(key, ring)
