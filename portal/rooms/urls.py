"""Addresses of live rooms: for programs, outside the languages."""

from __future__ import annotations

from django.urls import URLPattern, path

from portal.rooms.recording_urls import recording_patterns
from portal.rooms.views import seats, signals

app_name = "rooms"

urlpatterns: list[URLPattern] = [
    path("<uuid:room_id>/ticket/", signals.ticket, name="ticket"),
    path("<uuid:room_id>/seat/", signals.seat, name="seat"),
    path("<uuid:room_id>/state/", signals.state, name="state"),
    path("<uuid:room_id>/signals/", signals.post_signals, name="signals"),
    path("<uuid:room_id>/presence/", signals.presence, name="presence"),
    path("<uuid:room_id>/events/", signals.events, name="events"),
    path("<uuid:room_id>/admit/", seats.admit, name="admit"),
    path("<uuid:room_id>/refuse/", seats.refuse, name="refuse"),
    path("<uuid:room_id>/remove/", seats.remove, name="remove"),
    path("<uuid:room_id>/leave/", seats.leave, name="leave"),
    *recording_patterns,
]
