"""What was not recorded is named as a gap; the line in the room says the truth; keys are wrapped anew."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from portal.audit.history import history
from portal.audit.models import Event
from portal.identity.permissions import PermissionRefused
from portal.rooms.actions.recordings import explain_gap, stop_recording, stop_running
from portal.rooms.models import Recording, RecordingGap
from portal.rooms.queries.recordings import (
    is_acknowledged,
    open_original,
    recording_state,
    unexplained_gaps,
)
from portal.rooms.recording_store import RecordingStore
from portal.seals.data_keys import kept_by
from portal.seals.keys import KeyRing
from portal.seals.rotation import rotate_data_keys
from tests.factories import people
from tests.factories.recordings import NOW, STEP, TOLD, Device, a_room, begun, content_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def store(tmp_path: Path, settings: object) -> RecordingStore:
    settings.PORTAL_VAR = tmp_path  # type: ignore[attr-defined]
    return RecordingStore(tmp_path / "recordings")


def test_a_reload_breaks_the_recording_off_begins_another_and_notes_the_gap(store: RecordingStore) -> None:
    room = a_room()
    device = Device(begun(room, store=store), store).send_many(4)
    later = NOW + timedelta(seconds=40)
    second = begun(room, at=later, store=store)
    first = Recording.objects.get(pk=device.recording.pk)
    assert (first.state, second.number, second.state) == ("broken", 2, "running")
    assert len(first.digest) == 64
    gap = RecordingGap.objects.get(room=room)
    assert gap.cause == "broken_off"
    assert (gap.began_at, gap.ended_at) == (NOW + 4 * STEP, later), "from where the content ends"
    assert [what for what, _facts in TOLD] == [
        "recording_started", "recording_stopped", "recording_gap", "recording_started",
    ]  # fmt: skip


def test_a_stop_and_a_new_start_leave_a_gap_that_wants_an_explanation(store: RecordingStore) -> None:
    room = a_room()
    device = Device(begun(room, store=store), store).send_many(1)
    judge = people.actor(people.judge_a())
    stop_recording(actor=judge, at=device.at, recording_id=device.recording.pk, store=store)
    begun(room, at=NOW + timedelta(seconds=60), store=store)
    (gap,) = unexplained_gaps(room)
    assert gap.cause == "stopped"
    explain_gap(actor=judge, at=NOW, gap_id=gap.pk, explanation=" The session was suspended. ")
    gap.refresh_from_db()
    assert (gap.explanation, gap.explained_by) == ("The session was suspended.", judge.key)
    assert not unexplained_gaps(room).exists()
    with pytest.raises(ValidationError):
        explain_gap(actor=judge, at=NOW, gap_id=gap.pk, explanation="Otherwise.")


def test_an_explanation_has_words_and_comes_from_the_bench_of_the_room(store: RecordingStore) -> None:
    room = a_room((people.principal(), "party"))
    begun(room, store=store)
    begun(room, at=NOW + timedelta(seconds=30), store=store)
    gap = RecordingGap.objects.get(room=room)
    with pytest.raises(ValidationError):
        explain_gap(actor=people.actor(people.judge_a()), at=NOW, gap_id=gap.pk, explanation="  ")
    for user in (people.principal(), people.judge_b(), people.clerk_b()):
        with pytest.raises(PermissionRefused):
            explain_gap(actor=people.actor(user), at=NOW, gap_id=gap.pk, explanation="It was so.")


def test_the_words_of_an_explanation_stand_in_the_erasable_table_only(store: RecordingStore) -> None:
    room = a_room()
    begun(room, store=store)
    begun(room, at=NOW + timedelta(seconds=30), store=store)
    gap = RecordingGap.objects.get(room=room)
    explain_gap(
        actor=people.actor(people.judge_a()), at=NOW, gap_id=gap.pk, explanation="Chan Ka Man fell ill."
    )
    event = Event.objects.get(act="rooms.recording_gap_explained")
    assert b"Chan" not in bytes(event.body)
    line = history(room.chain, language="en")[-1]
    assert "Chan Ka Man fell ill." in line.sentence


def test_a_late_chunk_is_taken_and_the_lapse_is_noted_without_wanting_words(store: RecordingStore) -> None:
    room = a_room()
    device = Device(begun(room, store=store), store).send_many(2)
    device.at += timedelta(seconds=60)
    device.send(2)
    gap = RecordingGap.objects.get(room=room)
    assert (gap.cause, gap.began_at) == ("late", NOW + 2 * STEP)
    assert not unexplained_gaps(room).exists()
    assert b"".join(open_original(device.recording, store=store)) == b"".join(map(content_of, range(3)))


def test_the_line_says_recording_while_chunks_are_acknowledged_and_stopped_after_ten_seconds(
    store: RecordingStore,
) -> None:
    room = a_room()
    assert recording_state(room, NOW).line == "off"
    device = Device(begun(room, store=store), store)
    assert recording_state(room, NOW + timedelta(seconds=5)).line == "recording"
    assert not is_acknowledged(room, NOW + timedelta(seconds=5)), "begun, but nothing is kept yet"
    assert recording_state(room, NOW + timedelta(seconds=11)).line == "stopped"
    device.send_many(2)
    assert is_acknowledged(room, device.at + timedelta(seconds=10))
    assert recording_state(room, device.at + timedelta(seconds=10)).line == "recording"
    assert not is_acknowledged(room, device.at + timedelta(seconds=11))
    assert recording_state(room, device.at + timedelta(seconds=11)).line == "stopped"
    stop_running(actor=people.actor(people.judge_a()), at=device.at, room=room)
    assert recording_state(room, device.at).line == "off"
    assert not is_acknowledged(room, device.at)


def test_the_state_tells_the_achieved_rate_and_whether_anybody_was_heard(store: RecordingStore) -> None:
    room = a_room()
    device = Device(begun(room, store=store), store)
    device.send(0, frames=30, has_sound=True)
    device.send(1, frames=45, has_sound=False)
    state = recording_state(room, device.at)
    assert (state.frames_per_second, state.has_sound, state.is_sound_enough) == (12.5, False, True)
    assert (state.chunks, state.head) == (2, device.recording.head)


def test_a_damaged_recording_does_not_keep_the_next_from_beginning(store: RecordingStore) -> None:
    room = a_room()
    device = Device(begun(room, store=store), store).send_many(2)
    for name in store.names(device.recording.pk):
        store.remove(device.recording.pk, name)
    second = begun(room, at=NOW + timedelta(seconds=30), store=store)
    assert second.number == 2
    assert Recording.objects.get(pk=device.recording.pk).digest == ""


def test_rotation_wraps_data_keys_anew_and_leaves_what_they_sealed(
    store: RecordingStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = KeyRing({"old": b"\x01" * 32})
    new = KeyRing({"new": b"\x02" * 32, "old": b"\x01" * 32})
    monkeypatch.setattr("portal.seals.data_keys.key_ring", lambda: old)
    device = Device(begun(a_room(), store=store), store).send_many(2)
    assert kept_by(bytes(device.recording.wrapped_key)) == "old"
    assert rotate_data_keys(Recording, "wrapped_key", new) == 1
    assert rotate_data_keys(Recording, "wrapped_key", new) == 0
    monkeypatch.setattr("portal.seals.data_keys.key_ring", lambda: KeyRing({"new": b"\x02" * 32}))
    device.recording.refresh_from_db()
    assert kept_by(bytes(device.recording.wrapped_key)) == "new"
    assert b"".join(open_original(device.recording, store=store)) == content_of(0) + content_of(1)
