"""Addresses beside allauth's own, under /{lang}/accounts/."""

from __future__ import annotations

from django.urls import path

from portal.identity.views import recovery

urlpatterns = [
    path("recovery/", recovery.request_page, name="account_recovery"),
    path("recovery/sent/", recovery.sent_page, name="account_recovery_sent"),
    path("recovery/cancel/<str:token>/", recovery.cancel_page, name="account_recovery_cancel"),
]
