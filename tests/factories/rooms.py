"""A room of the cast: Lin Xiao judges, Chan Ka Man is the party, Zhou Ping her agent, in the lobby of court A."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from portal.identity.models import User
from portal.rooms.actions import seats as seating
from portal.rooms.actions.rooms import SeatOffer, begin, open_room
from portal.rooms.models import Room, Seat
from tests.factories import people
from tests.support.trial_room import KIND, trial_kind

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


def after(seconds: float) -> datetime:
    """So many seconds after the room was opened."""
    return AT + timedelta(seconds=seconds)


def judge_seat() -> SeatOffer:
    return SeatOffer(people.judge_a(), "judge", "林晓", "zh-hans", "zh-hans")


def party_seat() -> SeatOffer:
    return SeatOffer(people.principal(), "party", "陳嘉敏", "zh-hant", "zh-hant")


def agent_seat() -> SeatOffer:
    return SeatOffer(people.lawyer(), "agent", "周平", "zh-hans", "zh-hans")


def a_room(*more: SeatOffer, seats: Sequence[SeatOffer] | None = None, **entries: Any) -> Room:
    """A room with the three seats and ``more``, or exactly ``seats``; nobody sits yet."""
    trial_kind()
    judge = people.judge_a()
    offers = [judge_seat(), party_seat(), agent_seat(), *more] if seats is None else list(seats)
    return open_room(
        actor=people.actor(judge), at=entries.pop("at", AT), kind=KIND,
        subject_key=entries.pop("subject_key", str(uuid.uuid4())), reference="PA-2026-000001-T",
        court=people.court(), seats=offers, **entries,
    )  # fmt: skip


def seat_in(room: Room, user: User) -> Seat:
    return Seat.objects.select_related("room").get(room=room, holder=user)


def come(
    room: Room, user: User, *, at: datetime = AT, session: str = "", tab: str = "", place: str = ""
) -> Seat:
    """Ticket and seat in one, from a sign-in and a window of the person's own."""
    actor, key = people.actor(user), session or f"session-{user.pk}"
    token = seating.issue_ticket(actor=actor, at=at, room_id=room.pk, session_key=key)
    return seating.take_seat(
        actor=actor, at=at, room_id=room.pk, token=token, session_key=key, tab=tab or f"window-{user.pk}"[:40],
        place=place, address="203.0.113.7",
    )  # fmt: skip


def admit(room: Room, user: User, *, at: datetime = AT) -> Seat:
    """The judge of the room lets the person in."""
    judge = people.actor(people.judge_a())
    return seating.admit(actor=judge, at=at, room_id=room.pk, seat_id=seat_in(room, user).pk)


def a_full_table(*more: SeatOffer, at: datetime = AT) -> Room:
    """Judge, party and agent (and ``more``) admitted, the session begun."""
    room = a_room(*more, at=at)
    come(room, people.judge_a(), at=at)
    for offer in (party_seat(), agent_seat(), *more):
        come(room, offer.user, at=at)
        admit(room, offer.user, at=at)
    begin(actor=people.actor(people.judge_a()), at=at, room=room)
    return room
