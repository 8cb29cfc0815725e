"""Writes the one form of an ASiC-E container (ETSI EN 319 162-1): a ZIP of plain members, each stored, in a fixed order.

No dates, no comments, no compression, nothing between the members: the same contents give the same bytes, and the
verifier can say of every byte what it is. It is still a ZIP that anyone can open.
"""

from __future__ import annotations

import zlib
from hashlib import sha256
from io import BytesIO
from typing import BinaryIO

from portal.evidence.verify_evidence import MIMETYPE, NAME, Entry, directory, local_header

LARGEST = 0xFFFF_FFFE
"""Bytes of a whole package: 4 GiB, about seven hours of recording at 1.25 Mbit/s."""
PIECE = 1 << 20


class PackageTooLarge(Exception):
    """The package would pass 4 GiB."""


class Container:
    """A container being written to a file that can be sought."""

    def __init__(self, out: BinaryIO) -> None:
        self.out = out
        self.entries: dict[str, Entry] = {}
        self.place = 0
        self.add("mimetype", BytesIO(MIMETYPE))

    def add(self, name: str, content: BinaryIO) -> Entry:
        """Streams one member in. Raises ValueError for a name that is not allowed or is taken, PackageTooLarge."""
        if not NAME.match(name) or name in self.entries:
            raise ValueError(f"{name!r} cannot be the name of a member.")
        header = len(local_header(name, 0, 0))
        self.out.seek(self.place + header)
        digest, crc, size = sha256(), 0, 0
        while piece := content.read(PIECE):
            digest.update(piece)
            crc, size = zlib.crc32(piece, crc), size + len(piece)
            if self.place + header + size > LARGEST:
                raise PackageTooLarge
            self.out.write(piece)
        self.out.seek(self.place)
        self.out.write(local_header(name, crc, size))
        entry = Entry(name, crc, size, self.place, self.place + header, digest.hexdigest())
        self.entries[name], self.place = entry, entry.start + size
        return entry

    def write(self, name: str, content: bytes) -> Entry:
        """A small member."""
        return self.add(name, BytesIO(content))

    def close(self) -> None:
        """Writes the directory; the container is whole."""
        self.out.seek(self.place)
        self.out.write(directory(list(self.entries.values()), self.place))
        self.out.flush()
