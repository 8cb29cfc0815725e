"""Addresses of those who follow: my matters, one matter, the look-up, calendar and webhooks."""

from __future__ import annotations

from django.urls import URLPattern, path

from service_of_process.views import following, subscriptions

urlpatterns: list[URLPattern] = [
    path("", following.mine, name="mine"),
    path("track/", following.track, name="track"),
    path("updates/", subscriptions.updates, name="updates"),
    path("updates/calendar/", subscriptions.calendar_issue, name="calendar_issue"),
    path("updates/calendar/revoke/", subscriptions.calendar_revoke, name="calendar_revoke"),
    path("updates/webhooks/", subscriptions.webhook_add, name="webhook_add"),
    path("updates/webhooks/<uuid:webhook_id>/end/", subscriptions.webhook_end, name="webhook_end"),
    path("calendar/<str:token>.ics", subscriptions.calendar, name="calendar"),
    path("<str:number>/", following.matter, name="matter"),
    path("<str:number>/fact/", following.fact, name="fact"),
    path("<str:number>/address/", following.address, name="address"),
    path("<str:number>/objection/", following.objection, name="objection"),
]
