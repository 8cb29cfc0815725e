"""Checks a credential of the register with nothing but the standard library: signature, dates, status list.

    python verify_credential.py CREDENTIAL JWKS STATUS_LIST [--at 2026-11-22T00:00:00Z]

Each is a file as it was downloaded: the credential and the list are compact JWS, the keys a JSON Web Key Set. It
imports nothing of the portal and asks nobody. Exit code 0 and ``valid`` when everything holds; 1 and the reason
otherwise. Ed25519 is written out after RFC 8032, section 5.1.
"""

from __future__ import annotations

import argparse
import base64
import gzip
import hashlib
import io
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)
Point = tuple[int, int, int, int]
LARGEST_LIST = 16 << 20


class Refused(Exception):
    """The credential does not hold; the message says why."""


def recovered_x(y: int, sign: int) -> int:
    if y >= P:
        raise Refused("a point of the signature is malformed")
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and sign):
        raise Refused("a point of the signature is malformed")
    return P - x if x & 1 != sign else x


def point(data: bytes) -> Point:
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    x = recovered_x(y, sign)
    return x, y, 1, x * y % P


def added(a: Point, b: Point) -> Point:
    one = (a[1] - a[0]) * (b[1] - b[0]) % P
    two = (a[1] + a[0]) * (b[1] + b[0]) % P
    three, four = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = two - one, four - three, four + three, two + one
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(scalar: int, a: Point) -> Point:
    found: Point = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            found = added(found, a)
        a, scalar = added(a, a), scalar >> 1
    return found


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE: Point = (recovered_x(BASE_Y, 0), BASE_Y, 1, recovered_x(BASE_Y, 0) * BASE_Y % P)


def is_signed(message: bytes, signature: bytes, key: bytes) -> bool:
    """Ed25519: s·B = R + h·A."""
    if len(signature) != 64 or len(key) != 32:
        return False
    public, r = point(key), point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if s >= ORDER:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    left, right = times(s, BASE), added(r, times(h, public))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 == (left[1] * right[2] - right[1] * left[2]) % P


def decoded(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


def payload_of(token: str, keys: dict[str, Any]) -> dict[str, Any]:
    """The content of a compact JWS that one of the keys signed as a credential."""
    try:
        head, body, signature = token.strip().split(".")
        header = json.loads(decoded(head))
    except ValueError as error:
        raise Refused("this is not a compact JWS") from error
    if (header.get("alg"), header.get("typ"), header.get("cty")) != ("EdDSA", "vc+jwt", "vc"):
        raise Refused(f"this is not a credential signed with EdDSA: {header}")
    key = next((one for one in keys["keys"] if one["kid"] == header.get("kid")), None)
    if key is None or (key["kty"], key["crv"]) != ("OKP", "Ed25519"):
        raise Refused("the key is not in the key set")
    if not is_signed(f"{head}.{body}".encode(), decoded(signature), decoded(key["x"])):
        raise Refused("the signature does not fit")
    found: dict[str, Any] = json.loads(decoded(body))
    return found


def bit_of(listed: dict[str, Any], entry: dict[str, Any]) -> bool:
    """The bit of this entry in a status list that was checked."""
    subject = listed["credentialSubject"]
    if listed["id"] != entry["statusListCredential"] or subject["statusPurpose"] != entry["statusPurpose"]:
        raise Refused("this is another status list")
    if "BitstringStatusListCredential" not in listed["type"] or not subject["encodedList"].startswith("u"):
        raise Refused("this is no bitstring status list")
    bits = gzip.GzipFile(fileobj=io.BytesIO(decoded(subject["encodedList"][1:]))).read(LARGEST_LIST)
    place = int(entry["statusListIndex"])
    if len(bits) * 8 < 131072 or not 0 <= place < len(bits) * 8:
        raise Refused("the status list is too short")
    return bool(bits[place >> 3] >> (7 - (place & 7)) & 1)


def check(credential: str, keys: dict[str, Any], status_lists: list[str], at: datetime) -> dict[str, Any]:
    """The credential's content when everything holds at ``at``. Raises Refused with the reason."""
    found = payload_of(credential, keys)
    if (
        "VerifiableCredential" not in found["type"]
        or found["@context"][0] != "https://www.w3.org/ns/credentials/v2"
    ):
        raise Refused("this is no verifiable credential 2.0")
    if datetime.fromisoformat(found["validFrom"]) > at:
        raise Refused("the credential is not valid yet")
    if "validUntil" in found and datetime.fromisoformat(found["validUntil"]) <= at:
        raise Refused("the credential has expired")
    lists = {one["id"]: one for one in (payload_of(token, keys) for token in status_lists)}
    issuer = found["issuer"]["id"]
    entries = found["credentialStatus"]
    for entry in entries if isinstance(entries, list) else [entries]:
        listed = lists.get(entry["statusListCredential"])
        if listed is None:
            raise Refused(f"the status list {entry['statusListCredential']} is missing")
        if listed["issuer"]["id"] != issuer:
            raise Refused("the status list is by another issuer")
        if bit_of(listed, entry):
            raise Refused({"revocation": "revoked", "suspension": "suspended"}[entry["statusPurpose"]])
    return found


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("credential", type=Path)
    parser.add_argument("keys", type=Path)
    parser.add_argument("status_lists", type=Path, nargs="+")
    parser.add_argument("--at", type=datetime.fromisoformat, default=None)
    given = parser.parse_args()
    keys = json.loads(given.keys.read_text("utf-8"))
    lists = [path.read_text("ascii") for path in given.status_lists]
    try:
        found = check(given.credential.read_text("ascii"), keys, lists, given.at or datetime.now(UTC))
    except (Refused, KeyError, ValueError, OSError) as error:
        print(f"refused: {error}")
        return 1
    subject = found["credentialSubject"]
    names = " / ".join(name["@value"] for name in subject["name"])
    print(f"valid: {names}, {subject['registerNumber']}, issued by {found['issuer']['id']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
