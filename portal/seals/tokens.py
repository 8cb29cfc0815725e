"""JSON signed for strangers: compact JWS (RFC 7515) with EdDSA (RFC 8037), checked without asking the portal."""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from json import dumps, loads
from typing import Any

from cryptography.exceptions import InvalidSignature

from portal.seals.credential_keys import base64url, credential_keys
from portal.seals.errors import SealError

ALGORITHM = "EdDSA"


def _part(value: Mapping[str, Any]) -> str:
    return base64url(dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def sign_token(payload: Mapping[str, Any], *, kind: str, content: str) -> str:
    """The compact JWS of ``payload``: header ``alg``, ``kid``, ``typ`` = kind, ``cty`` = content.

    Raises KeyProblem without a key.
    """
    key = credential_keys()[0]
    header = {"alg": ALGORITHM, "kid": key.kid, "typ": kind, "cty": content}
    signed = f"{_part(header)}.{_part(payload)}"
    return f"{signed}.{base64url(key.private.sign(signed.encode('ascii')))}"


def verify_token(token: str, *, kind: str) -> dict[str, Any]:
    """The payload of a token that one of our keys signed as this kind.

    Raises SealError for everything else, KeyProblem without keys.
    """
    keys = {key.kid: key for key in credential_keys()}
    try:
        head, body, signature = token.split(".")
        header, payload = loads(_bytes(head)), loads(_bytes(body))
        if header["alg"] != ALGORITHM or header["typ"] != kind or not isinstance(payload, dict):
            raise SealError("This token is of another kind.")
        keys[header["kid"]].private.public_key().verify(_bytes(signature), f"{head}.{body}".encode("ascii"))
    except (ValueError, TypeError, KeyError, RecursionError, InvalidSignature) as error:
        raise SealError("This token was not signed here, or was changed.") from error
    return payload


def _bytes(text: str) -> bytes:
    """Strict base64url without padding. Raises ValueError for any other character."""
    if not text.isascii() or set(text) & set("+/= \r\n\t"):
        raise ValueError("not base64url")
    try:
        decoded = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except binascii.Error as error:
        raise ValueError("not base64url") from error
    if base64url(decoded) != text:
        raise ValueError("not base64url")
    return decoded
