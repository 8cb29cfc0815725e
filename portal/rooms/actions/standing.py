"""A seat is kept for somebody who takes part. It is taken back when that ends, whoever ends it and wherever.

The module that ends it may say so at once (`withdraw_seat`). In any case its kind of room is asked at each step through a
door, also at the signs of life of the others: nobody stays in a room on the strength of having come in.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from portal.audit.actors import Actor, system_actor
from portal.rooms.actions.seats import SHUT_OUT, empty_seat
from portal.rooms.actions.steps import locked, record, tell_of
from portal.rooms.engines import engine_of
from portal.rooms.models import Room, Seat
from portal.rooms.registry import WHY, kinds

ACT = "rooms.seat_withdrawn"
WATCH = system_actor("rooms")


def withdraw_those_gone(*, room: Room, at: datetime) -> bool:
    """Take back the seats of those who take part no longer, as the module says now; whether there were any."""
    kind = kinds.get(room.kind)
    if kind is None or kind.gone is None or room.state == Room.State.CLOSED:
        return False
    seats = list(Seat.objects.filter(room=room).exclude(state__in=SHUT_OUT))
    gone = kind.gone(room, seats, at)
    for seat in seats:
        if seat.pk in gone:
            withdraw_seat(actor=WATCH, at=at, room_id=room.pk, account=seat.holder_id, why=gone[seat.pk])
    return bool(gone)


@transaction.atomic
def withdraw_seat(*, actor: Actor, at: datetime, room_id: UUID, account: UUID, why: str) -> None:
    """The module takes back the seat of somebody who takes part no longer; whether that may be was decided there.

    ``why`` is a word of `portal.rooms.registry.WHY`.
    """
    if why not in WHY:
        raise LookupError(why)
    room = locked(room_id, ACT)
    seat = Seat.objects.filter(room=room, holder_id=account).exclude(state__in=SHUT_OUT).first()
    if seat is None or room.state == Room.State.CLOSED:
        return
    seat.room = room
    engine_of(room.engine).remove(room.pk, seat.pk)
    empty_seat(seat, Seat.State.REMOVED, at, why=why)
    record(ACT, actor=actor, at=at, room=room, seat=seat, facts={"why": why})
    tell_of(seat, "left", str(Seat.State.REMOVED), at)
