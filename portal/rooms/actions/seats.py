"""The way to a seat: a ticket, the lobby, admission by the judge; and out again."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.identity.permissions import PermissionRefused, require
from portal.rooms.actions.steps import append, locked, record, require_open, tell_of
from portal.rooms.engines import engine_of
from portal.rooms.models import Room, Seat, Ticket
from portal.rooms.queries.rooms import seat_of

TICKET_LIFETIME = timedelta(minutes=5)
LONGEST_TAB = 64
LONGEST_PLACE = 200
SEATED = (Seat.State.WAITING, Seat.State.ADMITTED)
SHUT_OUT = (Seat.State.REFUSED, Seat.State.REMOVED)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def issue_ticket(*, actor: Actor, at: datetime, room_id: UUID, session_key: str) -> str:
    """A ticket to the actor's own seat: good once, for five minutes, in this sign-in only.

    :returns: the token; the portal keeps only its digest.
    :raises PermissionRefused: no seat in this room, or it was taken away.
    :raises ValidationError: the room is closed.
    """
    require(actor, "rooms.joined")
    seat = seat_of(actor, room_id)
    require_open(seat.room)
    if seat.state in SHUT_OUT or not session_key:
        raise PermissionRefused("rooms.joined")
    token = secrets.token_urlsafe(32)
    Ticket.objects.create(
        seat=seat, digest=_digest(token), session_digest=_digest(session_key), issued_at=at,
        expires_at=at + TICKET_LIFETIME,
    )  # fmt: skip
    return token


def _redeem(seat: Seat, token: str, session_key: str, at: datetime) -> bool:
    """Use the ticket up; whether the seat's last one came from the same sign-in (true for the first).

    :raises PermissionRefused: unknown, used, expired, of another seat or another sign-in.
    """
    tickets = Ticket.objects.filter(seat=seat)
    good = tickets.filter(digest=_digest(token), session_digest=_digest(session_key), used_at=None)
    before = tickets.exclude(used_at=None).order_by("-used_at").first()
    if not good.filter(expires_at__gt=at).update(used_at=at):
        raise PermissionRefused("rooms.joined")
    return before is None or before.session_digest == _digest(session_key)


@transaction.atomic
def take_seat(
    *,
    actor: Actor,
    at: datetime,
    room_id: UUID,
    token: str,
    session_key: str,
    tab: str,
    place: str = "",
    address: str = "",
) -> Seat:
    """Sit down: in the lobby, or at the table for the judge and for whoever was admitted in this sign-in.

    A second window takes the seat over and the first is told. The same account on another device waits again.
    ``place`` is where the person says to be, ``address`` the network address.

    :raises PermissionRefused: no seat, or a ticket that is not good.
    :raises ValidationError: the room is closed, or the window has no usable name.
    """
    require(actor, "rooms.joined")
    seat_of(actor, room_id)
    room = locked(room_id, "rooms.joined")
    seat = seat_of(actor, room_id)
    seat.room = room
    require_open(room)
    if not 8 <= len(tab) <= LONGEST_TAB:
        raise ValidationError(_("The window could not be recognised; reload the page."), code="tab")
    if seat.state in SHUT_OUT:
        raise PermissionRefused("rooms.joined")
    same_device = _redeem(seat, token, session_key, at)
    before = (seat.state, seat.tab)
    seat.state = _state_on_arrival(seat, same_device)
    if seat.state == Seat.State.ADMITTED and before[0] != Seat.State.ADMITTED:
        seat.admitted_at, seat.admitted_by = at, actor.key
    seat.place = place.strip()[:LONGEST_PLACE] or seat.place
    seat.address, seat.tab, seat.arrived_at, seat.seen_at = address[:64], tab, seat.arrived_at or at, at
    seat.links, seat.left_at, seat.dropped_at = {}, None, None
    seat.save()
    _announce_arrival(actor, at, seat, before)
    return seat


def _state_on_arrival(seat: Seat, same_device: bool) -> str:
    if seat.role == Seat.Role.JUDGE or (seat.state == Seat.State.ADMITTED and same_device):
        return Seat.State.ADMITTED
    return Seat.State.WAITING


def _announce_arrival(actor: Actor, at: datetime, seat: Seat, before: tuple[str, str]) -> None:
    """Tell the window that lost the seat, the others, the log and the module."""
    state_before, tab_before = before
    facts = {"seat": str(seat.pk), "role": str(seat.role)}
    if state_before in SEATED and tab_before and tab_before != seat.tab:
        append(seat.room, at, "taken", {"tab": seat.tab}, target=seat)
    if state_before == Seat.State.ADMITTED and seat.state == Seat.State.WAITING:
        append(seat.room, at, "left", {**facts, "how": "moved"})
        tell_of(seat, "left", "moved", at)
    append(seat.room, at, "joined" if seat.state == Seat.State.ADMITTED else "waiting", facts)
    record("rooms.joined", actor=actor, at=at, room=seat.room, seat=seat, facts={"state": str(seat.state)})
    tell_of(seat, "joined", "came", at)


def _as_judge(actor: Actor, act: str, room_id: UUID, seat_id: UUID) -> tuple[Room, Seat]:
    """The locked room and one of its seats, for the judge who sits in it.

    :raises PermissionRefused: the actor is not the judge at this table, or the seat is not in this room.
    """
    require(actor, act)
    seat_of(actor, room_id)
    room = locked(room_id, act)
    own = seat_of(actor, room_id)
    seat = Seat.objects.filter(room=room, pk=seat_id).first()
    if own.role != Seat.Role.JUDGE or own.state != Seat.State.ADMITTED or seat is None:
        raise PermissionRefused(act)
    require_open(room)
    seat.room = room
    return room, seat


@transaction.atomic
def admit(*, actor: Actor, at: datetime, room_id: UUID, seat_id: UUID) -> Seat:
    """The judge lets a waiting person in.

    :raises PermissionRefused: not the judge at this table, or no such seat.
    :raises ValidationError: nobody waits at the seat.
    """
    room, seat = _as_judge(actor, "rooms.admitted", room_id, seat_id)
    if seat.state == Seat.State.ADMITTED:
        return seat
    if seat.state != Seat.State.WAITING:
        raise ValidationError(_("Nobody waits at this seat."), code="state")
    seat.state, seat.admitted_at, seat.admitted_by = Seat.State.ADMITTED, at, actor.key
    seat.save(update_fields=["state", "admitted_at", "admitted_by"])
    facts = {"seat": str(seat.pk), "role": str(seat.role)}
    append(room, at, "admitted", facts, target=seat)
    append(room, at, "joined", facts)
    record("rooms.admitted", actor=actor, at=at, room=room, seat=seat)
    tell_of(seat, "joined", "admitted", at)
    return seat


@transaction.atomic
def refuse(*, actor: Actor, at: datetime, room_id: UUID, seat_id: UUID) -> Seat:
    """The judge does not let a waiting person in; the seat is shut until the room closes.

    :raises PermissionRefused: not the judge at this table, or no such seat.
    :raises ValidationError: nobody waits at the seat.
    """
    _room, seat = _as_judge(actor, "rooms.refused", room_id, seat_id)
    if seat.state != Seat.State.WAITING:
        raise ValidationError(_("Nobody waits at this seat."), code="state")
    return _put_out(actor, at, seat, Seat.State.REFUSED)


@transaction.atomic
def remove(*, actor: Actor, at: datetime, room_id: UUID, seat_id: UUID) -> Seat:
    """The judge sends a person out of the room.

    :raises PermissionRefused: not the judge at this table, or no such seat.
    :raises ValidationError: nobody sits there, or it is the judge's own seat.
    """
    room, seat = _as_judge(actor, "rooms.removed", room_id, seat_id)
    if seat.role == Seat.Role.JUDGE:
        raise ValidationError(_("The judge's own seat cannot be taken away."), code="judge")
    if seat.state != Seat.State.ADMITTED:
        raise ValidationError(_("Nobody sits at this seat."), code="state")
    engine_of(room.engine).remove(room.pk, seat.pk)
    return _put_out(actor, at, seat, Seat.State.REMOVED)


def _put_out(actor: Actor, at: datetime, seat: Seat, state: Seat.State) -> Seat:
    """The judge puts a person out, and the log says so."""
    empty_seat(seat, state, at)
    record(f"rooms.{state}", actor=actor, at=at, room=seat.room, seat=seat)
    tell_of(seat, "left", str(state), at)
    return seat


def empty_seat(seat: Seat, state: Seat.State, at: datetime, **facts: str) -> None:
    """The person is told at once; the others hear that the seat is empty."""
    seat.state, seat.left_at, seat.links = state, at, {}
    seat.save(update_fields=["state", "left_at", "links"])
    said = {"seat": str(seat.pk), "role": str(seat.role), "how": str(state), **facts}
    append(seat.room, at, str(state), said, target=seat)
    append(seat.room, at, "left", said)


@transaction.atomic
def leave(*, actor: Actor, at: datetime, room_id: UUID) -> Seat:
    """Stand up. Whoever comes back waits in the lobby again.

    :raises PermissionRefused: no seat in this room.
    """
    require(actor, "rooms.left")
    seat_of(actor, room_id)
    room = locked(room_id, "rooms.left")
    seat = seat_of(actor, room_id)
    seat.room = room
    if seat.state not in SEATED:
        return seat
    seat.state, seat.left_at, seat.links, seat.dropped_at = Seat.State.LEFT, at, {}, None
    seat.save(update_fields=["state", "left_at", "links", "dropped_at"])
    append(room, at, "left", {"seat": str(seat.pk), "role": str(seat.role), "how": "left"})
    record("rooms.left", actor=actor, at=at, room=room, seat=seat)
    tell_of(seat, "left", "left", at)
    return seat
