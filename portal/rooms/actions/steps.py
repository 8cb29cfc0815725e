"""Beats that acts in rooms share: lock, append an event, enter it in the log, tell the module."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit import log as audit
from portal.audit.actors import Actor
from portal.identity.permissions import PermissionRefused
from portal.rooms.models import Room, RoomEvent, Seat
from portal.rooms.registry import kinds
from portal.rooms.wakeup import announce


def locked(room_id: UUID, act: str) -> Room:
    """The room, locked after the module's record (see RoomKind.lock).

    :raises PermissionRefused: there is no such room.
    """
    room = Room.objects.filter(pk=room_id).first()
    if room is None:
        raise PermissionRefused(act)
    kind = kinds.get(room.kind)
    if kind is not None and kind.lock is not None:
        kind.lock(room)
    return Room.objects.select_for_update(of=("self",)).select_related("court").get(pk=room_id)


def require_open(room: Room) -> None:
    """
    :raises ValidationError: the room is closed.
    """
    if room.state == Room.State.CLOSED:
        raise ValidationError(_("The room is closed."), code="closed")


def append(
    room: Room,
    at: datetime,
    kind: str,
    payload: dict[str, Any],
    *,
    sender: Seat | None = None,
    target: Seat | None = None,
) -> RoomEvent:
    """The next event of a locked room; without a target it is for everybody who is admitted."""
    room.last_sequence += 1
    Room.objects.filter(pk=room.pk).update(last_sequence=room.last_sequence)
    event = RoomEvent.objects.create(
        room=room, sequence=room.last_sequence, kind=kind, sender=sender, target=target, payload=payload, at=at
    )  # fmt: skip
    number = room.last_sequence
    transaction.on_commit(lambda: announce(room.pk, number))
    return event


def record(
    act: str,
    *,
    actor: Actor,
    at: datetime,
    room: Room,
    seat: Seat | None = None,
    facts: dict[str, Any] | None = None,
) -> None:
    """The act enters the log, in the chain of the module's record. Facts hold no personal data."""
    thing: Any = seat if seat is not None else room
    role = {"role": str(seat.role)} if seat is not None else {}
    audit.record(
        act=act,
        actor=actor,
        at=at,
        subject=(thing._meta.label, str(thing.pk)),
        chain=room.chain,
        facts={"reference": room.reference, **role, **(facts or {})},
    )


def tell(room: Room, what: str, at: datetime, **facts: object) -> None:
    """Tell the module whose room it is, in the same transaction."""
    kind = kinds.get(room.kind)
    if kind is not None:
        kind.told(room=room, what=what, at=at, facts=facts)


def tell_of(seat: Seat, what: str, how: str, at: datetime) -> None:
    """Tell the module what became of a seat."""
    tell(seat.room, what, at, seat=str(seat.pk), role=str(seat.role), how=how)
