"""Addresses of one area: the witnessing room."""

from __future__ import annotations

from django.urls import URLPattern, path

from portal.power_of_attorney.views import session as views

urlpatterns: list[URLPattern] = [
    path("<uuid:power_id>/room/", views.room, name="room"),
    path("<uuid:power_id>/room/lobby/", views.open_lobby, name="session-lobby"),
    path("<uuid:power_id>/room/state/", views.state, name="session-state"),
    path("<uuid:power_id>/room/act/<slug:name>/", views.act, name="session-act"),
    path("<uuid:power_id>/room/sign/", views.sign, name="session-sign"),
]
