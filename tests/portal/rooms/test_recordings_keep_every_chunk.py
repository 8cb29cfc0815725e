"""A chunk that was acknowledged is there, whole and in its place; one that was not has left nothing behind."""

from __future__ import annotations

import errno
import json
import os
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from portal.audit.models import Event
from portal.identity.permissions import PermissionRefused
from portal.rooms.actions.chunks import ChunkRefused
from portal.rooms.actions.recordings import destroy_key, start_recording, stop_recording, sweep
from portal.rooms.models import Recording, RecordingChunk, RecordingGap, RoomEvent
from portal.rooms.queries.recordings import (
    RecordingGone,
    is_acknowledged,
    open_original,
    recording_state,
    time_mark,
)
from portal.rooms.recording_chain import START, head_of
from portal.rooms.recording_store import RecordingStore, StoreFull
from portal.seals.errors import SealError
from tests.factories import people, recordings
from tests.factories.recordings import NOW, TOLD, Device, a_room, begun, content_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def store(tmp_path: Path, settings: object) -> RecordingStore:
    settings.PORTAL_VAR = tmp_path  # type: ignore[attr-defined]
    return RecordingStore(tmp_path / "recordings")


def files(store: RecordingStore, recording: Recording) -> list[str]:
    return sorted(store.names(recording.pk))


def facts_in(act: str) -> dict[str, Any]:
    """The facts of the one event of this act."""
    return json.loads(bytes(Event.objects.get(act=act).body))["facts"]


def test_the_chain_of_acknowledged_chunks_can_be_computed_from_their_digests(store: RecordingStore) -> None:
    device = Device(begun(a_room(), store=store), store).send_many(5)
    digests = [sha256(content_of(number)).hexdigest() for number in range(5)]
    assert device.recording.head == head_of(digests) == device.heads[-1]
    assert len(set(device.heads)) == 5
    assert head_of([]) == START
    assert b"".join(open_original(device.recording, store=store)) == b"".join(map(content_of, range(5)))


def test_what_lies_on_the_disk_is_not_what_was_recorded(store: RecordingStore) -> None:
    device = Device(begun(a_room(), store=store), store).send_many(1)
    (name,) = files(store, device.recording)
    assert content_of(0)[:64] not in store.read(device.recording.pk, name)


def test_a_chunk_sent_again_is_acknowledged_again_and_kept_once(store: RecordingStore) -> None:
    device = Device(begun(a_room(), store=store), store).send_many(3)
    again = device.send(1)
    assert again.is_duplicate
    assert again.next_number == 3
    assert len(files(store, device.recording)) == 3


def test_another_content_under_a_number_that_was_kept_is_refused(store: RecordingStore) -> None:
    device = Device(begun(a_room(), store=store), store).send_many(2)
    with pytest.raises(ChunkRefused) as refused:
        device.send(1, b"something else")
    assert (refused.value.code, refused.value.next_number) == ("digest", 2)
    assert len(files(store, device.recording)) == 2


def test_a_chunk_before_its_turn_is_refused_and_told_what_comes_next(store: RecordingStore) -> None:
    device = Device(begun(a_room(), store=store), store).send_many(2)
    with pytest.raises(ChunkRefused) as refused:
        device.send(3)
    assert (refused.value.code, refused.value.next_number) == ("order", 2)
    assert not RecordingChunk.objects.filter(number=3).exists()


def test_a_chunk_damaged_on_its_way_is_refused(store: RecordingStore) -> None:
    device = Device(begun(a_room(), store=store), store)
    with pytest.raises(ChunkRefused) as refused:
        device.send(0, b"damaged", digest=sha256(b"whole").hexdigest())
    assert refused.value.code == "digest"
    assert not files(store, device.recording)


@pytest.mark.parametrize(
    "wrong",
    [
        {"frames": -1},
        {"milliseconds": 10**9},
        {"digest": "Z" * 64},
        {"content": b"", "digest": sha256(b"").hexdigest()},
    ],
)
def test_figures_out_of_bounds_are_refused(store: RecordingStore, wrong: dict[str, object]) -> None:
    device = Device(begun(a_room(), store=store), store)
    with pytest.raises(ChunkRefused) as refused:
        device.send(0, **wrong)
    assert refused.value.code == "form"


def test_the_same_chunk_twice_at_once_is_kept_once(store: RecordingStore) -> None:
    recording = begun(a_room(), store=store)
    stale = Recording.objects.get(pk=recording.pk)
    Device(recording, store).send(0)
    late = Device(stale, store)
    assert late.send(0).is_duplicate, "it was read before the other attempt moved the chain"
    assert len(files(store, recording)) == 1


def test_only_the_recorder_s_seat_sends_chunks(store: RecordingStore) -> None:
    room = a_room((people.principal(), "party"))
    device = Device(begun(room, store=store), store)
    with pytest.raises(PermissionRefused):
        device.send(0, seat=room.seats.get(role="party"))


def test_taking_a_chunk_asks_the_database_two_writing_questions(store: RecordingStore) -> None:
    device = Device(begun(a_room(), store=store), store).send_many(1)
    content, at = content_of(1), NOW + timedelta(seconds=6)
    seat = device.recording.recorder
    with CaptureQueriesContext(connection) as asked:
        recordings.put_chunk(
            at=at, recording=device.recording, seat=seat, number=1, content=content,
            digest=sha256(content).hexdigest(), client_at=at, frames=45, has_sound=True, milliseconds=3000, store=store,
        )  # fmt: skip
    statements = [q["sql"] for q in asked.captured_queries if "SAVEPOINT" not in q["sql"]]
    assert len(statements) == 2, statements
    assert [statement.split()[0] for statement in statements] == ["UPDATE", "INSERT"]


def test_no_chunk_makes_an_event_of_its_own(store: RecordingStore) -> None:
    device = Device(begun(a_room(), store=store), store)
    before = Event.objects.count()
    device.send_many(5)
    assert Event.objects.count() == before


class FullStore(RecordingStore):
    """A disk that is full after so many bytes; ``room`` may grow."""

    room = 30_000

    def write(self, path: Path, content: bytes) -> None:
        if len(content) > self.room:
            path.write_bytes(content[: self.room])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        super().write(path, content)
        self.room -= len(content)


def test_a_full_disk_leaves_nothing_half_written_and_everybody_reads_that_the_recording_stopped(
    store: RecordingStore, django_capture_on_commit_callbacks: object
) -> None:
    full = FullStore(store.root)
    room = a_room()
    device = Device(begun(room, store=store), full)
    device.send(0)
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(StoreFull):  # type: ignore[operator]
        device.send(1)
    device.recording.refresh_from_db()
    assert len(files(full, device.recording)) == 1
    assert RecordingChunk.objects.filter(recording=device.recording).count() == 1
    state = recording_state(room, device.at)
    assert state.line == "stopped"
    with translation.override("en"):
        assert str(state.sentence) == "RECORDING STOPPED"
    assert not is_acknowledged(room, device.at), "at once, not only after ten seconds"
    assert RoomEvent.objects.filter(room=room, kind="recording").exists(), "the pages are told to look"
    assert TOLD[-1][0] == "recording_gap"
    assert Event.objects.filter(act="rooms.recording_interrupted").count() == 1


def test_the_interruption_is_entered_once_and_ends_with_a_gap_when_there_is_room_again(
    store: RecordingStore,
) -> None:
    full = FullStore(store.root)
    room = a_room()
    device = Device(begun(room, store=store), full)
    device.send(0)
    for _attempt in range(3):
        with pytest.raises(StoreFull):
            device.send(1)
    assert Event.objects.filter(act="rooms.recording_interrupted").count() == 1
    device.recording.refresh_from_db()
    full.room = 10**9
    device.send(1)
    assert is_acknowledged(room, device.at)
    gap = RecordingGap.objects.get(room=room)
    assert gap.cause == "store_full"
    assert (gap.began_at, gap.ended_at) == (NOW + timedelta(seconds=3), device.at)
    assert b"".join(open_original(device.recording, store=store)) == content_of(0) + content_of(1)


def test_no_recording_begins_without_room_for_twice_an_hour(store: RecordingStore) -> None:
    class Small(RecordingStore):
        def free_bytes(self) -> int:
            return 1_000_000_000

    with pytest.raises(ValidationError) as refused:
        begun(a_room(), store=Small(store.root))
    assert refused.value.code == "full"
    assert not Recording.objects.exists()


def test_strays_of_a_crash_go_when_the_recording_ends_and_chunks_stay(store: RecordingStore) -> None:
    device = Device(begun(a_room(), store=store), store).send_many(2)
    store.put(device.recording.pk, "000002-of-a-crash", b"sealed but never entered")
    store.write(store.path(device.recording.pk, ".draft"), b"half")
    assert sweep(device.recording, store) == 2
    assert len(files(store, device.recording)) == 2


def test_a_changed_or_moved_file_does_not_open(store: RecordingStore) -> None:
    device = Device(begun(a_room(), store=store), store).send_many(2)
    first, second = files(store, device.recording)
    kept = store.read(device.recording.pk, first)
    store.path(device.recording.pk, second).write_bytes(kept)
    with pytest.raises(SealError):
        list(open_original(device.recording, store=store))
    store.remove(device.recording.pk, second)
    with pytest.raises(RecordingGone):
        list(open_original(device.recording, store=store))


def test_stopping_enters_count_size_head_and_digest_of_the_whole(store: RecordingStore) -> None:
    device = Device(begun(a_room(), store=store), store).send_many(4)
    whole = b"".join(map(content_of, range(4)))
    judge = people.actor(people.judge_a())
    stopped = stop_recording(actor=judge, at=device.at, recording_id=device.recording.pk, store=store)
    assert (stopped.state, stopped.digest) == ("stopped", sha256(whole).hexdigest())
    facts = facts_in("rooms.recording_stopped")
    assert (facts["count"], facts["size"]) == (4, len(whole))
    assert (facts["head"], facts["digest"]) == (device.recording.head, stopped.digest)
    stop_recording(actor=judge, at=device.at, recording_id=device.recording.pk, store=store)
    assert Event.objects.filter(act="rooms.recording_stopped").count() == 1
    with pytest.raises(ChunkRefused) as refused:
        device.recording.refresh_from_db()
        device.send(4)
    assert refused.value.code == "over"


def test_a_destroyed_key_leaves_the_digests_and_nothing_that_opens(
    store: RecordingStore, django_capture_on_commit_callbacks: object
) -> None:
    device = Device(begun(a_room(), store=store), store).send_many(2)
    judge = people.actor(people.judge_a())
    with pytest.raises(ValidationError):
        destroy_key(actor=judge, at=device.at, recording=device.recording, store=store)
    stop_recording(actor=judge, at=device.at, recording_id=device.recording.pk, store=store)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        gone = destroy_key(actor=judge, at=device.at, recording=device.recording, store=store)
    assert (gone.state, gone.wrapped_key) == ("destroyed", None)
    assert not files(store, gone)
    with pytest.raises(RecordingGone):
        list(open_original(gone, store=store))
    digests = list(gone.chunks.order_by("number").values_list("digest", flat=True))
    assert head_of(digests) == gone.head == facts_in("rooms.recording_key_destroyed")["head"]


def test_time_marks_count_from_the_start_of_the_running_recording(store: RecordingStore) -> None:
    room = a_room()
    assert time_mark(room, NOW).recording_number == 0
    begun(room, store=store)
    mark = time_mark(room, NOW + timedelta(seconds=12, milliseconds=345))
    assert (mark.recording_number, mark.offset_ms) == (1, 12_345)


def test_only_the_bench_records_and_only_in_the_window_that_holds_the_seat(store: RecordingStore) -> None:
    room = a_room((people.principal(), "party"))
    for user, tab in ((people.principal(), "tab-party"), (people.stranger(), ""), (people.judge_b(), "")):
        with pytest.raises(PermissionRefused):
            start_recording(
                actor=people.actor(user),
                at=NOW,
                room_id=room.pk,
                tab=tab,
                media_type=recordings.WEBM,
                store=store,
            )
    with pytest.raises(ValidationError) as refused:
        start_recording(
            actor=people.actor(people.judge_a()), at=NOW, room_id=room.pk, tab="another",
            media_type=recordings.WEBM, store=store,
        )  # fmt: skip
    assert refused.value.code == "tab"
