"""The doors answer in JSON, in the reader's language; strangers find nothing, and nobody gets in from elsewhere."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from portal.rooms.models import Room, RoomEvent, Seat
from portal.rooms.views import signals as doors
from tests.factories import people, rooms

pytestmark = pytest.mark.django_db
POSTS = ["ticket", "seat", "signals", "presence", "admit", "refuse", "remove", "leave"]
GETS = ["state", "events"]


def door(room: Room, name: str) -> str:
    return reverse(f"rooms:{name}", args=[room.pk])


def post(client: Client, room: Room, name: str, body: Any = None, **headers: Any) -> Any:
    return client.post(
        door(room, name), json.dumps({} if body is None else body), content_type="application/json", **headers
    )


def signed_in(user, **options: Any) -> Client:
    client: Client = people.sign_in(Client(**options), user)
    return client


def seated(room: Room, user, tab: str = "window-of-this-test") -> Client:
    """A client that came through the doors: ticket, then seat."""
    client = signed_in(user)
    ticket = post(client, room, "ticket").json()["ticket"]
    answer = post(client, room, "seat", {"ticket": ticket, "tab": tab, "place": "Hong Kong"})
    assert answer.status_code == 200, answer.content
    return client


def stream_of(
    client: Client, room: Room, tab: str = "window-of-this-test", **headers: Any
) -> list[dict[str, Any]]:
    answer = client.get(door(room, "events"), {"tab": tab}, **headers)
    assert answer["Content-Type"].startswith("text/event-stream")
    text = b"".join(answer.streaming_content).decode()
    return [json.loads(line[6:]) for line in text.splitlines() if line.startswith("data: ")]


@pytest.fixture(autouse=True)
def streams_end_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doors, "STREAM_SECONDS", 0.0)


@pytest.mark.parametrize("name", POSTS + GETS)
@pytest.mark.parametrize("who", [people.stranger, people.opponent, people.judge_b, people.clerk_a])
def test_a_room_does_not_exist_for_a_stranger(who, name: str) -> None:
    room, client = rooms.a_full_table(), signed_in(who())
    answer = (
        client.get(door(room, name))
        if name in GETS
        else post(client, room, name, {"seat": str(uuid.uuid4())})
    )
    assert answer.status_code == 404
    assert answer.json()["error"]
    nowhere = Room(pk=uuid.uuid4())
    missing = (
        client.get(door(nowhere, name))
        if name in GETS
        else post(client, nowhere, name, {"seat": str(uuid.uuid4())})
    )
    assert missing.content == answer.content


@pytest.mark.parametrize("name", POSTS + GETS)
def test_a_visitor_is_asked_to_sign_in(client: Client, name: str) -> None:
    room = rooms.a_room()
    answer = client.get(door(room, name)) if name in GETS else post(client, room, name)
    assert (answer.status_code, answer.json()["code"]) == (401, "sign-in")


def test_a_judge_without_second_factor_is_asked_for_it() -> None:
    client = Client()
    people.sign_in(client, people.judge_a(), second_factor=False)
    assert client.get(door(rooms.a_room(), "state")).status_code == 302


def test_a_ticket_and_a_seat_through_the_doors_and_no_second_time() -> None:
    room, client = rooms.a_room(), signed_in(people.principal())
    ticket = post(client, room, "ticket").json()["ticket"]
    body = {"ticket": ticket, "tab": "window-of-this-test", "place": "Macao"}
    assert post(client, room, "seat", body).json()["my_state"] == "waiting"
    assert post(client, room, "seat", {**body, "tab": "replayed-window"}).status_code == 404
    seat = rooms.seat_in(room, people.principal())
    assert (seat.place, seat.address, seat.tab) == ("Macao", "127.0.0.1", "window-of-this-test")


def test_a_ticket_is_worth_nothing_in_another_sign_in_of_the_same_person() -> None:
    room = rooms.a_room()
    ticket = post(signed_in(people.principal()), room, "ticket").json()["ticket"]
    other = signed_in(people.principal())
    assert post(other, room, "seat", {"ticket": ticket, "tab": "window-of-this-test"}).status_code == 404


def test_tickets_are_asked_for_in_measure() -> None:
    room, client = rooms.a_room(), signed_in(people.principal())
    answers = [
        post(client, room, "ticket").status_code for _attempt in range(doors.TICKETS_IN_A_MINUTE * 2 + 2)
    ]
    assert answers[0] == 200
    assert answers[-1] == 429


@pytest.mark.parametrize("headers", [{}, {"HTTP_ORIGIN": "https://elsewhere.example"}])
def test_a_post_without_the_page_s_token_or_from_another_site_is_refused(headers: dict[str, str]) -> None:
    room, client = rooms.a_room(), signed_in(people.principal(), enforce_csrf_checks=True)
    assert post(client, room, "ticket", **headers).status_code == 403


def test_a_true_token_from_a_wrong_origin_is_refused() -> None:
    room, client = rooms.a_room(), signed_in(people.principal(), enforce_csrf_checks=True)
    client.get("/zh-hant/accounts/email/")
    token = "a" * 32
    client.cookies["csrftoken"] = token
    good, bad = (
        {"HTTP_X_CSRFTOKEN": token},
        {"HTTP_X_CSRFTOKEN": token, "HTTP_ORIGIN": "https://elsewhere.example"},
    )
    assert post(client, room, "ticket", **good).status_code == 200
    assert post(client, room, "ticket", **bad).status_code == 403


def test_an_oversize_signal_is_refused_and_nothing_of_it_is_kept() -> None:
    room = rooms.a_full_table()
    client = seated(room, people.judge_a())
    party = rooms.seat_in(room, people.principal())
    signal = {"kind": "offer", "to": str(party.pk), "payload": {"sdp": "x" * 70_000}}
    before = RoomEvent.objects.count()
    answer = post(client, room, "signals", {"tab": "window-of-this-test", "signals": [signal]})
    assert (answer.status_code, answer.json()["code"]) == (413, "size")
    assert RoomEvent.objects.count() == before


@pytest.mark.parametrize("body", ["{", "[]", "7", '"x"', "[" * 5000])
def test_what_is_no_json_object_is_refused_in_words(body: str) -> None:
    room = rooms.a_full_table()
    client = seated(room, people.judge_a())
    answer = client.post(door(room, "signals"), body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_a_flood_is_answered_with_429() -> None:
    room = rooms.a_full_table()
    client = seated(room, people.judge_a())
    signal = {"kind": "candidate", "to": str(rooms.seat_in(room, people.principal()).pk), "payload": {}}
    body = {"tab": "window-of-this-test", "signals": [signal] * 20}
    answers = [post(client, room, "signals", body).status_code for _attempt in range(8)]
    assert answers[:2] == [200, 200]
    assert 429 in answers


def test_a_second_window_is_told_to_the_first() -> None:
    room = rooms.a_full_table()
    client = seated(room, people.judge_a())
    ticket = post(client, room, "ticket").json()["ticket"]
    post(client, room, "seat", {"ticket": ticket, "tab": "the-second-window"})
    answer = post(client, room, "presence", {"tab": "window-of-this-test"})
    assert (answer.status_code, answer.json()["code"]) == (409, "taken")
    assert client.get(door(room, "events"), {"tab": "window-of-this-test"}).status_code == 409
    assert "taken" in [event["kind"] for event in stream_of(client, room, "the-second-window")]


def test_a_stream_resumes_after_the_last_event_that_was_heard() -> None:
    room = rooms.a_full_table()
    client = seated(room, people.judge_a())
    whole = stream_of(client, room)
    assert len(whole) > 3
    numbers = [event["sequence"] for event in whole]
    assert numbers == sorted(numbers)
    cut = stream_of(client, room, HTTP_LAST_EVENT_ID=str(numbers[1]))
    assert [event["sequence"] for event in cut] == numbers[2:]
    assert stream_of(client, room, HTTP_LAST_EVENT_ID=str(numbers[-1])) == []


@pytest.mark.parametrize("wrong", ["-1", "x", "9" * 40, "１２", ""])
def test_a_last_event_id_that_is_none_begins_at_the_beginning(wrong: str) -> None:
    room = rooms.a_full_table()
    client = seated(room, people.judge_a())
    assert stream_of(client, room, HTTP_LAST_EVENT_ID=wrong) == stream_of(client, room)


def test_a_stream_passes_over_what_was_meant_for_others() -> None:
    room = rooms.a_room()
    rooms.come(room, people.judge_a())
    client = seated(room, people.principal())
    answer = client.get(door(room, "events"), {"tab": "window-of-this-test"})
    text = b"".join(answer.streaming_content).decode()
    room.refresh_from_db()
    assert "data:" not in text
    assert f"id: {room.last_sequence}\n" in text
    assert (answer["X-Accel-Buffering"], "no-store" in answer["Cache-Control"]) == ("no", True)


def test_a_removed_person_hears_of_it_and_is_not_asked_back() -> None:
    room = rooms.a_room()
    judge, party = seated(room, people.judge_a()), seated(room, people.principal(), "window-of-the-party")
    seat = rooms.seat_in(room, people.principal())
    assert post(judge, room, "admit", {"seat": str(seat.pk)}).status_code == 200
    assert post(judge, room, "remove", {"seat": str(seat.pk)}).status_code == 200
    assert party.get(door(room, "events"), {"tab": "window-of-the-party"}).status_code == 204
    assert party.get(door(room, "state")).json()["my_state"] == Seat.State.REMOVED
    assert post(party, room, "presence", {"tab": "window-of-the-party"}).status_code == 404


def test_a_party_s_button_of_the_judge_does_nothing() -> None:
    room = rooms.a_full_table()
    client = seated(room, people.judge_a())
    seat = rooms.seat_in(room, people.lawyer())
    party = signed_in(people.principal())
    for act in ("admit", "refuse", "remove"):
        assert post(party, room, act, {"seat": str(seat.pk)}).status_code == 404
    assert rooms.seat_in(room, people.lawyer()).state == Seat.State.ADMITTED
    assert post(client, room, "admit", {"seat": "nonsense"}).status_code == 400


def test_leaving_through_the_door_empties_the_seat() -> None:
    room = rooms.a_full_table()
    assert post(signed_in(people.principal()), room, "leave").json() == {"state": "left"}


@override_settings(PORTAL_TURN_URLS=["turn:relay.example.test:3478"], PORTAL_TURN_SECRET="0123456789abcdef")
def test_only_admitted_people_get_credentials_for_the_relay() -> None:
    room = rooms.a_room()
    assert seated(room, people.principal()).get(door(room, "state")).json()["engine"] is None
    servers = seated(room, people.judge_a()).get(door(room, "state")).json()["engine"]["ice_servers"]
    assert servers[0]["urls"] == ["turn:relay.example.test:3478"]
    assert servers[0]["username"].endswith(str(rooms.seat_in(room, people.judge_a()).pk))
