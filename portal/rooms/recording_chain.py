"""The chain of a recording's chunks: whoever holds the last link can tell whether anything before it was changed."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

START = "0" * 64
"""The link before the first chunk."""
NUMBER_BYTES = 8


def link(head: str, number: int, digest: str) -> str:
    """The next link: SHA-256(head, 32 bytes || number, 8 bytes big-endian || SHA-256 of the chunk, 32 bytes).

    Arguments and answer are in lower-case hexadecimal; `number` counts from 0.
    """
    return sha256(
        bytes.fromhex(head) + number.to_bytes(NUMBER_BYTES, "big") + bytes.fromhex(digest)
    ).hexdigest()


def head_of(digests: Iterable[str]) -> str:
    """The last link over the chunks' digests in their order."""
    head = START
    for number, digest in enumerate(digests):
        head = link(head, number, digest)
    return head
