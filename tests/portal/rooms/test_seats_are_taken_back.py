"""Whoever takes part no longer is out of an open room at the next step through any door, their own or another's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from portal.audit.history import history
from portal.audit.models import Event
from portal.rooms.models import Room, RoomEvent, Seat
from portal.rooms.views import signals as doors
from tests.factories import people, rooms
from tests.support import trial_room

pytestmark = pytest.mark.django_db
TABS = {"judge": "window-of-the-judge", "party": "window-of-the-party", "agent": "window-of-the-agent"}


@pytest.fixture(autouse=True)
def in_english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(doors, "STREAM_SECONDS", 0.0)
    with translation.override("en"):
        yield
    trial_room.gone.clear()


def door(room: Room, name: str) -> str:
    return reverse(f"rooms:{name}", args=[room.pk])


def post(client: Client, room: Room, name: str, body: dict[str, Any]) -> Any:
    return client.post(door(room, name), json.dumps(body), content_type="application/json")


def came(room: Room, user: Any, tab: str) -> Client:
    client: Client = people.sign_in(Client(), user)
    ticket = post(client, room, "ticket", {}).json()["ticket"]
    assert post(client, room, "seat", {"ticket": ticket, "tab": tab}).status_code == 200
    return client


def at_the_table() -> tuple[Room, Client, Client]:
    """Judge and agent at the table, through the doors."""
    room = rooms.a_room()
    judge = came(room, people.judge_a(), TABS["judge"])
    agent = came(room, people.lawyer(), TABS["agent"])
    seat = rooms.seat_in(room, people.lawyer())
    assert post(judge, room, "admit", {"seat": str(seat.pk)}).status_code == 200
    return room, judge, agent


def the_representation_ends() -> None:
    trial_room.gone[people.lawyer().pk] = "standing_ended"


STEPS: dict[str, dict[str, Any]] = {
    "presence": {"tab": TABS["agent"], "links": {}},
    "signals": {"tab": TABS["agent"], "signals": []},
    "ticket": {},
    "seat": {"ticket": "x", "tab": TABS["agent"]},
    "state": {},
    "events": {"tab": TABS["agent"]},
}


@pytest.mark.parametrize("step", STEPS)
def test_the_next_step_of_whoever_is_gone_finds_no_room(step: str) -> None:
    room, _judge, agent = at_the_table()
    the_representation_ends()
    is_read = step in ("state", "events")
    answer = agent.get(door(room, step), STEPS[step]) if is_read else post(agent, room, step, STEPS[step])
    assert answer.status_code == 404
    assert rooms.seat_in(room, people.lawyer()).state == Seat.State.REMOVED
    assert post(agent, room, "ticket", {}).status_code == 404


def test_a_sign_of_life_of_the_others_empties_the_seat_of_one_who_keeps_silent() -> None:
    room, judge, _agent = at_the_table()
    the_representation_ends()
    seat = rooms.seat_in(room, people.lawyer())
    state = post(judge, room, "presence", {"tab": TABS["judge"], "links": {}}).json()
    assert {row["id"]: row["state"] for row in state["seats"]}[str(seat.pk)] == "removed"
    left = RoomEvent.objects.get(room=room, kind="left", target=None)
    assert left.payload == {"seat": str(seat.pk), "role": "agent", "how": "removed", "why": "standing_ended"}
    assert ("left", "removed") in [(what, facts.get("how")) for what, facts in trial_room.told]


def test_the_log_says_why_and_that_no_judge_did_it() -> None:
    room, judge, _agent = at_the_table()
    the_representation_ends()
    for _each in range(2):
        post(judge, room, "presence", {"tab": TABS["judge"], "links": {}})
    event = Event.objects.get(act="rooms.seat_withdrawn")
    assert (
        json.loads(bytes(event.body))["facts"]["why"] == "standing_ended"
        and not Event.objects.filter(act="rooms.removed").exists()
    )
    said = [str(line.sentence) for line in history(room.chain, language="en")]
    assert (
        "The seat was taken back: Agent. Reason: the person no longer stands for a party in the case." in said
    )


def test_an_open_stream_gives_nothing_more_than_that_the_seat_is_gone() -> None:
    room, _judge, agent = at_the_table()
    before = RoomEvent.objects.filter(room=room).count()
    answer = agent.get(door(room, "events"), {"tab": TABS["agent"], "after": str(before)})
    people_seat = rooms.seat_in(room, people.principal())
    now = timezone.now()
    rooms.come(room, people.principal(), at=now)
    rooms.admit(room, people.principal(), at=now)
    the_representation_ends()
    text = b"".join(answer.streaming_content).decode()
    kinds = [json.loads(line[6:])["kind"] for line in text.splitlines() if line.startswith("data: ")]
    assert kinds == ["removed"] and str(people_seat.pk) not in text


def test_a_seat_that_nobody_took_yet_is_taken_back_too_and_the_others_stay() -> None:
    room = rooms.a_room()
    judge = came(room, people.judge_a(), TABS["judge"])
    party = came(room, people.principal(), TABS["party"])
    the_representation_ends()
    assert post(party, room, "presence", {"tab": TABS["party"], "links": {}}).status_code == 200
    states = {seat.role: seat.state for seat in room.seats.all()}
    assert states == {"judge": "admitted", "party": "waiting", "agent": "removed"}
    assert judge.get(door(room, "state")).status_code == 200


def test_a_word_that_nobody_knows_is_no_reason() -> None:
    room, judge, _agent = at_the_table()
    trial_room.gone[people.lawyer().pk] = "whim"
    with pytest.raises(LookupError):
        post(judge, room, "presence", {"tab": TABS["judge"], "links": {}})
