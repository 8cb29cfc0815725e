"""The back office of one area: the desk itself."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from portal.identity.actors import actor_of
from service_of_process.viewsets import acts, batches, inspect, matters, proposals, statistics


class ServiceItem(MenuItem):
    """Shown to the staff of courts."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(actor_of(request, timezone.now()).roles & matters.READERS)


@hooks.register("register_admin_urls")
def register_addresses() -> list[Any]:
    """/staff/service/…"""
    addresses = [
        path("", matters.index, name="index"),
        path("figures/", statistics.figures, name="figures"),
        path("transfers/", statistics.transfers, name="transfers"),
        path("transfers.csv", statistics.transfers_csv, name="transfers_csv"),
        path("reminders/", batches.reminders, name="reminders"),
        path("inspect/<uuid:matter_id>/", inspect.inspect, name="inspect"),
        path("inspect/<uuid:matter_id>/files/<uuid:exhibit_id>/", inspect.file, name="file"),
        path("clocks/<uuid:clock_id>/", inspect.clock, name="clock"),
        path("proposals/<uuid:proposal_id>/confirm/", proposals.confirm, name="confirm"),
        path("proposals/<uuid:proposal_id>/decline/", proposals.decline, name="decline"),
        path("act/<slug:act>/<uuid:record_id>/", acts.act, name="act"),
    ]
    return [path("service/", include((addresses, "service_desk")))]


@hooks.register("register_admin_menu_item")
def register_menu() -> MenuItem:
    """Menu entry."""
    return ServiceItem(_("Service of documents"), reverse("service_desk:index"), icon_name="mail", order=115)
