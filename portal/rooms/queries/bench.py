"""Who sits on the bench of a room."""

from __future__ import annotations

import uuid

from portal.audit.actors import Actor
from portal.rooms.models import Room, Seat

BENCH = (Seat.Role.JUDGE, Seat.Role.CLERK)


def bench_seat(actor: Actor, room: Room) -> Seat | None:
    """The judge's or clerk's seat that this account holds in the room; None for everybody else."""
    try:
        account = uuid.UUID(actor.key.removeprefix("user:"))
    except ValueError:
        return None
    return Seat.objects.select_related("room").filter(room=room, holder_id=account, role__in=BENCH).first()
