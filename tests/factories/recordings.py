"""Recordings for tests: a live room of a kind of its own, and chunks as a recorder would send them."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from portal.audit.actors import Actor
from portal.identity.models import User
from portal.rooms.actions.chunks import Acknowledged, put_chunk
from portal.rooms.actions.recordings import start_recording
from portal.rooms.models import Recording, Room, Seat
from portal.rooms.recording_store import RecordingStore
from portal.rooms.registry import RoomKind, kinds, register_kind
from tests.factories import people

NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
KIND = "test_recordings"
WEBM = "video/webm;codecs=vp8,opus"
TOLD: list[tuple[str, dict[str, Any]]] = []
STEP = timedelta(seconds=3)


def _may_watch(actor: Actor, room: Room, at: datetime) -> bool:
    return Seat.objects.filter(room=room, holder_id=actor.key.removeprefix("user:")).exists()


def _told(*, room: Room, what: str, at: datetime, facts: dict[str, object]) -> None:
    TOLD.append((what, facts))


def a_room(*users: tuple[User, str], key: str = "1", state: str = "live") -> Room:
    """A live room with the judge of court A at the table, and whoever else is named with a standing."""
    if kinds.get(KIND) is None:
        register_kind(KIND, RoomKind("Test", _may_watch, lambda room: f"/test/{room.pk}/", _told))
    TOLD.clear()
    room = Room.objects.create(
        kind=KIND, subject_key=key, reference=f"T-{key}", court=people.court(), state=state, opened_at=NOW,
        live_since_at=NOW,
    )  # fmt: skip
    for user, role in ((people.judge_a(), "judge"), *users):
        Seat.objects.create(
            room=room, holder=user, role=role, name="—", state="admitted", tab=f"tab-{role}", admitted_at=NOW,
            arrived_at=NOW, seen_at=NOW,
        )  # fmt: skip
    return room


def judge_seat(room: Room) -> Seat:
    return room.seats.get(role="judge")


def begun(room: Room, at: datetime = NOW, store: RecordingStore | None = None) -> Recording:
    """A recording begun by the judge."""
    judge = people.actor(people.judge_a())
    return start_recording(actor=judge, at=at, room_id=room.pk, tab="tab-judge", media_type=WEBM, store=store)


def content_of(number: int, size: int = 20_000) -> bytes:
    """The bytes of a chunk, the same for the same number."""
    return random.Random(number).randbytes(size)


@dataclass
class Device:
    """The recorder's end: sends chunk after chunk, three seconds apart."""

    recording: Recording
    store: RecordingStore | None = None
    at: datetime = NOW
    heads: list[str] = field(default_factory=list)

    def send(self, number: int, content: bytes | None = None, **changes: Any) -> Acknowledged:
        content = content_of(number) if content is None else content
        self.at = self.at + STEP
        values = {
            "at": self.at, "recording": self.recording, "seat": self.recording.recorder, "number": number,
            "content": content, "digest": sha256(content).hexdigest(), "client_at": self.at, "frames": 45,
            "has_sound": True, "milliseconds": 3000, "store": self.store, **changes,
        }  # fmt: skip
        taken = put_chunk(**values)
        self.recording.refresh_from_db()
        self.heads.append(taken.head)
        return taken

    def send_many(self, count: int) -> Device:
        for number in range(self.recording.next_number, self.recording.next_number + count):
            self.send(number)
        return self
