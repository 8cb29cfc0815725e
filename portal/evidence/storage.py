"""The store of packages: sealed files by digest, beside that of the exhibits."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from django.conf import settings

from portal.exhibits.storage import EncryptedStore


def package_store() -> EncryptedStore:
    """The store under ``PORTAL_VAR/evidence``."""
    return EncryptedStore(Path(settings.PORTAL_VAR) / "evidence")


class Pieces(io.RawIOBase):
    """Pieces of bytes, one after the other, as a file that is read forward only."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._rest = pieces, memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fills the buffer from the next piece; 0 at the end."""
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._rest = memoryview(piece)
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count


def as_file(pieces: Iterator[bytes]) -> BinaryIO:
    """A file over pieces of bytes."""
    return cast(BinaryIO, Pieces(pieces))
