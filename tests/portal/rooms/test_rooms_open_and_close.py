"""A room opens with its seats, follows the session, and closes for good."""

from __future__ import annotations

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from i18n import languages
from portal.audit.models import Event
from portal.audit.verification import verify_log
from portal.identity.permissions import PermissionRefused
from portal.rooms.actions.rooms import SeatOffer, begin, close_room, open_room, resume, say, suspend
from portal.rooms.models import Room, RoomEvent, Seat
from tests.factories import people, rooms
from tests.support.trial_room import trial_kind

pytestmark = [pytest.mark.django_db, pytest.mark.services]


def six_more(count: int) -> list[SeatOffer]:
    users = [people.account(f"guest{number}") for number in range(count)]
    return [SeatOffer(user, "interpreter", f"Guest {number}", "en") for number, user in enumerate(users)]


def acts_of(room: Room) -> list[str]:
    return list(Event.objects.filter(chain=room.chain).order_by("position").values_list("act", flat=True))


def test_six_seats_are_the_most_and_the_seventh_is_refused() -> None:
    assert rooms.a_room(*six_more(3)).seats.count() == 6
    with pytest.raises(ValidationError) as refused:
        rooms.a_room(*six_more(4))
    assert refused.value.code == "seats"
    assert "7" in refused.value.messages[0]
    assert Room.objects.count() == 1


def test_each_person_has_one_seat_and_a_room_has_its_judge() -> None:
    with pytest.raises(ValidationError):
        rooms.a_room(seats=[rooms.judge_seat(), rooms.party_seat(), rooms.party_seat()])
    with pytest.raises(ValidationError):
        rooms.a_room(seats=[rooms.party_seat(), rooms.agent_seat()])
    assert not Room.objects.exists()


def test_a_record_has_one_open_room_at_a_time() -> None:
    key = str(uuid.uuid4())
    first = rooms.a_room(subject_key=key)
    with pytest.raises(ValidationError):
        rooms.a_room(subject_key=key)
    close_room(actor=people.actor(people.judge_a()), at=rooms.after(5), room=first)
    assert rooms.a_room(subject_key=key).pk != first.pk


def test_the_database_itself_knows_one_open_room_for_a_record() -> None:
    room = rooms.a_room()
    with pytest.raises(IntegrityError), transaction.atomic():
        Room.objects.create(
            kind=room.kind, subject_key=room.subject_key, reference="x", court=room.court, opened_at=rooms.AT
        )


@pytest.mark.parametrize("who", [people.judge_b, people.clerk_b, people.principal, people.stranger])
def test_nobody_else_opens_a_room_of_the_court(who) -> None:
    with pytest.raises(PermissionRefused):
        open_room(
            actor=people.actor(who()), at=rooms.AT, kind="trial", subject_key=str(uuid.uuid4()), reference="x",
            court=people.court(), seats=[rooms.judge_seat()],
        )  # fmt: skip


def test_a_kind_that_nobody_registered_has_no_room() -> None:
    with pytest.raises(LookupError):
        open_room(
            actor=people.actor(people.judge_a()), at=rooms.AT, kind="unknown", subject_key="1", reference="x",
            court=people.court(), seats=[rooms.judge_seat()],
        )  # fmt: skip


def test_a_session_begins_is_suspended_resumed_and_closed_and_the_log_tells_it() -> None:
    judge, room = people.actor(people.judge_a()), rooms.a_room()
    begin(actor=judge, at=rooms.after(10), room=room)
    suspend(actor=judge, at=rooms.after(20), room=room)
    resume(actor=judge, at=rooms.after(30), room=room)
    close_room(actor=judge, at=rooms.after(40), room=room)
    room.refresh_from_db()
    assert (room.state, room.live_since_at, room.closed_at) == ("closed", rooms.after(10), rooms.after(40))
    assert acts_of(room) == [
        "rooms.opened",
        "rooms.begun",
        "rooms.suspended",
        "rooms.resumed",
        "rooms.closed",
    ]
    assert verify_log().ok


@pytest.mark.parametrize("act", [resume, suspend])
def test_a_step_out_of_order_is_refused_and_changes_nothing(act) -> None:
    room = rooms.a_room()
    before = RoomEvent.objects.count()
    with pytest.raises(ValidationError):
        act(actor=people.actor(people.judge_a()), at=rooms.after(5), room=room)
    assert (room.state, RoomEvent.objects.count()) == ("lobby", before)


def test_only_a_judge_of_the_court_begins() -> None:
    room = rooms.a_room()
    for who in (people.clerk_a, people.judge_b, people.lawyer):
        with pytest.raises(PermissionRefused):
            begin(actor=people.actor(who()), at=rooms.AT, room=room)


def test_closing_empties_the_seats_and_what_the_browsers_said_of_their_networks() -> None:
    room = rooms.a_full_table()
    judge, party = rooms.seat_in(room, people.judge_a()), rooms.seat_in(room, people.principal())
    room.refresh_from_db()
    RoomEvent.objects.create(
        room=room, sequence=room.last_sequence + 1, kind="signal.offer", sender=judge, target=party,
        payload={"sdp": "c=IN IP4 203.0.113.7"}, at=rooms.AT,
    )  # fmt: skip
    Room.objects.filter(pk=room.pk).update(last_sequence=room.last_sequence + 1)
    close_room(actor=people.actor(people.judge_a()), at=rooms.after(60), room=room)
    assert not room.seats.exclude(state=Seat.State.LEFT).exists()
    assert RoomEvent.objects.get(kind="signal.offer").payload == {}
    numbers = list(room.events.order_by("sequence").values_list("sequence", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_module_is_told_of_a_suspension() -> None:
    room = rooms.a_full_table()
    told = trial_kind()
    suspend(actor=people.actor(people.judge_a()), at=rooms.after(5), room=room)
    assert told == [("suspended", {})]


def test_what_the_portal_says_is_said_after_the_commit(django_capture_on_commit_callbacks) -> None:
    room = rooms.a_room()
    with django_capture_on_commit_callbacks(execute=True):
        say(room=room, at=rooms.after(1), kind="script", payload={"step": 3})
        assert not room.events.filter(kind="script").exists()
    assert room.events.get(kind="script").payload == {"step": 3}


def test_the_portal_cannot_speak_with_a_browser_s_voice() -> None:
    with pytest.raises(ValueError, match="dot"):
        say(room=rooms.a_room(), at=rooms.AT, kind="signal.offer", payload={})


@pytest.mark.parametrize("code", languages.CODES)
def test_a_room_speaks_of_its_own_state_and_not_of_a_power_a_case_or_a_statute(code: str) -> None:
    strange = ("見證", "见证", "結案", "结案", "實施", "实施", "除名")
    with translation.override(code):
        own = [str(label) for label in (*Room.State.labels, *Seat.State.labels)]
    assert not [word for word in own if any(sign in word for sign in strange)]
