"""Who is there: heard of within ten seconds, and linked to everybody else who is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from portal.rooms.models import Room, Seat

ABSENT_AFTER = timedelta(seconds=10)
HEARTBEAT_SECONDS = 3
LINKED = "connected"


@dataclass(frozen=True)
class Presence:
    """One seat at one moment. ``is_linked``: its browser says that it is connected to every other present one."""

    seat: Seat
    is_present: bool
    is_linked: bool
    seen_at: datetime | None


def is_present(seat: Seat, at: datetime) -> bool:
    """Waiting or admitted, with the last sign of life at most ten seconds before ``at``."""
    seated = seat.state in (Seat.State.WAITING, Seat.State.ADMITTED)
    return seated and seat.seen_at is not None and at - seat.seen_at <= ABSENT_AFTER


def present(room: Room, at: datetime) -> list[Presence]:
    """Every seat of the room with its presence. One query."""
    return presence_of(Seat.objects.filter(room=room).select_related("holder"), at)


def presence_of(seats: Iterable[Seat], at: datetime) -> list[Presence]:
    """The presence of these seats, which are those of one room."""
    seats = list(seats)
    here = {str(seat.pk) for seat in seats if seat.state == Seat.State.ADMITTED and is_present(seat, at)}
    return [
        Presence(
            seat=seat,
            is_present=is_present(seat, at),
            is_linked=str(seat.pk) in here
            and all(seat.links.get(other) == LINKED for other in here - {str(seat.pk)}),
            seen_at=seat.seen_at,
        )
        for seat in seats
    ]


def absent(room: Room, at: datetime) -> list[Seat]:
    """Seats that must be there and are not: not admitted, or not heard of within ten seconds."""
    return [
        entry.seat
        for entry in present(room, at)
        if entry.seat.is_required and not (entry.is_present and entry.seat.state == Seat.State.ADMITTED)
    ]


def overdue(room: Room, at: datetime, *, besides: Seat) -> list[Seat]:
    """Admitted seats, other than ``besides``, that fell silent and were not noted yet."""
    silent = Seat.objects.filter(
        room=room, state=Seat.State.ADMITTED, dropped_at=None, seen_at__lt=at - ABSENT_AFTER
    )
    return list(silent.exclude(pk=besides.pk).select_related("room"))


def not_kept(
    seats: Iterable[Seat], kept: Mapping[Seat.Role, tuple[str, Collection[UUID | None]]]
) -> dict[UUID, str]:
    """The seats of holders who are not among the accounts kept for their role, with the word for why.

    ``kept`` by role: the word (of `portal.rooms.registry.WHY`) and the accounts. A role that it does not name is kept.
    """
    found = ((seat, *kept[Seat.Role(seat.role)]) for seat in seats if seat.role in kept)
    return {seat.pk: why for seat, why, accounts in found if seat.holder_id not in accounts}
