"""What can be asked about recordings: does one run, is it acknowledged, where are we in it, what is its content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db.models import QuerySet, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.rooms.gap_causes import NEEDS_EXPLANATION
from portal.rooms.models import Recording, RecordingChunk, RecordingGap, Room
from portal.rooms.recording_chain import START
from portal.rooms.recording_store import RecordingStore, chunk_name, recording_store
from portal.seals.data_keys import DataKey, open_data_key

UNACKNOWLEDGED_SECONDS = 10
"""After so long without an acknowledged chunk nothing may be signed or attested."""
RECENT = 10
"""Chunks that the frame rate and the sound are judged by: about half a minute."""

OFF, RECORDING, STOPPED = "off", "recording", "stopped"
LINES: dict[str, str | Promise] = {
    OFF: _("NOT RECORDING"),
    RECORDING: _("RECORDING"),
    STOPPED: _("RECORDING STOPPED"),
}


class RecordingGone(Exception):
    """The recording's key was destroyed, or a sealed file is not what was acknowledged."""


@dataclass(frozen=True)
class RecordingState:
    """How the recording of a room stands. Times are the server's; the rate is of frames drawn in a second.

    ``line`` is ``off`` (none was begun or the last was stopped), ``recording`` (acknowledged within 10 s, or begun
    less than 10 s ago) or ``stopped`` (one runs, but nothing arrives or there is no room).
    """

    is_running: bool
    number: int
    acknowledged_at: datetime | None
    seconds_since: float | None
    chunks: int
    head: str
    frames_per_second: float
    has_sound: bool
    is_sound_enough: bool
    line: str

    @property
    def sentence(self) -> str | Promise:
        """The line that nobody in the room can miss."""
        return LINES[self.line]


@dataclass(frozen=True)
class TimeMark:
    """A place in a recording; number 0 and offset 0 where none runs."""

    recording_number: int
    offset_ms: int


def running(room: Room) -> Recording | None:
    """The recording that runs in the room. One query."""
    return Recording.objects.filter(room=room, state=Recording.State.RUNNING).first()


def recording_state(room: Room, at: datetime) -> RecordingState:
    """How the room's recording stands at that moment. Two queries."""
    recording = Recording.objects.filter(room=room).order_by("-number").first()
    if recording is None:
        return RecordingState(False, 0, None, None, 0, START, 0.0, False, False, OFF)
    chunks = list(recording.chunks.order_by("-number")[:RECENT])
    is_running = recording.state == Recording.State.RUNNING
    acknowledged = recording.last_chunk_at
    milliseconds = sum(chunk.milliseconds for chunk in chunks)
    return RecordingState(
        is_running=is_running,
        number=recording.number,
        acknowledged_at=acknowledged,
        seconds_since=(at - acknowledged).total_seconds() if acknowledged else None,
        chunks=recording.next_number,
        head=recording.head,
        frames_per_second=_rate(sum(chunk.frames for chunk in chunks), milliseconds),
        has_sound=bool(chunks and chunks[0].has_sound),
        is_sound_enough=any(chunk.has_sound for chunk in chunks),
        line=_line(recording, at) if is_running else OFF,
    )


def _rate(frames: int, milliseconds: int) -> float:
    return round(frames * 1000 / milliseconds, 1) if milliseconds else 0.0


def _line(recording: Recording, at: datetime) -> str:
    if recording.interrupted_at is not None:
        return STOPPED
    return STOPPED if has_lapsed(recording, at) else RECORDING


def has_lapsed(recording: Recording, at: datetime) -> bool:
    """Whether nothing was acknowledged for over 10 s, counted from the start before the first chunk."""
    return at - (recording.last_chunk_at or recording.started_at) > timedelta(seconds=UNACKNOWLEDGED_SECONDS)


def is_acknowledged(room: Room, at: datetime) -> bool:
    """Whether a recording runs whose last chunk was acknowledged within 10 s. One query."""
    since = at - timedelta(seconds=UNACKNOWLEDGED_SECONDS)
    rows = Recording.objects.filter(room=room, state=Recording.State.RUNNING, interrupted_at=None)
    return rows.filter(last_chunk_at__gte=since).exists()


def time_mark(room: Room, at: datetime) -> TimeMark:
    """Where the running recording stands at that moment. One query."""
    recording = running(room)
    if recording is None:
        return TimeMark(0, 0)
    return TimeMark(recording.number, max(0, round((at - recording.started_at) / timedelta(milliseconds=1))))


def media_ended_at(recording: Recording) -> datetime:
    """Until when there is content: the start and the lengths of the chunks, as the device measured them."""
    total = recording.chunks.aggregate(total=Sum("milliseconds"))["total"] or 0
    return recording.started_at + timedelta(milliseconds=total)


def average_rate(recording: Recording) -> float:
    """Frames in a second over the whole recording. One query."""
    sums = recording.chunks.aggregate(frames=Sum("frames"), milliseconds=Sum("milliseconds"))
    return _rate(sums["frames"] or 0, sums["milliseconds"] or 0)


def unexplained_gaps(room: Room) -> QuerySet[RecordingGap]:
    """Gaps in which something is missing and of which nobody has said why."""
    return RecordingGap.objects.filter(room=room, explained_at=None, cause__in=NEEDS_EXPLANATION)


def explained_gaps(room: Room) -> QuerySet[RecordingGap]:
    """Gaps of which somebody of the bench has said in writing why nothing was recorded."""
    return RecordingGap.objects.filter(room=room, explained_at__isnull=False)


def place_of(recording_id: UUID, number: int) -> str:
    """What a sealed chunk authenticates: its recording and its number."""
    return f"recording:{recording_id}:{number}"


def key_of(recording: Recording) -> DataKey:
    """The opened data key. Raises RecordingGone when it was destroyed."""
    if recording.wrapped_key is None:
        raise RecordingGone(f"The key of recording {recording.pk} was destroyed.")
    return open_data_key(recording.wrapped_key)


def open_chunk(chunk: RecordingChunk, key: DataKey, store: RecordingStore) -> bytes:
    """The content of one acknowledged chunk, checked against its digest.

    :raises RecordingGone: the file is missing or does not give its digest.
    :raises SealError: it was changed or moved.
    """
    try:
        sealed = store.read(chunk.recording_id, chunk_name(chunk.number, chunk.sealed_digest))
    except FileNotFoundError as error:
        raise RecordingGone(f"Chunk {chunk.number} of recording {chunk.recording_id} is missing.") from error
    content = key.open(sealed, place=place_of(chunk.recording_id, chunk.number))
    if sha256(content).hexdigest() != chunk.digest:
        raise RecordingGone(f"Chunk {chunk.number} of recording {chunk.recording_id} was changed.")
    return content


def open_original(
    recording: Recording, *, first: int = 0, store: RecordingStore | None = None
) -> Iterator[bytes]:
    """The original as it was recorded, chunk by chunk, each checked; from chunk ``first`` on.

    :raises RecordingGone: the key was destroyed, or a chunk is missing or changed.
    :raises SealError: a chunk does not open.
    """
    key, store = key_of(recording), store or recording_store()
    chunks = RecordingChunk.objects.filter(recording=recording, number__gte=first).order_by("number")
    for chunk in list(chunks):
        yield open_chunk(chunk, key, store)
