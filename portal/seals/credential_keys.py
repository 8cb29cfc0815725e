"""The Ed25519 keys of credentials: the first signs, all are published, so that older credentials stay checkable."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from json import dumps

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from portal.seals.key_text import read_key
from portal.seals.keys import demonstration_text

VARIABLE = "PORTAL_CREDENTIAL_KEYS"


def base64url(data: bytes) -> str:
    """base64url without padding (RFC 7515, section 2)."""
    return urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


@dataclass(frozen=True)
class CredentialKey:
    """One key pair; ``kid`` is the thumbprint of the public key (RFC 7638)."""

    private: Ed25519PrivateKey
    kid: str
    x: str

    @property
    def jwk(self) -> dict[str, str]:
        """The public key as a JSON Web Key (RFC 8037)."""
        return {"kty": "OKP", "crv": "Ed25519", "x": self.x, "kid": self.kid, "alg": "EdDSA", "use": "sig"}


@lru_cache(maxsize=16)
def _key(text: str) -> CredentialKey:
    private = Ed25519PrivateKey.from_private_bytes(read_key(text, variable=VARIABLE))
    x = base64url(private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))
    members = dumps({"crv": "Ed25519", "kty": "OKP", "x": x}, separators=(",", ":"), sort_keys=True)
    return CredentialKey(private, base64url(sha256(members.encode()).digest()), x)


def credential_keys() -> tuple[CredentialKey, ...]:
    """The keys of the settings, or the one of the demonstration.

    Raises KeyProblem: none in a real installation, or one that is malformed.
    """
    texts = list(settings.PORTAL_CREDENTIAL_KEYS) or [demonstration_text(VARIABLE, "credential-key")]
    return tuple(_key(text) for text in texts)


def jwk_set() -> dict[str, list[dict[str, str]]]:
    """Every public key (RFC 7517, section 5). Raises KeyProblem."""
    return {"keys": [key.jwk for key in credential_keys()]}
