"""Streams wait without a database connection, are woken at once, and miss nothing when nobody rings."""

from __future__ import annotations

import threading
import time
from collections.abc import Collection
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.test import override_settings

from portal.audit.actors import Actor
from portal.rooms.actions.signals import send
from portal.rooms.models import Room, Seat
from portal.rooms.queries.rooms import events_for
from portal.rooms.wakeup import Bell, announce, bell
from tests.factories import people, rooms

ROOM = uuid4()
PATIENCE = 30.0
"""How long a busy machine may take to wake a thread; whoever is not woken waits twice as long."""


def waiting(bell_: Bell, known: int, seconds: float) -> tuple[threading.Thread, list[bool]]:
    heard: list[bool] = []
    thread = threading.Thread(target=lambda: heard.append(bell_.wait(ROOM, known, seconds)))
    thread.start()
    end = time.monotonic() + PATIENCE
    while thread.is_alive() and not bell_._waiting[ROOM] and time.monotonic() < end:
        time.sleep(0.005)  # a bell that nobody waits for rings for nobody
    return thread, heard


def test_whoever_waits_is_woken_at_once() -> None:
    quiet = Bell(look=lambda rooms: {}, interval=5)
    thread, heard = waiting(quiet, 3, 2 * PATIENCE)
    quiet.ring(ROOM, 4)
    thread.join(PATIENCE)
    assert heard == [True]


def test_an_old_number_or_another_room_wakes_nobody() -> None:
    quiet = Bell(look=lambda rooms: {}, interval=5)
    thread, heard = waiting(quiet, 3, 0.3)
    quiet.ring(ROOM, 3)
    quiet.ring(uuid4(), 9)
    thread.join(PATIENCE)
    assert heard == [False]


def test_the_table_is_looked_at_in_any_case_and_once_for_all_who_wait() -> None:
    looks: list[int] = []

    def look(rooms_: Collection[UUID]) -> dict[UUID, int]:
        looks.append(len(rooms_))
        return {ROOM: 8} if len(looks) > 2 else {}

    watching = Bell(look=look, interval=0.05)
    waiters = [waiting(watching, 7, 2 * PATIENCE) for _stream in range(3)]
    for thread, _heard in waiters:
        thread.join(PATIENCE)
    assert [heard for _thread, heard in waiters] == [[True]] * 3
    assert set(looks) == {1}
    assert len(looks) < 10


def test_a_look_that_fails_is_tried_again() -> None:
    from django.db import OperationalError

    looks: list[int] = []

    def look(rooms_: Collection[UUID]) -> dict[UUID, int]:
        looks.append(1)
        if len(looks) == 1:
            raise OperationalError("away")
        return {ROOM: 8}

    thread, heard = waiting(Bell(look=look, interval=0.05), 7, 2 * PATIENCE)
    thread.join(PATIENCE)
    assert heard == [True]


@override_settings(REDIS_URL="redis://127.0.0.1:1/0")
def test_a_redis_that_does_not_answer_stops_nobody() -> None:
    announce(ROOM, 5)


def listen(seat: UUID, over: threading.Event, heard: list[int]) -> None:
    """Hear a seat's candidates as a stream does, until the others are done and all was read."""
    after, last = 0, 1
    while not over.is_set() or after < last:
        own = Seat.objects.select_related("room").get(pk=seat)
        heard.extend(event.sequence for event in events_for(own, after) if event.kind == "signal.candidate")
        after = max(after, own.room.last_sequence)
        last = Room.objects.get(pk=own.room_id).last_sequence
        connection.close()
        bell.wait(own.room_id, after, 0.2)


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_four_senders_at_once_leave_no_hole_and_every_listener_hears_all_in_order() -> None:
    room = rooms.a_full_table()
    judge = rooms.seat_in(room, people.judge_a())
    senders = [rooms.seat_in(room, who()) for who in (people.principal, people.lawyer)]
    over, heard = threading.Event(), []

    def write(number: int) -> None:
        seat = senders[number % 2]
        actor = Actor(key=f"user:{seat.holder_id}", roles=frozenset({"party"}))
        for turn in range(10):
            send(
                actor=actor, at=rooms.after(60 + 30 * number + turn), room_id=room.pk, tab=seat.tab,
                signals=[{"kind": "candidate", "to": str(judge.pk), "payload": {"n": turn}}] * 2,
            )  # fmt: skip
        connection.close()

    listener = threading.Thread(target=listen, args=(judge.pk, over, heard))
    writers = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in (listener, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    over.set()
    listener.join(30)
    room.refresh_from_db()
    numbers = list(room.events.order_by("sequence").values_list("sequence", flat=True))
    assert numbers == list(range(1, room.last_sequence + 1))
    sent = list(
        room.events.filter(kind="signal.candidate").order_by("sequence").values_list("sequence", flat=True)
    )
    assert len(sent) == 80
    assert heard == sent


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_an_event_of_another_process_is_heard_over_redis(settings) -> None:
    if not settings.REDIS_URL:
        pytest.skip("REDIS_URL is empty: this runs with the services")
    quiet = Bell(look=lambda rooms: {}, interval=30)
    thread, heard = waiting(quiet, 3, 2 * PATIENCE)
    end = time.monotonic() + PATIENCE
    while thread.is_alive() and time.monotonic() < end:
        with transaction.atomic():
            transaction.on_commit(lambda: announce(ROOM, 4))
        time.sleep(0.2)
    thread.join(3)
    assert heard == [True]
