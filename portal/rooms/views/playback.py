"""Watching a recording: the page of a room's recordings, and the bytes, whole or a stretch (RFC 9110, Range)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from portal.audit.actors import Actor
from portal.identity.actors import actor_of
from portal.identity.decorators import signed_in
from portal.identity.permissions import PermissionRefused, may
from portal.rooms.actions.copies import maker
from portal.rooms.actions.gaps import explain_gap
from portal.rooms.actions.watching import note_viewing
from portal.rooms.gap_causes import CAUSES, NEEDS_EXPLANATION
from portal.rooms.models import Derivative, Recording, RecordingGap, Room
from portal.rooms.queries.bench import bench_seat
from portal.rooms.queries.watching import page_of, rows_of, watchable_room
from portal.rooms.recording_media import Copy, Media, Original
from portal.rooms.recording_store import recording_store

RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})\Z")
VIEWING_SECONDS = 1800
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Accept-Ranges": "bytes",
}


def _watcher(request: HttpRequest, room_id: UUID, at: datetime) -> tuple[Actor, Room]:
    """Who watches and the room.

    :raises PermissionRefused: no such room, or one whose recordings this person may not watch; 404.
    """
    actor = actor_of(request, at)
    room = watchable_room(actor, room_id, at)
    if room is None or not may(actor, "rooms.recording_watched"):
        raise PermissionRefused("rooms.recording_watched")
    return actor, room


@require_safe
@signed_in
def page(request: HttpRequest, room_id: UUID) -> HttpResponseBase:
    """Every recording of the room with its player, figures and gaps."""
    at = timezone.now()
    actor, room = _watcher(request, room_id, at)
    return _page(request, actor, room)


def _page(
    request: HttpRequest, actor: Actor, room: Room, *, refused: tuple[UUID, str, str] | None = None
) -> HttpResponse:
    gaps = list(RecordingGap.objects.filter(room=room).order_by("began_at"))
    for gap in gaps:
        gap.words = CAUSES.get(gap.cause, gap.cause)  # type: ignore[attr-defined]
        gap.wants_words = gap.cause in NEEDS_EXPLANATION  # type: ignore[attr-defined]
    return render(
        request,
        "rooms/recordings.html",
        {
            "room": room,
            "rows": rows_of(room),
            "gaps": gaps,
            "may_explain": bench_seat(actor, room) is not None,
            "copies_are_made": maker() is not None,
            "back": f"/{get_language()}{page_of(room)}",
            "refused": refused,
        },
        status=422 if refused else 200,
    )


@require_POST
@signed_in
def explain(request: HttpRequest, room_id: UUID, gap_id: UUID) -> HttpResponseBase:
    """The written explanation of a gap; what was written is not lost when it is refused."""
    at = timezone.now()
    actor, room = _watcher(request, room_id, at)
    if not RecordingGap.objects.filter(pk=gap_id, room=room).exists():
        raise PermissionRefused("rooms.recording_gap_explained")
    words = request.POST.get("explanation", "")
    try:
        explain_gap(actor=actor, at=at, gap_id=gap_id, explanation=words)
    except ValidationError as error:
        return _page(request, actor, room, refused=(gap_id, error.messages[0], words))
    return HttpResponseRedirect(reverse("rooms:recordings", args=[room.pk]))


@require_safe
@signed_in
def original(request: HttpRequest, room_id: UUID, number: int) -> HttpResponseBase:
    """The original, as the chunks came."""
    recording = _opened(request, room_id, number, "original")
    return _stretch(request, Original(recording, recording_store()), name=f"original-{number}")


@require_safe
@signed_in
def copy(request: HttpRequest, room_id: UUID, number: int) -> HttpResponseBase:
    """The playable copy."""
    recording = _opened(request, room_id, number, "copy")
    derivative = Derivative.objects.select_related("recording").filter(recording=recording).first()
    if derivative is None:
        raise PermissionRefused("rooms.recording_watched")
    return _stretch(request, Copy(derivative, recording_store()), name=f"copy-{number}")


def _opened(request: HttpRequest, room_id: UUID, number: int, what: str) -> Recording:
    """The recording that this person may watch; the viewing enters the log, once in half an hour.

    :raises PermissionRefused: none such, or its key is destroyed; 404.
    """
    at = timezone.now()
    actor, room = _watcher(request, room_id, at)
    recording = Recording.objects.filter(room=room, number=number).exclude(wrapped_key=None).first()
    if recording is None:
        raise PermissionRefused("rooms.recording_watched")
    seen, key = request.session.get("watched", {}), f"{recording.pk}:{what}"
    if at.timestamp() - float(seen.get(key, 0)) > VIEWING_SECONDS:
        note_viewing(actor=actor, at=at, recording=recording, what=what)
        fresh = {k: v for k, v in seen.items() if at.timestamp() - float(v) <= VIEWING_SECONDS}
        request.session["watched"] = {**fresh, key: at.timestamp()}
    return recording


def _stretch(request: HttpRequest, media: Media, *, name: str) -> HttpResponseBase:
    """The whole (200), one stretch (206), or 416 where there is none such; several stretches are answered whole."""
    wanted = _range(request.headers.get("Range", ""), media.size)
    if wanted is None and media.size == 0:
        return HttpResponse(status=204)
    if wanted == ():
        answer: HttpResponseBase = HttpResponse(status=416)
        answer["Content-Range"] = f"bytes */{media.size}"
        return answer
    first, last = wanted or (0, media.size - 1)
    content: Iterator[bytes] = iter(()) if request.method == "HEAD" else media.stretch(first, last)
    answer = StreamingHttpResponse(content, status=206 if wanted else 200, content_type=media.media_type)
    answer["Content-Length"] = str(last - first + 1)
    if wanted:
        answer["Content-Range"] = f"bytes {first}-{last}/{media.size}"
    suffix = "mp4" if "mp4" in media.media_type.partition(";")[0] else "webm"
    answer["Content-Disposition"] = f'inline; filename="{name}.{suffix}"'
    for header, value in HEADERS.items():
        answer[header] = value
    return answer


def _range(header: str, size: int) -> tuple[int, int] | tuple[()] | None:
    """First and last byte of the one stretch that is asked for; None: the whole; (): no such stretch."""
    match = RANGE.match(header)
    if not match or match.groups() == ("", ""):
        return None
    begin, end = match.groups()
    if begin == "":
        first, last = max(0, size - int(end)), size - 1
    else:
        first, last = int(begin), min(int(end) if end else size - 1, size - 1)
    return (first, last) if first <= last and first < size else ()
