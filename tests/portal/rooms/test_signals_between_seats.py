"""Signals go from seat to seat, in order, from whom the portal knows, and in measure."""

from __future__ import annotations

import uuid

import pytest
from django.core.exceptions import ValidationError

from portal.identity.permissions import PermissionRefused
from portal.rooms.actions import seats
from portal.rooms.actions.signals import MOST_IN_A_SECOND, SeatTaken, TooManySignals, heartbeat, send
from portal.rooms.models import Room, RoomEvent, Seat
from portal.rooms.queries.presence import absent, present
from portal.rooms.queries.rooms import event_as_json, events_for
from tests.factories import people, rooms
from tests.support.trial_room import trial_kind

pytestmark = [pytest.mark.django_db, pytest.mark.services]


def signal(to: Seat, kind: str = "offer", **payload: object) -> dict[str, object]:
    return {"kind": kind, "to": str(to.pk), "payload": payload}


def post(room: Room, user, *signals: object, at=rooms.AT, tab: str = "") -> int:
    own = rooms.seat_in(room, user)
    actor = people.actor(user)
    return send(actor=actor, at=at, room_id=room.pk, tab=tab or own.tab, signals=signals)


def heard(room: Room, user, after: int = 0) -> list[RoomEvent]:
    return list(events_for(rooms.seat_in(room, user), after))


def test_a_signal_reaches_its_addressee_alone_and_names_the_true_sender() -> None:
    room = rooms.a_full_table()
    judge, party = rooms.seat_in(room, people.judge_a()), rooms.seat_in(room, people.principal())
    forged = {**signal(judge, sdp="v=0"), "from": str(judge.pk), "sender": str(judge.pk)}
    number = post(room, people.principal(), forged)
    said = event_as_json(next(event for event in heard(room, people.judge_a()) if event.sequence == number))
    assert (said["from"], said["to"], said["kind"]) == (str(party.pk), str(judge.pk), "signal.offer")
    assert number not in [event.sequence for event in heard(room, people.lawyer())]


def test_a_browser_cannot_speak_for_the_portal() -> None:
    room = rooms.a_full_table()
    judge = rooms.seat_in(room, people.judge_a())
    post(room, people.principal(), signal(judge, "admitted"))
    assert not RoomEvent.objects.filter(room=room, kind="admitted", target=judge).exists()
    with pytest.raises(ValidationError):
        post(room, people.principal(), signal(judge, "script.answer"))


@pytest.mark.parametrize("wrong", ["", None, [], {}, {"kind": "offer"}, {"kind": "offer", "to": "x"},
                                   {"kind": "OFFER!", "to": str(uuid.uuid4())},
                                   {"kind": "offer", "to": str(uuid.uuid4()), "payload": "text"}])  # fmt: skip
def test_a_signal_without_form_is_refused(wrong: object) -> None:
    room = rooms.a_full_table()
    with pytest.raises(ValidationError):
        post(room, people.principal(), wrong)


def test_nobody_outside_the_room_is_reached() -> None:
    room, other = rooms.a_full_table(), rooms.a_full_table()
    foreign = rooms.seat_in(other, people.judge_a())
    with pytest.raises(PermissionRefused):
        post(room, people.principal(), signal(foreign))


def test_a_signal_to_somebody_who_left_is_dropped_and_the_others_go_on() -> None:
    room = rooms.a_full_table()
    judge, agent = rooms.seat_in(room, people.judge_a()), rooms.seat_in(room, people.lawyer())
    seats.leave(actor=people.actor(people.lawyer()), at=rooms.after(1), room_id=room.pk)
    post(room, people.principal(), signal(agent), signal(judge), at=rooms.after(2))
    signals = RoomEvent.objects.filter(room=room, kind="signal.offer")
    assert [event.target for event in signals] == [judge]


def test_whoever_is_not_admitted_sends_nothing_and_receives_nothing() -> None:
    room = rooms.a_room()
    rooms.come(room, people.judge_a())
    rooms.come(room, people.principal())
    rooms.come(room, people.lawyer())
    rooms.admit(room, people.lawyer(), at=rooms.after(1))
    judge = rooms.seat_in(room, people.judge_a())
    assert heard(room, people.principal()) == []
    with pytest.raises(PermissionRefused):
        post(room, people.principal(), signal(judge))
    post(room, people.lawyer(), signal(judge), at=rooms.after(2))
    assert heard(room, people.principal()) == []


def test_what_was_said_before_the_admission_stays_unheard_afterwards() -> None:
    room = rooms.a_room()
    rooms.come(room, people.judge_a())
    rooms.come(room, people.principal())
    rooms.admit(room, people.principal(), at=rooms.after(60))
    kinds = [event.kind for event in heard(room, people.principal())]
    assert kinds == ["admitted", "joined"]


def test_a_window_that_lost_the_seat_sends_nothing() -> None:
    room = rooms.a_full_table()
    judge = rooms.seat_in(room, people.judge_a())
    with pytest.raises(SeatTaken):
        post(room, people.principal(), signal(judge), tab="window-of-before")


def test_a_flood_is_refused_and_the_next_second_is_open_again() -> None:
    room = rooms.a_full_table()
    judge = rooms.seat_in(room, people.judge_a())
    passed = refused = 0
    for _attempt in range(200):
        try:
            post(room, people.principal(), signal(judge, "candidate"), at=rooms.after(10))
            passed += 1
        except TooManySignals:
            refused += 1
    assert (passed, refused) == (MOST_IN_A_SECOND, 200 - MOST_IN_A_SECOND)
    post(room, people.lawyer(), signal(judge), at=rooms.after(10))  # somebody else's measure is untouched
    post(room, people.principal(), signal(judge), at=rooms.after(11.1))
    with pytest.raises(TooManySignals):
        post(room, people.principal(), *[signal(judge)] * 21, at=rooms.after(20))


def test_events_have_numbers_without_holes() -> None:
    room = rooms.a_full_table()
    judge = rooms.seat_in(room, people.judge_a())
    for number in range(10):
        post(room, people.principal(), signal(judge), signal(judge), at=rooms.after(number))
    room.refresh_from_db()
    numbers = list(room.events.order_by("sequence").values_list("sequence", flat=True))
    assert numbers == list(range(1, room.last_sequence + 1))


def beat(room: Room, user, at, links: dict[str, str] | None = None) -> None:
    seat = rooms.seat_in(room, user)
    heartbeat(at=at, seat=seat, tab=seat.tab, links=links or {})


def test_somebody_silent_for_ten_seconds_is_absent_and_noted_once_and_returns() -> None:
    room = rooms.a_full_table()
    told = trial_kind()
    for seconds in range(0, 24, 3):
        beat(room, people.judge_a(), rooms.after(seconds))
        beat(room, people.lawyer(), rooms.after(seconds))
    assert [seat.role for seat in absent(room, rooms.after(21))] == ["party"]
    assert [(what, facts["how"]) for what, facts in told] == [("left", "dropped")]
    beat(room, people.principal(), rooms.after(24))
    assert absent(room, rooms.after(24)) == []
    assert told[-1] == ("joined", {"seat": str(rooms.seat_in(room, people.principal()).pk), "role": "party",
                                   "how": "returned"})  # fmt: skip
    kinds = list(room.events.filter(kind__in=["dropped", "returned"]).values_list("kind", flat=True))
    assert kinds == ["dropped", "returned"]


def test_when_the_portal_itself_was_away_nobody_is_said_to_have_dropped_out() -> None:
    room = rooms.a_full_table()
    told = trial_kind()
    everybody = (people.judge_a, people.principal, people.lawyer)
    for seconds in (0, 3, 40, 43):  # killed after the fourth second, back after the fortieth
        for who in everybody:
            beat(room, who(), rooms.after(seconds))
    assert told == []
    assert not room.events.filter(kind="dropped").exists()


def test_a_seat_is_linked_when_its_browser_reaches_everybody_present() -> None:
    room = rooms.a_full_table()
    keys = {
        who: str(rooms.seat_in(room, who()).pk) for who in (people.judge_a, people.principal, people.lawyer)
    }
    for who in keys:
        others = {key: "connected" for other, key in keys.items() if other != who}
        beat(room, who(), rooms.after(1), others if who != people.lawyer else {})
    linked = {entry.seat.role: entry.is_linked for entry in present(room, rooms.after(2))}
    assert linked == {"judge": True, "party": True, "agent": False}


def test_what_a_browser_says_of_its_links_is_held_to_known_words() -> None:
    room = rooms.a_full_table()
    judge = str(rooms.seat_in(room, people.judge_a()).pk)
    beat(room, people.principal(), rooms.after(1), {judge: "connected", "x" * 500: "connected"})
    assert rooms.seat_in(room, people.principal()).links == {judge: "connected"}
    beat(room, people.principal(), rooms.after(2), {judge: "<script>"})
    assert rooms.seat_in(room, people.principal()).links == {}


def test_a_seat_that_is_not_required_is_missed_by_nobody() -> None:
    guest = rooms.SeatOffer(people.clerk_a(), "clerk", "吴敏", "zh-hans", is_required=False)
    room = rooms.a_full_table(guest)
    for who in (people.judge_a, people.principal, people.lawyer):
        beat(room, who(), rooms.after(30))
    assert absent(room, rooms.after(30)) == []
