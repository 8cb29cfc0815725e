"""What may go wrong with keys and sealed things."""

from __future__ import annotations


class SealError(Exception):
    """Something sealed cannot be opened: changed, cut off, moved, or the key is not here."""


class KeyMissing(SealError):
    """The key ring holds no key of that name."""


class KeyProblem(Exception):
    """A key in the settings is missing or malformed; the message says which and why."""
