"""What browsers send: signals to each other, and signs of life."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor, system_actor
from portal.identity.permissions import PermissionRefused
from portal.rooms.actions.steps import append, locked, record, require_open, tell_of
from portal.rooms.models import Room, RoomEvent, Seat
from portal.rooms.queries.presence import ABSENT_AFTER, overdue
from portal.rooms.queries.rooms import seat_of

MOST_BYTES = 64 * 1024
MOST_IN_A_SECOND = 50
MOST_AT_ONCE = 20
KIND = re.compile(r"[a-z_]{1,24}\Z")
LINK_STATES = frozenset({"new", "connecting", "connected", "disconnected", "failed", "closed"})
WATCH = system_actor("rooms")


class TooManySignals(ValidationError):
    """More than fifty signals in a second from one seat; the door answers 429."""


class SeatTaken(ValidationError):
    """Another window holds the seat; the door answers 409."""


def require_window(seat: Seat, tab: str) -> None:
    """
    :raises SeatTaken: the seat is held by another window.
    """
    if not tab or seat.tab != tab:
        raise SeatTaken(_("The room is open in another window of yours."), code="taken")


def _sent_lately(room: Room, seat: Seat, at: datetime) -> int:
    """Signals of this seat within the last second; only the newest events are looked at."""
    newest = RoomEvent.objects.filter(room=room, sequence__gt=room.last_sequence - 8 * MOST_IN_A_SECOND)
    return newest.filter(sender=seat, at__gt=at - timedelta(seconds=1)).count()


def _refuse_flood(room: Room, seat: Seat, at: datetime, count: int) -> None:
    if count > MOST_AT_ONCE or _sent_lately(room, seat, at) + count > MOST_IN_A_SECOND:
        raise TooManySignals(_("Too many signals at once; wait a moment."), code="flood")


def _checked(signal: Any) -> tuple[str, UUID, dict[str, Any]]:
    """Kind, addressee and content of one signal.

    :raises ValidationError: it has another form.
    """
    try:
        kind, to, payload = signal["kind"], UUID(str(signal["to"])), signal.get("payload", {})
    except (TypeError, KeyError, ValueError, AttributeError):
        raise ValidationError(_("A signal has a kind, an addressee and a content."), code="form") from None
    if not isinstance(kind, str) or not KIND.match(kind) or not isinstance(payload, dict):
        raise ValidationError(_("A signal has a kind, an addressee and a content."), code="form")
    return kind, to, payload


def send(*, actor: Actor, at: datetime, room_id: UUID, tab: str, signals: Sequence[Any]) -> int:
    """Pass signals on to other seats, in order, as events of the room; the sender is the actor's own seat.

    :returns: the number of the last event.
    :raises PermissionRefused: no seat, not admitted, or an addressee without a seat in this room.
    :raises SeatTaken: another window holds the seat.
    :raises TooManySignals: a flood.
    :raises ValidationError: a signal without form, or the room is closed.
    """
    seat = seat_of(actor, room_id)
    if seat.state != Seat.State.ADMITTED:
        raise PermissionRefused("rooms.signal")
    require_window(seat, tab)
    require_open(seat.room)
    checked = [_checked(signal) for signal in signals]
    _refuse_flood(seat.room, seat, at, len(checked))  # before the lock: a flood holds nobody up
    return _pass_on(at, seat, checked)


@transaction.atomic
def _pass_on(at: datetime, seat: Seat, signals: Sequence[tuple[str, UUID, dict[str, Any]]]) -> int:
    room = Room.objects.select_for_update(of=("self",)).get(pk=seat.room_id)
    require_open(room)
    _refuse_flood(room, seat, at, len(signals))
    seats = {other.pk: other for other in Seat.objects.filter(room=room)}
    if seats[seat.pk].state != Seat.State.ADMITTED or any(to not in seats for _kind, to, _content in signals):
        raise PermissionRefused("rooms.signal")
    for kind, to, payload in signals:
        if to != seat.pk and seats[to].state == Seat.State.ADMITTED:  # whoever left meanwhile hears nothing
            append(room, at, f"signal.{kind}", payload, sender=seat, target=seats[to])
    return room.last_sequence


def _links(seat: Seat, told: Mapping[str, Any]) -> dict[str, str]:
    """What the browser says of its links, held to the seats of the room and the known words."""
    others = {str(key) for key in Seat.objects.filter(room=seat.room_id).values_list("pk", flat=True)}
    return {
        key: value
        for key, value in told.items()
        if key in others and isinstance(value, str) and value in LINK_STATES
    }


def heartbeat(*, at: datetime, seat: Seat, tab: str, links: Mapping[str, Any]) -> None:
    """The seat is alive, and its links are in this state. Whoever fell silent is noted by those who did not.

    :raises PermissionRefused: the seat was taken away, or never taken.
    :raises SeatTaken: another window holds the seat.
    """
    if seat.state not in (Seat.State.WAITING, Seat.State.ADMITTED):
        raise PermissionRefused("rooms.seat")
    require_window(seat, tab)
    was_silent = seat.seen_at is None or at - seat.seen_at > ABSENT_AFTER
    kept = _links(seat, links)
    Seat.objects.filter(pk=seat.pk, tab=tab).update(seen_at=at, links=kept)
    seat.seen_at, seat.links = at, kept
    if seat.state != Seat.State.ADMITTED or seat.room.state == Room.State.CLOSED:
        return
    if seat.dropped_at is not None:
        _note_return(at, seat)
    if not was_silent:  # when everybody was silent, it was the portal that was away: the others get a moment
        for silent in overdue(seat.room, at, besides=seat):
            _note_drop_out(at, silent)


def _locked_seat(seat: Seat) -> Seat:
    room = locked(seat.room_id, "rooms.dropped_out")
    fresh = Seat.objects.get(pk=seat.pk)
    fresh.room = room
    return fresh


@transaction.atomic
def _note_drop_out(at: datetime, silent: Seat) -> None:
    seat = _locked_seat(silent)
    gone = seat.state == Seat.State.ADMITTED and seat.dropped_at is None
    if not gone or seat.seen_at is None or at - seat.seen_at <= ABSENT_AFTER:
        return
    seat.dropped_at = at
    seat.save(update_fields=["dropped_at"])
    append(seat.room, at, "dropped", {"seat": str(seat.pk), "role": str(seat.role)})
    seconds = int((at - seat.seen_at).total_seconds())
    record("rooms.dropped_out", actor=WATCH, at=at, room=seat.room, seat=seat, facts={"seconds": seconds})
    tell_of(seat, "left", "dropped", at)


@transaction.atomic
def _note_return(at: datetime, returned: Seat) -> None:
    seat = _locked_seat(returned)
    if seat.dropped_at is None:
        return
    seat.dropped_at = None
    seat.save(update_fields=["dropped_at"])
    append(seat.room, at, "returned", {"seat": str(seat.pk), "role": str(seat.role)})
    record("rooms.returned", actor=WATCH, at=at, room=seat.room, seat=seat)
    tell_of(seat, "joined", "returned", at)
