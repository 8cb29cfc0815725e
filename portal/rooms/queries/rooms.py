"""A room as one seat may see it: the state, and the events after a number."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from i18n import languages
from portal.audit.actors import Actor
from portal.identity.permissions import PermissionRefused
from portal.rooms.engines import engine_of
from portal.rooms.models import Room, RoomEvent, Seat
from portal.rooms.queries.presence import HEARTBEAT_SECONDS, Presence, presence_of
from portal.rooms.queries.recordings import recording_state

COURT_SEATS = frozenset({Seat.Role.JUDGE, Seat.Role.CLERK})
MOST_AT_ONCE = 200
TABLE_ORDER = [str(role) for role in (
    Seat.Role.JUDGE, Seat.Role.CLERK, Seat.Role.MEDIATOR, Seat.Role.PARTY, Seat.Role.REPRESENTATIVE, Seat.Role.AGENT,
    Seat.Role.INTERPRETER, Seat.Role.EXPERT,
)]  # fmt: skip


def seat_of(actor: Actor, room_id: UUID) -> Seat:
    """The actor's own seat in the room.

    :raises PermissionRefused: there is none: the room does not exist for this person.
    """
    try:
        account = UUID(actor.key.removeprefix("user:"))
    except ValueError:  # a process has no seat
        raise PermissionRefused("rooms.seat") from None
    own = Seat.objects.select_related("room", "room__court").filter(room_id=room_id)
    seat = own.filter(holder_id=account).first()
    if seat is None:
        raise PermissionRefused("rooms.seat")
    return seat


def open_room_of(kind: str, subject_key: str) -> Room | None:
    """The record's room that is not closed."""
    rooms = Room.objects.filter(kind=kind, subject_key=subject_key).exclude(state=Room.State.CLOSED)
    return rooms.select_related("court").first()


def events_for(seat: Seat, after: int) -> QuerySet[RoomEvent]:
    """What this seat may hear, after a number, in order.

    Everybody hears what is meant for the own seat. What is meant for all is heard by the admitted alone, from their
    admission on.
    """
    heard = Q(target=seat)
    if seat.state == Seat.State.ADMITTED and seat.admitted_at is not None:
        heard |= Q(target=None, at__gte=seat.admitted_at)
    last = seat.room.last_sequence  # read together with the seat: what the seat may hear is known up to here
    rows = RoomEvent.objects.filter(heard, room_id=seat.room_id, sequence__gt=after, sequence__lte=last)
    return rows.order_by("sequence")[:MOST_AT_ONCE]


def event_as_json(event: RoomEvent) -> dict[str, Any]:
    """An event as the page gets it; ``from`` is the seat that the portal knows, whatever the sender wrote."""
    return {
        "sequence": event.sequence,
        "kind": event.kind,
        "from": str(event.sender_id) if event.sender_id else None,
        "to": str(event.target_id) if event.target_id else None,
        "at": event.at.isoformat(),
        "payload": event.payload,
    }


def room_state(seat: Seat, at: datetime) -> dict[str, Any]:
    """The whole room for one seat. Whoever is not admitted sees the own seat alone, and no way to join."""
    room = seat.room
    admitted = seat.state == Seat.State.ADMITTED
    entries = presence_of(Seat.objects.filter(room=room), at)
    entries.sort(key=lambda entry: (TABLE_ORDER.index(entry.seat.role), str(entry.seat.pk)))
    shown = entries if admitted else [entry for entry in entries if entry.seat.pk == seat.pk]
    engine = engine_of(room.engine).ticket(room.pk, seat.pk, at).as_json() if admitted else None
    return {
        "room": str(room.pk),
        "kind": room.kind,
        "reference": room.reference,
        "state": room.state,
        "state_label": room.get_state_display(),
        "live_since": room.live_since_at.isoformat() if room.live_since_at else None,
        "sequence": room.last_sequence,
        "at": at.isoformat(),
        "heartbeat_seconds": HEARTBEAT_SECONDS,
        "me": str(seat.pk),
        "my_role": seat.role,
        "my_state": seat.state,
        "engine": engine,
        "recording": _recording_as_json(room, at) if admitted else None,
        "seats": [_seat_as_json(entry, seat) for entry in shown],
    }


def _recording_as_json(room: Room, at: datetime) -> dict[str, Any]:
    """The line of the recording, which every admitted person sees."""
    state = recording_state(room, at)
    return {
        "line": state.line,
        "sentence": str(state.sentence),
        "number": state.number,
        "is_running": state.is_running,
        "chunks": state.chunks,
        "head": state.head,
        "frames_per_second": round(state.frames_per_second, 1),
        "has_sound": state.has_sound,
        "is_sound_enough": state.is_sound_enough,
    }


def _seat_as_json(entry: Presence, own: Seat) -> dict[str, Any]:
    seat = entry.seat
    known = {
        "id": str(seat.pk),
        "role": seat.role,
        "role_label": seat.get_role_display(),
        "name": seat.name,
        "name_lang": languages.html_lang(seat.name_lang) if seat.name_lang in languages.CODES else "",
        "language": seat.language,
        "state": seat.state,
        "state_label": seat.get_state_display(),
        "is_me": seat.pk == own.pk,
        "is_required": seat.is_required,
        "is_present": entry.is_present,
        "is_linked": entry.is_linked,
    }
    if own.role in COURT_SEATS or seat.pk == own.pk:
        known["place"] = seat.place or ""
    return known
