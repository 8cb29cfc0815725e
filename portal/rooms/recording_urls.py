"""Addresses of recordings, joined to those of the rooms."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path

from portal.rooms.views import playback
from portal.rooms.views import recordings as intake


def recordings(request: HttpRequest, **kwargs: object) -> HttpResponseBase:
    """POST begins a recording; everything else is the page that shows them."""
    return (intake.start if request.method == "POST" else playback.page)(request, **kwargs)


recordings.personal = True  # type: ignore[attr-defined]  # the second-factor middleware looks for it


ONE = "<uuid:room_id>/recordings/<int:number>/"

recording_patterns: list[URLPattern] = [
    path("<uuid:room_id>/recordings/", recordings, name="recordings"),
    path(f"{ONE}chunks/<int:chunk>/", intake.chunk, name="recording_chunk"),
    path(f"{ONE}stop/", intake.stop, name="recording_stop"),
    path(f"{ONE}original/", playback.original, name="recording_original"),
    path(f"{ONE}copy/", playback.copy, name="recording_copy"),
    path("<uuid:room_id>/gaps/<uuid:gap_id>/explain/", playback.explain, name="explain_gap"),
]
