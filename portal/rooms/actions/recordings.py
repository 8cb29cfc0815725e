"""Recordings: begun and stopped by the bench, broken off by a new beginning, destroyed by their key.

What belongs to it is imported from here: chunks, gaps, copies.
"""

from __future__ import annotations

import hashlib
import logging
import re
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.audit.canonical import Json
from portal.identity.permissions import PermissionRefused, require
from portal.rooms.actions.announcing import KEEPER, announce, enter, facts_of
from portal.rooms.actions.chunks import Acknowledged, ChunkRefused, interrupt, put_chunk
from portal.rooms.actions.gaps import explain_gap, note_gap
from portal.rooms.actions.steps import locked, require_open
from portal.rooms.models import Recording, Room, Seat
from portal.rooms.queries.bench import bench_seat
from portal.rooms.queries.recordings import RecordingGone, media_ended_at, open_original, place_of, running
from portal.rooms.recording_store import RecordingStore, chunk_name, recording_store
from portal.seals.data_keys import new_data_key
from portal.seals.errors import SealError
from portal.web.jobs import ask_for

__all__ = [
    "Acknowledged", "ChunkRefused", "destroy_key", "explain_gap", "interrupt", "note_gap", "place_of", "put_chunk",
    "start_recording", "stop_recording", "stop_running",
]  # fmt: skip

logger = logging.getLogger(__name__)

MEDIA_TYPE = re.compile(r"(?:video|audio)/(?:webm|mp4)(?:;[ ]?codecs=[A-Za-z0-9.,\" ]{1,60})?\Z")
COPY = "portal.rooms.tasks.copy_waiting"
NEEDED_BYTES = 2 * 560_000_000
"""Twice an hour at 1.25 Mbit/s: with less room on the disk no session begins."""


class Digest:
    """SHA-256 of a recording so far; what was digested before the rows were locked is not read again."""

    def __init__(self, store: RecordingStore) -> None:
        self.store, self.count, self.sha256 = store, 0, hashlib.sha256()

    def begin_with(self, recordings: QuerySet[Recording]) -> None:
        """Digests the one of these that runs, before anything is locked."""
        recording = recordings.filter(state=Recording.State.RUNNING).first()
        if recording is not None:
            self.of(recording)

    def of(self, recording: Recording) -> str:
        """The digest of everything up to the chunk that the row speaks of; empty when a chunk does not open.

        A damaged recording must not keep the next from beginning; the damage shows in the log and to every verifier.
        """
        if self.count < recording.next_number:
            try:
                for content in open_original(recording, first=self.count, store=self.store):
                    self.sha256.update(content)
            except (RecordingGone, SealError):
                logger.exception("Recording %s is damaged", recording.pk)
                return ""
            self.count = recording.next_number
        return self.sha256.hexdigest()


def start_recording(
    *,
    actor: Actor,
    at: datetime,
    room_id: UUID,
    tab: str,
    media_type: str,
    store: RecordingStore | None = None,
) -> Recording:
    """Begins a recording at the judge's or clerk's own, admitted seat, in the window that holds it.

    One that still runs in the room is broken off; what lies between its end and this beginning is noted as a gap, as
    is the time since one that was stopped.

    :raises PermissionRefused: no such room, or not such a seat.
    :raises ValidationError: the room is closed, the seat is in another window, the type is unknown, or the disk has
        less than twice the room of an hour.
    """
    require(actor, "rooms.recording_started")
    store = store or recording_store()
    digest = Digest(store)
    digest.begin_with(Recording.objects.filter(room_id=room_id))
    with transaction.atomic():
        room = locked(room_id, "rooms.recording_started")
        seat = _own_seat(actor, room)
        _check_start(seat, tab, media_type, store)
        last = _ended(actor, at, room, digest)
        recording = Recording.objects.create(
            room=room, number=last.number + 1 if last else 1, recorder=seat, media_type=media_type,
            wrapped_key=new_data_key(), started_at=at,
        )  # fmt: skip
        facts: dict[str, Json] = {
            "recording": str(recording.pk),
            "number": recording.number,
            "media_type": media_type,
        }
        enter("rooms.recording_started", actor=actor, at=at, room=room, subject=recording, facts=facts)
        announce(room=room, what="recording_started", at=at, facts=facts)
    return recording


def _own_seat(actor: Actor, room: Room) -> Seat:
    """The actor's own admitted seat on the bench of this room.

    :raises PermissionRefused: there is none.
    """
    mine = bench_seat(actor, room)
    if mine is None or mine.state != Seat.State.ADMITTED:
        raise PermissionRefused("rooms.recording_started")
    return mine


def _check_start(seat: Seat, tab: str, media_type: str, store: RecordingStore) -> None:
    """The room is open, the window holds the seat, the type is one of ours, the disk has room.

    :raises ValidationError: otherwise.
    """
    require_open(seat.room)
    if seat.tab and seat.tab != tab:
        raise ValidationError(_("Your seat is open in another window. Record there."), code="tab")
    if not MEDIA_TYPE.match(media_type):
        raise ValidationError(_("This browser records in a form that is not known here."), code="type")
    if store.free_bytes() < NEEDED_BYTES:
        raise ValidationError(
            _("There is not enough room on the server for a recording. The session cannot begin."),
            code="full",
        )


def _ended(actor: Actor, at: datetime, room: Room, digest: Digest) -> Recording | None:
    """The last recording of the room, broken off if it still ran, with the gap that follows it noted."""
    last = Recording.objects.select_for_update(of=("self",)).filter(room=room).order_by("-number").first()
    if last is None:
        return None
    if last.state == Recording.State.RUNNING:
        began = media_ended_at(last)
        _closed(actor, at, room, last, Recording.State.BROKEN, digest)
        note_gap(actor=KEEPER, at=at, room=room, began_at=began, ended_at=at, cause="broken_off")
    elif last.stopped_at is not None and last.state == Recording.State.STOPPED:
        note_gap(actor=KEEPER, at=at, room=room, began_at=last.stopped_at, ended_at=at, cause="stopped")
    return last


def _closed(actor: Actor, at: datetime, room: Room, recording: Recording, state: str, digest: Digest) -> None:
    """Ends a locked recording: its whole digest, its state, its event; strays of a crash are swept."""
    recording.digest = digest.of(recording)
    recording.state, recording.stopped_at = state, at
    recording.save(update_fields=["digest", "state", "stopped_at"])
    act = "rooms.recording_stopped" if state == Recording.State.STOPPED else "rooms.recording_broken"
    facts = facts_of(recording)
    enter(act, actor=actor, at=at, room=room, subject=recording, facts=facts)
    announce(room=room, what="recording_stopped", at=at, facts=facts)
    transaction.on_commit(lambda: sweep(recording, digest.store), robust=True)
    ask_for(COPY)


def sweep(recording: Recording, store: RecordingStore) -> int:
    """Takes away files of an ended recording that no row speaks of: drafts and attempts cut off by a crash."""
    rows = recording.chunks.values_list("number", "sealed_digest")
    known = {chunk_name(number, sealed) for number, sealed in rows}
    strays = {name for name in store.names(recording.pk) if not name.startswith("copy-")} - known
    for name in strays:
        store.remove(recording.pk, name)
    return len(strays)


def stop_recording(
    *, actor: Actor, at: datetime, recording_id: UUID, store: RecordingStore | None = None
) -> Recording:
    """Ends a running recording, by judge or clerk of its room or by the portal itself; a second call changes nothing.

    :raises PermissionRefused: no such recording in a room where the actor sits on the bench.
    """
    require(actor, "rooms.recording_stopped")
    digest = Digest(store or recording_store())
    if (before := Recording.objects.filter(pk=recording_id).first()) is None:
        raise PermissionRefused("rooms.recording_stopped")
    digest.begin_with(Recording.objects.filter(pk=recording_id))
    with transaction.atomic():
        room = locked(before.room_id, "rooms.recording_stopped")
        if not (actor.is_system or bench_seat(actor, room)):
            raise PermissionRefused("rooms.recording_stopped")
        recording = Recording.objects.select_for_update(of=("self",)).get(pk=recording_id)
        if recording.state == Recording.State.RUNNING:
            _closed(actor, at, room, recording, Recording.State.STOPPED, digest)
    return recording


def stop_running(*, actor: Actor, at: datetime, room: Room) -> Recording | None:
    """Ends the recording that runs in the room, if one does: for suspending, breaking off and closing a session."""
    recording = running(room)
    return stop_recording(actor=actor, at=at, recording_id=recording.pk) if recording else None


def destroy_key(
    *, actor: Actor, at: datetime, recording: Recording, store: RecordingStore | None = None
) -> Recording:
    """Destroys the data key: the original and its copy can never be opened again; digests, chain and log stay.

    Whether it may be done (retention, legal hold, a second person) is decided by the module that owns the record. The
    sealed files go after the commit. Backups made before still hold the wrapped key until they expire.

    :raises PermissionRefused: the actor's roles do not destroy keys.
    :raises ValidationError: the recording still runs.
    """
    require(actor, "rooms.recording_key_destroyed")
    store = store or recording_store()
    with transaction.atomic():
        room = locked(recording.room_id, "rooms.recording_key_destroyed")
        held = Recording.objects.select_for_update(of=("self",)).get(pk=recording.pk)
        if held.state == Recording.State.RUNNING:
            raise ValidationError(_("The recording still runs. Stop it first."), code="running")
        if held.wrapped_key is not None:
            held.wrapped_key, held.key_destroyed_at = None, at
            held.state = Recording.State.DESTROYED
            held.save(update_fields=["wrapped_key", "key_destroyed_at", "state"])
            facts = facts_of(held)
            enter("rooms.recording_key_destroyed", actor=actor, at=at, room=room, subject=held, facts=facts)
            transaction.on_commit(lambda: store.erase(held.pk), robust=True)
    return held
