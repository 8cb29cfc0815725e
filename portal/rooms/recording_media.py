"""A recording as one run of bytes: any stretch of the original or of the copy, opened piece by piece."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from portal.rooms.models import Derivative, Recording, RecordingChunk
from portal.rooms.queries.recordings import RecordingGone, key_of, open_chunk
from portal.rooms.recording_store import RecordingStore, copy_name
from portal.seals.data_keys import OVERHEAD

PIECE = 1 << 18
"""Plain bytes of one sealed piece of a copy."""


class Media(Protocol):
    """Something that is played: its size, its type, and any stretch of it."""

    size: int
    media_type: str

    def stretch(self, first: int, last: int) -> Iterator[bytes]:
        """The bytes from ``first`` to ``last``, both included. Raises RecordingGone or SealError."""


def cut(content: bytes, start: int, first: int, last: int) -> bytes:
    """What of ``content``, which begins at byte ``start`` of the whole, lies between ``first`` and ``last``."""
    return content[max(0, first - start) : last + 1 - start]


class Original:
    """The original: the acknowledged chunks one after the other."""

    def __init__(self, recording: Recording, store: RecordingStore) -> None:
        self.recording, self.store = recording, store
        self.size, self.media_type = recording.size, recording.media_type

    def stretch(self, first: int, last: int) -> Iterator[bytes]:
        key, start = key_of(self.recording), 0
        wanted: list[tuple[int, RecordingChunk]] = []
        for chunk in RecordingChunk.objects.filter(recording=self.recording).order_by("number"):
            if start <= last and start + chunk.size > first:
                wanted.append((start, chunk))
            start += chunk.size
        return (cut(open_chunk(chunk, key, self.store), begins, first, last) for begins, chunk in wanted)


def place_in_copy(derivative: Derivative, number: int) -> str:
    """What a sealed piece of a copy authenticates: recording, digest and size of the copy, number of the piece."""
    return f"recording:{derivative.recording_id}:copy:{derivative.digest}:{derivative.size}:{number}"


class Copy:
    """The playable copy: pieces of equal size in one file, under the recording's own data key."""

    def __init__(self, derivative: Derivative, store: RecordingStore) -> None:
        self.derivative, self.store = derivative, store
        self.size, self.media_type = derivative.size, derivative.media_type

    def stretch(self, first: int, last: int) -> Iterator[bytes]:
        key = key_of(self.derivative.recording)
        path = self.store.path(self.derivative.recording_id, copy_name(self.derivative.digest))
        try:
            file = path.open("rb")
        except FileNotFoundError as error:
            raise RecordingGone(
                f"The copy of recording {self.derivative.recording_id} is missing."
            ) from error

        def pieces() -> Iterator[bytes]:
            with file:
                for number in range(first // PIECE, last // PIECE + 1):
                    file.seek(number * (PIECE + OVERHEAD))
                    sealed = file.read(PIECE + OVERHEAD)
                    content = key.open(sealed, place=place_in_copy(self.derivative, number))
                    yield cut(content, number * PIECE, first, last)

        return pieces()
