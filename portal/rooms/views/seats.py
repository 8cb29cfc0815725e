"""Doors of the lobby: the judge admits, refuses and removes; everybody may leave."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.identity.actors import actor_of
from portal.rooms.actions import seats
from portal.rooms.queries.rooms import room_state, seat_of
from portal.rooms.views.doors import body_of, look_who_is_gone, room_door


def _as_judge(request: HttpRequest, room_id: UUID, act: Any) -> HttpResponseBase:
    """Do one act of the judge on the seat that was named; answers with the state of the room."""
    at = timezone.now()
    try:
        named = UUID(str(body_of(request).get("seat", "")))
    except ValueError:
        raise ValidationError(_("Name the seat."), code="form") from None
    actor = actor_of(request, at)
    look_who_is_gone(request, room_id, at)
    act(actor=actor, at=at, room_id=room_id, seat_id=named)
    return JsonResponse(room_state(seat_of(actor, room_id), at))


@room_door
@require_POST
def admit(request: HttpRequest, room_id: UUID) -> HttpResponseBase:
    """``POST admit/`` with ``seat``: let a waiting person in."""
    return _as_judge(request, room_id, seats.admit)


@room_door
@require_POST
def refuse(request: HttpRequest, room_id: UUID) -> HttpResponseBase:
    """``POST refuse/`` with ``seat``: do not let a waiting person in."""
    return _as_judge(request, room_id, seats.refuse)


@room_door
@require_POST
def remove(request: HttpRequest, room_id: UUID) -> HttpResponseBase:
    """``POST remove/`` with ``seat``: send a person out."""
    return _as_judge(request, room_id, seats.remove)


@room_door
@require_POST
def leave(request: HttpRequest, room_id: UUID) -> HttpResponseBase:
    """``POST leave/``: stand up."""
    at = timezone.now()
    left = seats.leave(actor=actor_of(request, at), at=at, room_id=room_id)
    return JsonResponse({"state": left.state})
