"""Codes that open something without an account: how they are made, digested and found. Only the digest is kept."""

from __future__ import annotations

import re
import secrets
import unicodedata

from portal.seals.fields import blind_index
from service_of_process.models import AccessCode

#: Without the characters that are taken for each other (0 O, 1 I L, 8 B); 16 of 28 are 76 bits.
ALPHABET = "ACDEFGHJKMNPQRSTUVWXYZ234567"
LENGTH, GROUP = 16, 4
#: Longer than any code that somebody may type with spaces and dashes.
LONGEST = 64
_DASHES = re.compile(r"[\s\-\u2010-\u2015\u2212\uff0d]+")


def make_code() -> str:
    """A new code as it is printed and typed: sixteen characters in groups of four."""
    text = "".join(secrets.choice(ALPHABET) for _place in range(LENGTH))
    return "-".join(text[place : place + GROUP] for place in range(0, LENGTH, GROUP))


def digest_of(plain: str) -> str:
    """The keyed digest (HMAC-SHA256, 64 hexadecimal digits) of a code, however it was typed.

    Case, width of the characters, spaces and dashes do not count.
    """
    return blind_index("service.access_code", _DASHES.sub("", unicodedata.normalize("NFKC", plain)))


def found_code(plain: str, kind: str) -> AccessCode | None:
    """The code of this kind that is in force, with its matter; None for an unknown, revoked or overlong one alike."""
    if not plain.strip() or len(plain) > LONGEST:
        return None
    rows = AccessCode.objects.select_related("matter__court", "leg")
    return rows.filter(digest=digest_of(plain), kind=kind, revoked_at=None).first()
