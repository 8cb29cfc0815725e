"""The log's signature: Ed25519 (RFC 8032)."""

from __future__ import annotations

from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from portal.seals.keys import log_seed


@lru_cache(maxsize=4)
def _private(seed: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(seed)


def sign(message: bytes) -> bytes:
    """The log key's signature of `message`, 64 bytes. Raises KeyProblem without a key."""
    return _private(log_seed()).sign(message)


def public_key() -> bytes:
    """The log's public key, 32 bytes. Raises KeyProblem without a key."""
    return _private(log_seed()).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def is_signed(message: bytes, signature: bytes, key: bytes) -> bool:
    """Whether `signature` is that of the public key `key` (32 bytes) over `message`."""
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
