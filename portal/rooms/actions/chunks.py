"""The intake of chunks: each is sealed, on disk and in its place before it is acknowledged, or nothing of it stays."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from portal.audit.canonical import Json
from portal.identity.permissions import PermissionRefused
from portal.rooms.actions.announcing import KEEPER, announce, enter
from portal.rooms.actions.gaps import note_gap
from portal.rooms.actions.steps import locked
from portal.rooms.models import Recording, RecordingChunk, Seat
from portal.rooms.queries.recordings import RecordingGone, has_lapsed, key_of, place_of
from portal.rooms.recording_chain import link
from portal.rooms.recording_store import RecordingStore, StoreFull, chunk_name, recording_store

LARGEST = 4 << 20
"""Bytes of one chunk: three seconds at 1.25 Mbit/s are half a megabyte."""
LARGEST_FRAMES = 10_000
LONGEST_MS = 600_000
HEXADECIMAL = re.compile(r"[0-9a-f]{64}\Z")


@dataclass(frozen=True)
class Acknowledged:
    """The chunk is kept: the new head of the chain, and the number that comes next."""

    head: str
    next_number: int
    is_duplicate: bool


class ChunkRefused(ValidationError):
    """This chunk is not taken. ``code`` is ``digest``, ``order``, ``over`` or ``form``; what the server has follows."""

    def __init__(self, sentence: str, *, code: str, recording: Recording) -> None:
        super().__init__(sentence, code=code)
        self.head, self.next_number = recording.head, recording.next_number


def put_chunk(
    *,
    at: datetime,
    recording: Recording,
    seat: Seat,
    number: int,
    content: bytes,
    digest: str,
    client_at: datetime,
    frames: int,
    has_sound: bool,
    milliseconds: int = 0,
    store: RecordingStore | None = None,
) -> Acknowledged:
    """Takes one chunk of a running recording from the seat that records.

    The next number is sealed, written, fsynced and renamed before its row and the chain move in one transaction; a
    number that is here already, with the same digest, is acknowledged again. ``recording`` may be stale: the chain
    moves only from the head that was read, else it is read anew. Two writing queries.

    :raises PermissionRefused: another seat than the recorder's.
    :raises ChunkRefused: the digest is not that of the content or of the chunk that is here; a chunk before this one
        is missing; the recording is over; a figure is out of bounds.
    :raises StoreFull: the disk is full; nothing is left of the chunk and the interruption is in the log.
    """
    if seat.pk != recording.recorder_id:
        raise PermissionRefused("rooms.recording_started")
    store = store or recording_store()
    _check_form(recording, content, digest, frames, milliseconds)
    if (known := _known(recording, number, digest)) is not None:
        return known
    chunk = RecordingChunk(
        recording=recording, number=number, size=len(content), digest=digest, client_at=client_at, received_at=at,
        frames=frames, has_sound=has_sound, milliseconds=milliseconds, head=link(recording.head, number, digest),
    )  # fmt: skip
    return _kept(at, recording, chunk, content, store)


def _kept(
    at: datetime, recording: Recording, chunk: RecordingChunk, content: bytes, store: RecordingStore
) -> Acknowledged:
    """First the file, then the row; the acknowledgement.

    :raises StoreFull: the disk is full; the interruption is in the log.
    :raises ChunkRefused: somebody else moved the chain meanwhile, and not by this chunk.
    """
    try:
        name = _sealed(chunk, content, store)
    except StoreFull:
        interrupt(at=at, recording=recording)
        raise
    if _moved(at, recording, chunk):  # after an error here the file stays: nobody knows whether the row does
        return Acknowledged(chunk.head, chunk.number + 1, is_duplicate=False)
    store.remove(recording.pk, name)
    return _decided_anew(recording, chunk.number, chunk.digest)


def _check_form(recording: Recording, content: bytes, digest: str, frames: int, milliseconds: int) -> None:
    """Figures within bounds, and a digest that is the content's.

    :raises ChunkRefused: otherwise.
    """
    in_bounds = 0 <= frames <= LARGEST_FRAMES and 0 <= milliseconds <= LONGEST_MS
    if not (0 < len(content) <= LARGEST and in_bounds and HEXADECIMAL.match(digest)):
        raise ChunkRefused(_("This chunk is not as it should be."), code="form", recording=recording)
    if sha256(content).hexdigest() != digest:
        sentence = _("The chunk was damaged on its way. It is sent again.")
        raise ChunkRefused(sentence, code="digest", recording=recording)


def _known(recording: Recording, number: int, digest: str) -> Acknowledged | None:
    """The acknowledgement of a chunk that is here already; None when this is the next one.

    :raises ChunkRefused: it is neither.
    """
    if number < recording.next_number:
        if RecordingChunk.objects.filter(recording=recording, number=number, digest=digest).exists():
            return Acknowledged(recording.head, recording.next_number, is_duplicate=True)
        sentence = _("Another chunk with this number was kept already.")
        raise ChunkRefused(sentence, code="digest", recording=recording)
    if recording.state != Recording.State.RUNNING:
        raise ChunkRefused(_("This recording is over."), code="over", recording=recording)
    if number > recording.next_number:
        sentence = _("A chunk before this one is missing.")
        raise ChunkRefused(sentence, code="order", recording=recording)
    return None


def _sealed(chunk: RecordingChunk, content: bytes, store: RecordingStore) -> str:
    """Seals the content into the store; the name of its file.

    :raises StoreFull: the disk is full.
    """
    try:
        key = key_of(chunk.recording)
    except RecordingGone as error:
        raise ChunkRefused(_("This recording is over."), code="over", recording=chunk.recording) from error
    sealed = key.seal(content, place=place_of(chunk.recording_id, chunk.number))
    chunk.sealed_digest = sha256(sealed).hexdigest()
    name = chunk_name(chunk.number, chunk.sealed_digest)
    store.put(chunk.recording_id, name, sealed)
    return name


def _moved(at: datetime, recording: Recording, chunk: RecordingChunk) -> bool:
    """Moves the chain by this chunk; False when somebody else moved it meanwhile or it is over."""
    _write_through()
    lapsed = recording.interrupted_at is not None or has_lapsed(recording, at)
    with transaction.atomic():
        if lapsed:  # the room before the recording: everybody locks in this order
            locked(recording.room_id, "rooms.recording_gap_noted")
        count = Recording.objects.filter(
            pk=recording.pk, state=Recording.State.RUNNING, next_number=chunk.number, head=recording.head
        ).update(
            next_number=chunk.number + 1, head=chunk.head, size=F("size") + chunk.size,
            last_chunk_at=at, interrupted_at=None,
        )  # fmt: skip
        if not count:
            return False
        chunk.save(force_insert=True)
        if lapsed:
            note_gap(
                actor=KEEPER, at=at, room=recording.room, ended_at=at,
                began_at=recording.last_chunk_at or recording.started_at,
                cause="store_full" if recording.interrupted_at else "late",
            )  # fmt: skip
    return True


def _write_through() -> None:
    """SQLite waits for the disk at this commit: what is acknowledged survives a power cut as well."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")


def _decided_anew(recording: Recording, number: int, digest: str) -> Acknowledged:
    """The answer after somebody else was faster: the same chunk twice at once, or a stop.

    :raises ChunkRefused: as it then stands.
    """
    recording.refresh_from_db()
    known = _known(recording, number, digest)
    if known is None:  # the chain did not move by this number: whoever sends it again will be taken
        raise ChunkRefused(_("A chunk before this one is missing."), code="order", recording=recording)
    return known


def interrupt(*, at: datetime, recording: Recording) -> bool:
    """Enters, once, that there is no room for the recording: everybody in the room reads RECORDING STOPPED.

    Every chunk refused so far stays with the device; the next one that is taken ends the interruption with a gap.
    """
    with transaction.atomic():
        room = locked(recording.room_id, "rooms.recording_interrupted")
        rows = Recording.objects.filter(pk=recording.pk, state=Recording.State.RUNNING, interrupted_at=None)
        if not rows.update(interrupted_at=at):
            return False
        facts: dict[str, Json] = {
            "recording": str(recording.pk), "number": recording.number, "count": recording.next_number,
            "cause": "store_full",
        }  # fmt: skip
        enter("rooms.recording_interrupted", actor=KEEPER, at=at, room=room, subject=recording, facts=facts)
        announce(room=room, what="recording_gap", at=at, facts=facts)
    return True
