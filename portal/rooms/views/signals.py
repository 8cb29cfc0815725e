"""Doors of a seat: ticket, seat, signals, events, signs of life, the state of the room."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from portal.identity.actors import actor_of
from portal.rooms.actions import seats, signals
from portal.rooms.actions.standing import withdraw_those_gone
from portal.rooms.models import Room, Seat
from portal.rooms.queries.rooms import MOST_AT_ONCE, event_as_json, events_for, room_state
from portal.rooms.views.doors import body_of, look_who_is_gone, refused, room_door
from portal.rooms.wakeup import bell
from portal.web.addresses import client_address
from portal.web.limits import counted_in

STREAM_SECONDS = 25.0
LOOK_AROUND_SECONDS = 1.0
#: The latest stream of each seat in this process: a seat has one, however many are opened, and holds one thread.
_newest: dict[UUID, object] = {}
TICKETS_IN_A_MINUTE = 30


@room_door
@require_POST
def ticket(request: HttpRequest, room_id: UUID) -> HttpResponseBase:
    """``POST ticket/``: a one-use ticket to the own seat."""
    at = timezone.now()
    look_who_is_gone(request, room_id, at)
    if not counted_in(f"rooms:{request.user.pk}", attempts=TICKETS_IN_A_MINUTE, seconds=60, at=at):
        return refused(_("Too many attempts. Wait a minute and try again."), "flood", 429)
    token = seats.issue_ticket(
        actor=actor_of(request, at), at=at, room_id=room_id, session_key=request.session.session_key or ""
    )
    return JsonResponse({"ticket": token, "expires": (at + seats.TICKET_LIFETIME).isoformat()})


@room_door
@require_POST
def seat(request: HttpRequest, room_id: UUID) -> HttpResponseBase:
    """``POST seat/`` with ``ticket``, ``tab`` and ``place``: sit down; answers with the state of the room."""
    at, sent = timezone.now(), body_of(request)
    look_who_is_gone(request, room_id, at)
    taken = seats.take_seat(
        actor=actor_of(request, at), at=at, room_id=room_id, token=str(sent.get("ticket", "")),
        session_key=request.session.session_key or "", tab=str(sent.get("tab", "")),
        place=str(sent.get("place", "")), address=client_address(request),
    )  # fmt: skip
    return JsonResponse(room_state(taken, at))


@room_door
@require_GET
def state(request: HttpRequest, room_id: UUID) -> HttpResponseBase:
    """``GET state/``: the room as this seat may see it."""
    at = timezone.now()
    own = look_who_is_gone(request, room_id, at)
    return JsonResponse(room_state(own, at))


@room_door
@require_POST
def post_signals(request: HttpRequest, room_id: UUID) -> HttpResponseBase:
    """``POST signals/`` with ``tab`` and ``signals`` ``[{kind, to, payload}]``; a sender that is sent is ignored."""
    at, sent = timezone.now(), body_of(request)
    look_who_is_gone(request, room_id, at)
    wanted = sent.get("signals")
    number = signals.send(
        actor=actor_of(request, at), at=at, room_id=room_id, tab=str(sent.get("tab", "")),
        signals=wanted if isinstance(wanted, list) else [sent],
    )  # fmt: skip
    return JsonResponse({"sequence": number})


@room_door
@require_POST
def presence(request: HttpRequest, room_id: UUID) -> HttpResponseBase:
    """``POST presence/`` with ``tab`` and ``links`` ``{seat: state}``: a sign of life; answers with the state."""
    at, sent = timezone.now(), body_of(request)
    own = look_who_is_gone(request, room_id, at)
    links = sent.get("links")
    signals.heartbeat(
        at=at, seat=own, tab=str(sent.get("tab", "")), links=links if isinstance(links, dict) else {}
    )
    return JsonResponse(room_state(own, at))


@room_door
@require_GET
def events(request: HttpRequest, room_id: UUID) -> HttpResponseBase:
    """``GET events/?tab=…&after=…``: the room's events for this seat, as server-sent events.

    Resumes after ``Last-Event-ID``. Ends by itself after 25 seconds; 204 tells the browser not to come back.
    """
    own = look_who_is_gone(request, room_id, timezone.now())
    tab = request.GET.get("tab", "")
    signals.require_window(own, tab)
    if own.state not in seats.SEATED:
        return HttpResponse(status=204)
    after = _number(request.headers.get("Last-Event-ID")) or _number(request.GET.get("after"))
    stream = StreamingHttpResponse(
        _stream(own.pk, tab, after), content_type="text/event-stream; charset=utf-8"
    )
    stream["X-Accel-Buffering"] = "no"
    return stream


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else 0


def _stream(seat_id: UUID, tab: str, after: int) -> Iterator[bytes]:
    """Events as they come. While it waits, the thread holds neither a transaction nor a connection."""
    end, mine = time.monotonic() + STREAM_SECONDS, object()
    _newest[seat_id] = mine
    try:
        yield b"retry: 500\n\n"
        while True:
            room_id, after, lines, is_over = _look(seat_id, tab, after)
            _give_back_connection()
            if lines:
                yield lines.encode()
            if is_over or not _rings(seat_id, mine, room_id, after, end):
                return
    finally:
        if _newest.get(seat_id) is mine:
            del _newest[seat_id]


def _rings(seat_id: UUID, mine: object, room_id: UUID, after: int, end: float) -> bool:
    """Wait for the next event; false when the time is over, or a later stream of the same seat has taken over."""
    while _newest.get(seat_id) is mine and (left := end - time.monotonic()) > 0:
        if bell.wait(room_id, after, min(left, LOOK_AROUND_SECONDS)):
            return True
    return False


def _look(seat_id: UUID, tab: str, after: int) -> tuple[UUID, int, str, bool]:
    """The room, the number reached, what is to be sent, and whether the stream ends here."""
    own = Seat.objects.select_related("room").get(pk=seat_id)
    found = list(events_for(own, after))
    if found and withdraw_those_gone(room=own.room, at=timezone.now()):
        own = Seat.objects.select_related("room").get(pk=seat_id)
        found = list(events_for(own, after))
        if own.state not in seats.SEATED:  # what else was meant for this seat came too late
            found = [event for event in found if event.kind == own.state]
    reached = found[-1].sequence if len(found) >= MOST_AT_ONCE else max(after, own.room.last_sequence)
    lines = "".join(_written(event_as_json(event)) for event in found)
    if reached > (found[-1].sequence if found else after):
        lines += f"id: {reached}\n\n"  # passes over what was meant for others
    is_over = own.state not in seats.SEATED or own.tab != tab or own.room.state == Room.State.CLOSED
    return own.room_id, reached, lines, is_over


def _written(event: dict[str, Any]) -> str:
    return f"id: {event['sequence']}\ndata: {json.dumps(event, ensure_ascii=False)}\n\n"


def _give_back_connection() -> None:
    if not connection.in_atomic_block:  # inside a test's transaction the connection is the test's
        connection.close()
