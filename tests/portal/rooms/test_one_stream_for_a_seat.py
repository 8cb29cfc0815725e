"""A person who opens a hundred streams holds one thread: the latest takes over from those before it."""

from __future__ import annotations

import time

import pytest

from portal.rooms.views import signals as doors
from tests.factories import people, rooms

pytestmark = pytest.mark.django_db


def test_the_latest_stream_of_a_seat_ends_the_earlier_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doors.bell, "wait", lambda room, known, seconds: time.sleep(0.01))
    room = rooms.a_full_table()
    seat = rooms.seat_in(room, people.principal())
    streams = [doors._stream(seat.pk, seat.tab, 0) for _one in range(20)]
    for stream in streams:
        assert next(stream) == b"retry: 500\n\n"
    began = time.monotonic()
    for earlier in streams[:-1]:
        list(earlier)
    assert time.monotonic() - began < doors.STREAM_SECONDS / 2
    assert doors._newest[seat.pk] is not None
    streams[-1].close()
    assert seat.pk not in doors._newest
