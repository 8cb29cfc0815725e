"""The key ring: where keys come from, and the keys derived for each purpose.

Production takes the keys from the settings. A demonstration (`PORTAL_DEMONSTRATION`, or the tests) may go
without: then keys named *demonstration* are generated once under ``PORTAL_VAR/keys``.
"""

from __future__ import annotations

import base64
import os
import secrets
import uuid
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from portal.seals.errors import KeyMissing, KeyProblem
from portal.seals.key_text import DEMONSTRATION, KEY_BYTES, read_key, read_key_ring


def derive(key: bytes, purpose: str) -> bytes:
    """A 32-byte key of its own for each purpose (HKDF-SHA256, RFC 5869)."""
    return HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=None, info=purpose.encode()).derive(key)


class KeyRing:
    """Key-encryption keys by name; new things are sealed with the current one, the others only open."""

    def __init__(self, keys: dict[str, bytes]) -> None:
        if not keys:
            raise KeyProblem("A key ring needs at least one key.")
        self._keys = dict(keys)
        self._derived: dict[tuple[str, str], bytes] = {}
        self.current = next(iter(self._keys))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all keys, the current one first."""
        return tuple(self._keys)

    def key(self, name: str, purpose: str) -> bytes:
        """The key `name` derived for `purpose`. Raises KeyMissing."""
        if (name, purpose) not in self._derived:
            if name not in self._keys:
                raise KeyMissing(f"The key ring holds no key named {name}.")
            self._derived[name, purpose] = derive(self._keys[name], purpose)
        return self._derived[name, purpose]

    @property
    def is_demonstration(self) -> bool:
        return any(name.startswith(DEMONSTRATION) for name in self._keys)


def _generated(name: str) -> str:
    """The content of a demonstration key file, made on first need; several processes agree on one."""
    folder = Path(settings.PORTAL_VAR) / "keys"
    path = folder / f"{DEMONSTRATION}-{name}.txt"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f".{uuid.uuid4().hex}"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(base64.b64encode(secrets.token_bytes(KEY_BYTES)))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            return path.read_text()
        finally:
            draft.unlink()
    return path.read_text()


def _text(variable: str, file_name: str, prefix: str = "") -> str:
    """The setting, or a demonstration key where demonstrations are allowed. Raises KeyProblem."""
    configured: str = getattr(settings, variable, "") or ""
    if configured:
        return configured
    if not getattr(settings, "PORTAL_DEMONSTRATION", False):
        raise KeyProblem(f"{variable} is not set.")
    return prefix + _generated(file_name)


@lru_cache(maxsize=8)
def _ring(text: str) -> KeyRing:
    return KeyRing(read_key_ring(text))


@lru_cache(maxsize=64)
def _index_key(text: str, context: str) -> bytes:
    return derive(read_key(text, variable="PORTAL_INDEX_KEY"), f"portal blind index v1 {context}")


_RESOLVED: dict[tuple[str, str, str], str] = {}


def _resolved(variable: str, file_name: str, prefix: str = "") -> str:
    """`_text`, reading a demonstration file only once for each state folder."""
    known = (variable, getattr(settings, variable, "") or "", str(getattr(settings, "PORTAL_VAR", "")))
    if known not in _RESOLVED:
        _RESOLVED[known] = _text(variable, file_name, prefix)
    return _RESOLVED[known]


def demonstration_text(variable: str, file_name: str) -> str:
    """A base64 key that is generated once, where demonstrations are allowed. Raises KeyProblem elsewhere."""
    return _resolved(variable, file_name)


def key_ring() -> KeyRing:
    """The key ring of the settings. Raises KeyProblem when it is missing or malformed."""
    return _ring(_resolved("PORTAL_KEYRING", "key-ring", f"{DEMONSTRATION}-1:"))


def index_key(context: str) -> bytes:
    """The HMAC key of the blind index `context`, kept apart from the key ring. Raises KeyProblem."""
    return _index_key(_resolved("PORTAL_INDEX_KEY", "index-key"), context)


def log_seed() -> bytes:
    """The 32-byte Ed25519 seed that signs tree heads. Raises KeyProblem."""
    return read_key(_resolved("PORTAL_LOG_KEY", "log-key"), variable="PORTAL_LOG_KEY")
