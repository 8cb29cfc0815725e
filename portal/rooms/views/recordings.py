"""Doors of the recorder's page: begin, send a chunk, stop. Answers are JSON; errors say what happened in words.

A chunk comes every three seconds from every room, so its door asks little of the database: the session, the account,
the recording with its seat, and the two writings of the act. The seat's holder stands in the row, and the second
factor in the session, so that neither roles nor offices are looked up.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID

from django.db import DatabaseError
from django.http import Http404, HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.identity.actors import actor_of
from portal.identity.permissions import PermissionRefused
from portal.identity.second_factor import proved_at
from portal.rooms.actions.chunks import LARGEST, ChunkRefused, put_chunk
from portal.rooms.actions.recordings import start_recording, stop_recording
from portal.rooms.models import Recording, Seat
from portal.rooms.recording_store import StoreFull
from portal.rooms.views.doors import body_of, room_door

logger = logging.getLogger(__name__)
Door = Callable[..., JsonResponse]


def refusal(sentence: str, status: int, **facts: object) -> JsonResponse:
    """An error in words, with what the recorder needs to go on."""
    return JsonResponse({"error": sentence, **facts}, status=status)


def in_words(view: Door) -> Door:
    """What the recorder must know of a refusal goes with its sentence; everything else is the room's own door's."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        try:
            return view(request, *args, **kwargs)
        except ChunkRefused as error:
            status = 400 if error.code == "form" else 409
            return refusal(
                error.messages[0], status, code=error.code, head=error.head, next_number=error.next_number
            )
        except StoreFull:
            sentence = _(
                "There is no room on the server. The recording on this device is kept and sent again."
            )
            return refusal(sentence, 507, code="full")
        except DatabaseError:
            logger.exception("The recorder could not be answered")
            return refusal(_("The server cannot take anything now. It is tried again."), 503, code="busy")

    return wrapped


def chunk_door(view: Door) -> Door:
    """The door of the chunks: signed in with a second factor, and no other question about the person."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        try:
            if not request.user.is_authenticated or proved_at(request) is None:
                sentence = _("Please sign in again. The recording on this device is kept.")
                answer = refusal(sentence, 401, code="sign-in")
            else:
                answer = view(request, *args, **kwargs)
        except Http404:
            answer = refusal(_("There is no such recording of yours."), 404, code="unknown")
        answer["Cache-Control"] = "private, no-store"
        answer["X-Robots-Tag"] = "noindex, nofollow"
        return answer

    return wrapped


def _stands(recording: Recording, at: datetime) -> dict[str, object]:
    """A recording as the recorder sees it."""
    return {
        "id": str(recording.pk), "number": recording.number, "state": recording.state, "head": recording.head,
        "next_number": recording.next_number, "digest": recording.digest, "server_at": at.isoformat(),
    }  # fmt: skip


@require_POST
@room_door
@in_words
def start(request: HttpRequest, room_id: UUID) -> JsonResponse:
    """``{"tab": …, "media_type": …}`` → 201 with number, head and the server's time."""
    wish, at = body_of(request), timezone.now()
    recording = start_recording(
        actor=actor_of(request, at), at=at, room_id=room_id, tab=str(wish.get("tab", "")),
        media_type=str(wish.get("media_type", "")),
    )  # fmt: skip
    return JsonResponse(_stands(recording, at), status=201)


@require_http_methods(["PUT"])
@chunk_door
@in_words
def chunk(request: HttpRequest, room_id: UUID, number: int, chunk: int) -> JsonResponse:
    """The bytes of one chunk; X-Chunk-SHA256, X-Chunk-Time (ISO 8601), X-Chunk-Frames, X-Chunk-Sound (1 or 0) and
    X-Chunk-Milliseconds describe it. 200 with the new head, also when it was here already.
    """
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
        return refusal(_("This chunk is too large."), 413, code="form")
    recording = _own_recording(request, room_id, number)
    told = request.headers
    client_at = parse_datetime(told.get("X-Chunk-Time", ""))
    counts = [told.get(f"X-Chunk-{name}", "0") for name in ("Frames", "Milliseconds")]
    if client_at is None or client_at.tzinfo is None or not all(c.isdecimal() and len(c) < 9 for c in counts):
        return refusal(_("The request could not be read"), 400, code="form")
    at = timezone.now()
    taken = put_chunk(
        at=at, recording=recording, seat=recording.recorder, number=chunk, content=request.body,
        digest=told.get("X-Chunk-SHA256", "").lower(), client_at=client_at, frames=int(counts[0]),
        has_sound=told.get("X-Chunk-Sound") == "1", milliseconds=int(counts[1]),
    )  # fmt: skip
    return JsonResponse(
        {"head": taken.head, "next_number": taken.next_number, "is_duplicate": taken.is_duplicate,
         "server_at": at.isoformat()}
    )  # fmt: skip


def _own_recording(request: HttpRequest, room_id: UUID, number: int) -> Recording:
    """The recording with room and recorder's seat, for the account that records. One query.

    :raises PermissionRefused: no such recording of this account; 404.
    """
    rows = Recording.objects.select_related("recorder", "room")
    recording = rows.filter(room_id=room_id, number=number, recorder__holder_id=request.user.pk).first()
    if recording is None or recording.recorder.state in (Seat.State.REMOVED, Seat.State.REFUSED):
        raise PermissionRefused("rooms.recording_started")
    return recording


@require_POST
@room_door
@in_words
def stop(request: HttpRequest, room_id: UUID, number: int) -> JsonResponse:
    """Ends the recording; 409 when the recorder counts more chunks than were acknowledged (``{"chunks": n}``)."""
    at = timezone.now()
    recording = Recording.objects.filter(room_id=room_id, number=number).first()
    if recording is None:
        raise PermissionRefused("rooms.recording_stopped")
    chunks = body_of(request).get("chunks", recording.next_number)
    if not isinstance(chunks, int):
        return refusal(_("The request could not be read"), 400, code="form")
    if recording.state == Recording.State.RUNNING and chunks > recording.next_number:
        sentence = _("Chunks of the recording are still on their way.")
        return refusal(sentence, 409, code="order", next_number=recording.next_number)
    stopped = stop_recording(actor=actor_of(request, at), at=at, recording_id=recording.pk)
    return JsonResponse(_stands(stopped, at))
