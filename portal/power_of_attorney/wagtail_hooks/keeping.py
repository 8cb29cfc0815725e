"""The back office of one area: powers after the session."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from portal.identity.actors import actor_of
from portal.identity.permissions import may
from portal.power_of_attorney.viewsets import keeping


class AfterSessionItem(MenuItem):
    """Shown to the staff of courts."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may(actor_of(request, timezone.now()), "power_of_attorney.sent_to_attesting_officer")


@hooks.register("register_admin_urls")
def register_addresses() -> list[Any]:
    """/staff/powers-kept/…"""
    addresses = [
        path("", keeping.powers, name="index"),
        path("retention/<slug:court_code>/", keeping.retention, name="retention"),
        path("<uuid:power_id>/", keeping.power, name="power"),
        path("<uuid:power_id>/notice/", keeping.notice, name="notice"),
        path("<uuid:power_id>/act/<slug:name>/", keeping.act_on_power, name="act"),
    ]
    return [path("powers-kept/", include((addresses, "powers_kept")))]


@hooks.register("register_admin_menu_item")
def register_menu() -> MenuItem:
    """Menu entry."""
    return AfterSessionItem(
        _("Powers after the session"), reverse("powers_kept:index"), icon_name="clipboard-list", order=125
    )
