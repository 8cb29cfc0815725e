"""A ticket is good once, for its holder, in one sign-in, for five minutes; the judge decides who comes in."""

from __future__ import annotations

import secrets

import pytest
from django.core.exceptions import ValidationError

from portal.audit.models import Event
from portal.identity.permissions import PermissionRefused
from portal.rooms.actions import seats
from portal.rooms.actions.rooms import close_room
from portal.rooms.models import Room, RoomEvent, Seat, Ticket
from portal.rooms.queries.rooms import room_state
from tests.factories import people, rooms
from tests.support.trial_room import trial_kind

pytestmark = [pytest.mark.django_db, pytest.mark.services]
WINDOW = "window-of-the-party"


def a_ticket(room: Room, user, *, at=rooms.AT, session: str = "sign-in") -> str:
    return seats.issue_ticket(actor=people.actor(user), at=at, room_id=room.pk, session_key=session)


def sit(room: Room, user, token: str, *, at=rooms.AT, session: str = "sign-in", tab: str = WINDOW) -> Seat:
    return seats.take_seat(
        actor=people.actor(user), at=at, room_id=room.pk, token=token, session_key=session, tab=tab
    )


def test_a_party_waits_in_the_lobby_and_the_judge_sits_down_at_once() -> None:
    room = rooms.a_room()
    assert rooms.come(room, people.principal()).state == Seat.State.WAITING
    judge = rooms.come(room, people.judge_a())
    assert (judge.state, judge.admitted_by) == (Seat.State.ADMITTED, f"user:{people.judge_a().pk}")


def test_only_the_digest_of_a_ticket_is_kept() -> None:
    room = rooms.a_room()
    token = a_ticket(room, people.principal())
    kept = Ticket.objects.get()
    assert token not in (kept.digest, kept.session_digest)
    assert len(kept.digest) == 64


def test_a_ticket_is_good_once() -> None:
    room, party = rooms.a_room(), people.principal()
    token = a_ticket(room, party)
    sit(room, party, token)
    with pytest.raises(PermissionRefused):
        sit(room, party, token, tab="another-window")
    assert rooms.seat_in(room, party).tab == WINDOW


@pytest.mark.parametrize(
    ("late", "session", "tab"), [(300, "sign-in", WINDOW), (1, "another sign-in", WINDOW)]
)
def test_a_ticket_ends_after_five_minutes_and_with_its_sign_in(late: int, session: str, tab: str) -> None:
    room, party = rooms.a_room(), people.principal()
    token = a_ticket(room, party)
    with pytest.raises(PermissionRefused):
        sit(room, party, token, at=rooms.after(late), session=session, tab=tab)
    assert rooms.seat_in(room, party).state == Seat.State.EXPECTED


def test_a_forwarded_ticket_opens_no_other_person_s_seat() -> None:
    room = rooms.a_room()
    token = a_ticket(room, people.principal())
    for who in (people.lawyer, people.stranger, people.judge_a):
        with pytest.raises(PermissionRefused):
            sit(room, who(), token)


def test_a_ticket_opens_no_other_room() -> None:
    first, second = rooms.a_room(), rooms.a_room()
    token = a_ticket(first, people.principal())
    with pytest.raises(PermissionRefused):
        sit(second, people.principal(), token)


def test_ten_thousand_guessed_tickets_open_nothing() -> None:
    room, party = rooms.a_room(), people.principal()
    a_ticket(room, party)
    seat = rooms.seat_in(room, party)
    for _attempt in range(10_000):
        with pytest.raises(PermissionRefused):
            seats._redeem(seat, secrets.token_urlsafe(32), "sign-in", rooms.AT)
    assert Ticket.objects.get().used_at is None


@pytest.mark.parametrize("who", [people.stranger, people.opponent, people.judge_b, people.clerk_a])
def test_whoever_has_no_seat_gets_no_ticket(who) -> None:
    with pytest.raises(PermissionRefused):
        a_ticket(rooms.a_room(), who())


def test_without_a_sign_in_there_is_no_ticket() -> None:
    with pytest.raises(PermissionRefused):
        a_ticket(rooms.a_room(), people.principal(), session="")


def test_a_second_window_takes_the_seat_over_and_the_first_is_told() -> None:
    room, party = rooms.a_full_table(), people.principal()
    seat = rooms.come(room, party, tab="second-window", at=rooms.after(9))
    assert (seat.state, seat.tab) == (Seat.State.ADMITTED, "second-window")
    told = RoomEvent.objects.get(room=room, kind="taken")
    assert (told.target, told.payload) == (seat, {"tab": "second-window"})


def test_another_device_waits_to_be_admitted_anew() -> None:
    room, party = rooms.a_full_table(), people.principal()
    told = trial_kind()
    seat = rooms.come(room, party, session="another device", tab="other-device", at=rooms.after(9))
    assert seat.state == Seat.State.WAITING
    assert [(what, facts["how"]) for what, facts in told] == [("left", "moved"), ("joined", "came")]


def test_a_window_without_a_usable_name_is_refused() -> None:
    room, party = rooms.a_room(), people.principal()
    with pytest.raises(ValidationError):
        sit(room, party, a_ticket(room, party), tab="x")
    assert rooms.seat_in(room, party).state == Seat.State.EXPECTED


def test_whoever_leaves_and_returns_waits_again() -> None:
    room, party = rooms.a_full_table(), people.principal()
    seats.leave(actor=people.actor(party), at=rooms.after(5), room_id=room.pk)
    assert rooms.seat_in(room, party).state == Seat.State.LEFT
    assert rooms.come(room, party, at=rooms.after(9)).state == Seat.State.WAITING


@pytest.mark.parametrize(("act", "before"), [(seats.refuse, "waiting"), (seats.remove, "admitted")])
def test_whoever_is_refused_or_removed_stays_out(act, before: str) -> None:
    room, party = rooms.a_room(), people.principal()
    rooms.come(room, people.judge_a())
    rooms.come(room, party)
    if before == "admitted":
        rooms.admit(room, party)
    seat = rooms.seat_in(room, party)
    act(actor=people.actor(people.judge_a()), at=rooms.after(5), room_id=room.pk, seat_id=seat.pk)
    with pytest.raises(PermissionRefused):
        a_ticket(room, party, at=rooms.after(6))
    assert RoomEvent.objects.filter(room=room, target=seat, kind=rooms.seat_in(room, party).state).exists()


@pytest.mark.parametrize("who", [people.principal, people.lawyer, people.clerk_a, people.judge_b])
@pytest.mark.parametrize("act", [seats.admit, seats.refuse, seats.remove])
def test_nobody_but_the_judge_at_the_table_decides_who_comes_in(who, act) -> None:
    room = rooms.a_full_table()
    seat = rooms.seat_in(room, people.principal())
    with pytest.raises(PermissionRefused):
        act(actor=people.actor(who()), at=rooms.AT, room_id=room.pk, seat_id=seat.pk)


def test_a_judge_who_has_not_sat_down_admits_nobody() -> None:
    room = rooms.a_room()
    seat = rooms.come(room, people.principal())
    with pytest.raises(PermissionRefused):
        seats.admit(actor=people.actor(people.judge_a()), at=rooms.AT, room_id=room.pk, seat_id=seat.pk)


def test_the_judge_cannot_remove_the_judge_nor_a_seat_of_another_room() -> None:
    room, other = rooms.a_full_table(), rooms.a_room()
    judge = people.actor(people.judge_a())
    own = rooms.seat_in(room, people.judge_a())
    with pytest.raises(ValidationError):
        seats.remove(actor=judge, at=rooms.AT, room_id=room.pk, seat_id=own.pk)
    foreign = rooms.seat_in(other, people.principal())
    with pytest.raises(PermissionRefused):
        seats.remove(actor=judge, at=rooms.AT, room_id=room.pk, seat_id=foreign.pk)


def test_a_closed_room_takes_nobody() -> None:
    room = rooms.a_room()
    token = a_ticket(room, people.principal())
    close_room(actor=people.actor(people.judge_a()), at=rooms.after(1), room=room)
    with pytest.raises(ValidationError):
        sit(room, people.principal(), token)
    with pytest.raises(ValidationError):
        a_ticket(room, people.principal())


def test_the_log_names_acts_and_seats_and_no_person() -> None:
    room, party = rooms.a_full_table(), people.principal()
    seats.leave(actor=people.actor(party), at=rooms.after(5), room_id=room.pk)
    events = Event.objects.filter(chain=room.chain).order_by("position")
    assert [event.act.removeprefix("rooms.") for event in events] == [
        "opened", "joined", "joined", "admitted", "joined", "admitted", "begun", "left",
    ]  # fmt: skip
    said = b"".join(bytes(event.body) for event in events).decode()
    for personal in ("陳嘉敏", "周平", "林晓", "203.0.113.7", "example.test"):
        assert personal not in said


def test_a_waiting_person_sees_the_own_seat_alone_and_no_way_to_join() -> None:
    room = rooms.a_room()
    rooms.come(room, people.judge_a())
    state = room_state(rooms.come(room, people.principal(), place="Macao"), rooms.AT)
    assert [seat["is_me"] for seat in state["seats"]] == [True]
    assert state["engine"] is None


def test_the_bench_sees_where_a_person_says_to_be_and_the_others_do_not() -> None:
    room = rooms.a_full_table()
    rooms.come(room, people.principal(), place=" Macao ", at=rooms.after(3))
    for who, sees in ((people.judge_a, True), (people.lawyer, False)):
        state = room_state(rooms.seat_in(room, who()), rooms.after(4))
        party = next(seat for seat in state["seats"] if seat["role"] == "party")
        assert party.get("place") == ("Macao" if sees else None)
        assert [seat["role"] for seat in state["seats"]] == ["judge", "party", "agent"]
