"""A kind of room for tests, with a page of its own: what a module does with rooms, without a module.

In this process: ``trial_kind()``. In a served portal: the settings ``tests.support.trial_settings``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from portal.audit.actors import Actor
from portal.rooms.models import Room, Seat
from portal.rooms.registry import RoomKind, kinds, register_kind

KIND = "trial"
told: list[tuple[str, dict[str, Any]]] = []
#: Accounts that take part no longer, and why, as the module of the trial says.
gone: dict[UUID, str] = {}


def _told(*, room: Room, what: str, at: datetime, facts: dict[str, object]) -> None:
    told.append((what, dict(facts)))


def _gone(room: Room, seats: Sequence[Seat], at: datetime) -> dict[UUID, str]:
    return {seat.pk: gone[seat.holder_id] for seat in seats if seat.holder_id in gone}


def _nobody_watches(actor: Actor, room: Room, at: datetime) -> bool:
    return False


def _page(room: Room) -> str:
    return f"/trial/{room.pk}/"


def trial_kind() -> list[tuple[str, dict[str, Any]]]:
    """Register the kind once; gives the list of what the module was told, emptied."""
    if KIND not in kinds:
        register_kind(
            KIND, RoomKind(label="Trial", may_watch=_nobody_watches, page=_page, told=_told, gone=_gone)
        )
    told.clear()
    gone.clear()
    return told


def open_for(court: str, seats: list[list[str]], reference: str = "PA-2026-000001-T") -> dict[str, Any]:
    """Open a room in a served portal: ``seats`` are [e-mail, role, name, language of the name, language].

    The room's key, and for each e-mail the key of the seat.
    """
    import uuid

    from portal.identity.actors import actor_of
    from portal.identity.models import Court, User
    from portal.rooms.actions.rooms import SeatOffer, open_room

    users = {user.email: user for user in User.objects.filter(email__in=[seat[0] for seat in seats])}
    offers = [SeatOffer(users[email], role, name, lang, spoken) for email, role, name, lang, spoken in seats]
    judge = next(users[seat[0]] for seat in seats if seat[1] == "judge")
    at = timezone.now()
    room = open_room(
        actor=actor_of(judge, at), at=at, kind=KIND, subject_key=str(uuid.uuid4()), reference=reference,
        court=Court.objects.get(code=court), seats=offers,
    )  # fmt: skip
    return {"room": str(room.pk), "seats": {seat.holder.email: str(seat.pk) for seat in room.seats.all()}}


def open_many(court: str, seats: list[list[str]], count: int) -> list[dict[str, Any]]:
    """So many rooms with the same seats, in one process."""
    return [open_for(court, seats, f"PA-2026-{number:06d}-T") for number in range(1, count + 1)]


def begin_room(room: str) -> str:
    """The judge of the room begins; the state after it."""
    from portal.identity.actors import actor_of
    from portal.rooms.actions.rooms import begin

    found, at = Room.objects.select_related("court").get(pk=room), timezone.now()
    begin(actor=actor_of(found.seats.get(role="judge").holder, at), at=at, room=found)
    return str(found.state)


def log_of(room: str) -> list[str]:
    """The acts in the chain of the room's record, in order; ``broken`` last when the log does not verify."""
    from portal.audit.models import Event
    from portal.audit.verification import verify_log

    chain = Room.objects.get(pk=room).chain
    acts = list(Event.objects.filter(chain=chain).order_by("position").values_list("act", flat=True))
    return [*acts, *([] if verify_log().ok else ["broken"])]


@login_required
def room_page(request: HttpRequest, language: str, room_id: UUID) -> HttpResponse:
    """The frame of a room with the least script there can be."""
    room = get_object_or_404(Room, pk=room_id, kind=KIND, seats__holder=request.user)
    return render(request, "trial/room.html", {"room": room})
