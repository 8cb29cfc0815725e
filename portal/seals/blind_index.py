"""Blind indexes: find an encrypted value without opening it."""

from __future__ import annotations

import hmac
import re
import unicodedata
from hashlib import sha256

from portal.seals.keys import index_key

DROPPED = re.compile(r"[\s()\[\]{}\u200b\ufeff（）［］〔〕【】]+")


def normalise(value: str) -> str:
    """NFKC, upper case, without brackets and white space: ``ａ123456(7)`` becomes ``A1234567``."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", value).upper())
    return DROPPED.sub("", folded)


def blind_index(context: str, value: str) -> str:
    """HMAC-SHA256 of the normalised value with the key of `context`, as 64 hexadecimal digits.

    Each context (``identity.document_number``) has a key of its own, so that equal numbers in two columns
    do not betray each other. Numbers of few digits can be tried out by whoever holds the key: it lives in
    the environment, apart from the database. Raises KeyProblem without a key.
    """
    return hmac.new(index_key(context), normalise(value).encode(), sha256).hexdigest()
