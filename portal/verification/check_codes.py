"""The code that stands on a paper beside its number: computed with a key of the portal, stored nowhere."""

from __future__ import annotations

from hmac import compare_digest

from portal.seals.blind_index import blind_index

CODE_DIGITS = 12  # of the keyed digest: 48 bits, at 30 tries in five minutes from one address
DIGEST_DIGITS = 16  # of the SHA-256 of a file that somebody holds


def check_code(context: str, key: str) -> str:
    """The code of a paper: twelve hexadecimal digits in three groups. ``context`` names the kind of paper."""
    digits = blind_index(context, key)[:CODE_DIGITS].upper()
    return "-".join(digits[place : place + 4] for place in range(0, CODE_DIGITS, 4))


def is_code_of(given: str, *, code: str, digest: str) -> bool:
    """Whether what was typed is the code, or the first 16 or more digits of the SHA-256 of the file."""
    tidy = given.strip().upper().replace(" ", "")
    if compare_digest(tidy.encode(), code.encode()):
        return True
    return len(tidy) >= DIGEST_DIGITS and compare_digest(tidy.encode(), digest.upper()[: len(tidy)].encode())
