"""What may go wrong with keys and sealed things."""

from __future__ import annotations


class SealError(Exception):
    """Something sealed cannot be opened: changed, cut off, moved, or the key is not here."""


class KeyMissing(SealError):
    """The key ring holds no key of that name."""


class KeyProblem(Exception):
    """A key in the settings is missing or malformed; the message says which and why."""


class KeyRefused(KeyProblem):
    """A person's key that cannot sign here.

    ``code``: ``unreadable``, ``passphrase``, ``expired``, ``not_trusted``, ``is_seal`` or ``usage``.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
