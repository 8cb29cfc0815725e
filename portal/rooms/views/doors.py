"""What every door of a room shares: who asks, what was sent, and refusals as one JSON sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, TypeAlias
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.utils import translation
from django.utils.translation import gettext as _

from portal.identity.actors import actor_of
from portal.identity.permissions import PermissionRefused
from portal.identity.second_factor import proved_at
from portal.rooms.actions.signals import MOST_BYTES, SeatTaken, TooManySignals
from portal.rooms.actions.standing import withdraw_those_gone
from portal.rooms.models import Seat
from portal.rooms.queries.rooms import seat_of
from portal.web.decorators import personal

View: TypeAlias = "Callable[..., HttpResponseBase]"


class BodyTooLarge(Exception):
    """More than 64 KB were sent."""


def body_of(request: HttpRequest) -> dict[str, Any]:
    """The JSON object that was sent; an empty one for an empty body.

    :raises BodyTooLarge: more than 64 KB.
    :raises ValidationError: not a JSON object.
    """
    announced = str(request.META.get("CONTENT_LENGTH") or "0")
    if not announced.isdecimal() or int(announced[:12]) > MOST_BYTES:
        raise BodyTooLarge
    try:
        content = json.loads(request.body or b"{}")
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict):
        raise ValidationError(_("The request could not be read"), code="form")
    return content


def look_who_is_gone(request: HttpRequest, room_id: UUID, at: datetime) -> Seat:
    """The own seat, after the seats of all who take part no longer were taken back.

    :raises PermissionRefused: there is no seat for this person, or it was just taken back; 404.
    """
    actor = actor_of(request, at)
    own = seat_of(actor, room_id)
    if not withdraw_those_gone(room=own.room, at=at):
        return own
    before, own = own.state, seat_of(actor, room_id)
    if own.state != before and own.state == Seat.State.REMOVED:
        raise PermissionRefused("rooms.seat")
    return own


def refused(sentence: str, code: str, status: int) -> JsonResponse:
    """One refusal."""
    return JsonResponse({"error": sentence, "code": code}, status=status)


def room_door(view: View) -> View:
    """The view answers in JSON to people who have signed in with a second factor; a stranger gets 404."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return refused(
                _("Your sign-in has ended. Sign in again; the room keeps your seat."), "sign-in", 401
            )
        if proved_at(request) is None:
            return refused(_("Prove your second factor again: reload this page."), "second-factor", 401)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            translation.activate(request.user.language)
        try:
            return view(request, *args, **kwargs)
        except BodyTooLarge:
            return refused(_("A message to the room may have 64 KB at most."), "size", 413)
        except Http404:
            return refused(_("There is no such room, or no seat in it for you."), "unknown", 404)
        except TooManySignals as error:
            return refused(error.messages[0], "flood", 429)
        except SeatTaken as error:
            return refused(error.messages[0], "taken", 409)
        except ValidationError as error:
            return refused(" ".join(error.messages), str(getattr(error, "code", "") or "refused"), 400)

    return personal(wrapped)
