"""A room opens with its seats, goes live, is suspended and resumed, and closes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.identity.models import Court, User
from portal.identity.permissions import PermissionRefused, require
from portal.rooms.actions.steps import append, locked, record, tell
from portal.rooms.engines import engine_of
from portal.rooms.models import Room, RoomEvent, Seat
from portal.rooms.registry import kinds


@dataclass(frozen=True)
class SeatOffer:
    """A seat kept for one account: the name as it is shown, the language it is written in and the one spoken."""

    user: User
    role: str
    name: str
    name_lang: str = ""
    language: str = "zh-hant"
    is_required: bool = True


def _of_own_court(actor: Actor, act: str, court: Court) -> None:
    require(actor, act)
    if not actor.is_system and court.code not in actor.courts:
        raise PermissionRefused(act)


def _check_seats(seats: Sequence[SeatOffer], most: int) -> None:
    if len(seats) > most:
        sentence = _("A room has at most %(most)s seats; %(asked)s were asked for.")
        raise ValidationError(sentence % {"most": most, "asked": len(seats)}, code="seats")
    if len({offer.user.pk for offer in seats}) < len(seats):
        raise ValidationError(_("Each person has one seat in a room."), code="seats")
    if not any(offer.role == Seat.Role.JUDGE for offer in seats):
        raise ValidationError(_("A room needs a seat for the judge."), code="seats")


@transaction.atomic
def open_room(
    *,
    actor: Actor,
    at: datetime,
    kind: str,
    subject_key: str,
    reference: str,
    court: Court,
    seats: Sequence[SeatOffer],
    engine: str = "mesh",
) -> Room:
    """Open the lobby of a record's room, with a seat for each person.

    :raises PermissionRefused: the actor may not, or sits at another court.
    :raises ValidationError: too many seats, two for one person, none for a judge, or a room of this record is open.
    :raises LookupError: nobody registered the kind, or the engine.
    """
    _of_own_court(actor, "rooms.opened", court)
    if kind not in kinds:
        raise LookupError(f"no kind of room {kind!r} is registered")
    served_by = engine_of(engine)
    _check_seats(seats, served_by.most_seats)
    if Room.objects.filter(kind=kind, subject_key=subject_key).exclude(state=Room.State.CLOSED).exists():
        raise ValidationError(_("A room is open for this record already."), code="open")
    room = Room.objects.create(
        kind=kind, subject_key=subject_key, reference=reference, court=court, engine=engine, opened_at=at
    )
    for offer in seats:
        Seat.objects.create(
            room=room, holder=offer.user, role=offer.role, name=offer.name, name_lang=offer.name_lang,
            language=offer.language, is_required=offer.is_required,
        )  # fmt: skip
    served_by.open(room.pk)
    append(room, at, "state", {"state": room.state})
    record("rooms.opened", actor=actor, at=at, room=room, facts={"seats": len(seats)})
    return room


def _turn(actor: Actor, at: datetime, room: Room, act: str, before: Collection[str], after: str) -> Room:
    """Move the room from one of the states ``before`` to ``after``; all seats are told. The given row follows.

    :raises ValidationError: the room is in another state.
    """
    _of_own_court(actor, act, room.court)
    fresh = locked(room.pk, act)
    if fresh.state not in before:
        sentence = _("This step is not possible now. State of the room: %(state)s.")
        raise ValidationError(sentence % {"state": fresh.get_state_display()}, code="state")
    fresh.state = after
    if after == Room.State.LIVE and fresh.live_since_at is None:
        fresh.live_since_at = at
    if after == Room.State.CLOSED:
        fresh.closed_at = at
    fresh.save(update_fields=["state", "live_since_at", "closed_at"])
    append(fresh, at, "state", {"state": after})
    record(act, actor=actor, at=at, room=fresh)
    for name in ("state", "live_since_at", "closed_at", "last_sequence"):
        setattr(room, name, getattr(fresh, name))
    return fresh


@transaction.atomic
def begin(*, actor: Actor, at: datetime, room: Room) -> None:
    """From the lobby into session; a judge of the court.

    :raises PermissionRefused: another role or court.
    :raises ValidationError: the room is not in the lobby.
    """
    _turn(actor, at, room, "rooms.begun", {Room.State.LOBBY}, Room.State.LIVE)


@transaction.atomic
def suspend(*, actor: Actor, at: datetime, room: Room) -> None:
    """Suspend a session; the module is told.

    :raises PermissionRefused: another role or court.
    :raises ValidationError: the room is not in session.
    """
    fresh = _turn(actor, at, room, "rooms.suspended", {Room.State.LIVE}, Room.State.SUSPENDED)
    tell(fresh, "suspended", at)


@transaction.atomic
def resume(*, actor: Actor, at: datetime, room: Room) -> None:
    """Take a suspended session up again; a judge of the court.

    :raises PermissionRefused: another role or court.
    :raises ValidationError: the room is not suspended.
    """
    _turn(actor, at, room, "rooms.resumed", {Room.State.SUSPENDED}, Room.State.LIVE)


@transaction.atomic
def close_room(*, actor: Actor, at: datetime, room: Room) -> None:
    """Close the room for good. Whoever sits has left; what the browsers told each other about their network
    addresses is emptied, the events keep their numbers.

    :raises PermissionRefused: another role or court.
    :raises ValidationError: the room is closed already.
    """
    still_open = {Room.State.LOBBY, Room.State.LIVE, Room.State.SUSPENDED}
    fresh = _turn(actor, at, room, "rooms.closed", still_open, Room.State.CLOSED)
    seated = Seat.objects.filter(room=fresh, state__in=[Seat.State.WAITING, Seat.State.ADMITTED])
    for seat in seated:
        append(fresh, at, "closed", {}, target=seat)
    room.last_sequence = fresh.last_sequence
    seated.update(state=Seat.State.LEFT, left_at=at, links={})
    RoomEvent.objects.filter(room=fresh, kind__startswith="signal.").update(payload={})
    engine_of(fresh.engine).close(fresh.pk)


def say(*, room: Room, at: datetime, kind: str, payload: dict[str, Any], target: Seat | None = None) -> None:
    """Tell the pages of a room, or of one seat, that something changed; they look again at the tables.

    Inside a transaction it is said after its commit, in one of its own, so that nobody holds the end of the log and
    waits for the room. A kind has no dot in its name: those with ``signal.`` come from the browsers.
    """
    if "." in kind:
        raise ValueError(f"{kind!r}: a kind with a dot would look like a browser's signal")
    transaction.on_commit(lambda: _append_alone(room, at, kind, payload, target))


@transaction.atomic
def _append_alone(room: Room, at: datetime, kind: str, payload: dict[str, Any], target: Seat | None) -> None:
    fresh = Room.objects.select_for_update(of=("self",)).get(pk=room.pk)
    append(fresh, at, kind, payload, target=target)
