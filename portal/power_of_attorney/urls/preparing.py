"""Addresses of one area: preparing."""

from __future__ import annotations

from django.urls import URLPattern, path

from portal.power_of_attorney.views import devices, preparing

urlpatterns: list[URLPattern] = [
    path("interpreting/", preparing.interpreting, name="interpreting"),
    path("interpreting/<uuid:engagement_id>/", preparing.engagement, name="engagement"),
    path("interpreting/<uuid:engagement_id>/zone/", preparing.engagement_zone, name="engagement_zone"),
    path("<uuid:power_id>/booking/", preparing.booking, name="booking"),
    path("<uuid:power_id>/booking/cancel/", preparing.cancel_booking, name="cancel_booking"),
    path("<uuid:power_id>/booking/<uuid:slot_id>/", preparing.take_slot, name="take_slot"),
    path("<uuid:power_id>/session.ics", preparing.session_calendar, name="session_calendar"),
    path("<uuid:power_id>/device/", devices.device, name="device"),
    path("<uuid:power_id>/device/line/", devices.device_line, name="device_line"),
]
