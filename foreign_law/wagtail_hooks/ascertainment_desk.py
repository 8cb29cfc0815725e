"""The back office of one area: the desk of ascertainment."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from foreign_law.viewsets.ascertainment import acts, charts, findings, inspect, requests
from portal.identity.actors import actor_of


class AscertainmentItem(MenuItem):
    """Shown to the staff of courts."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(actor_of(request, timezone.now()).roles & requests.READERS)


class FindingsItem(MenuItem):
    """Shown to librarians, who have no list of requests."""

    def is_shown(self, request: HttpRequest) -> bool:
        roles = actor_of(request, timezone.now()).roles
        return "librarian" in roles and not roles & requests.READERS


@hooks.register("register_admin_urls")
def register_ascertainment() -> list[Any]:
    """/staff/ascertainment/…"""
    addresses = [
        path("", requests.index, name="index"),
        path("charts/", charts.charts, name="charts"),
        path("findings/", findings.findings, name="findings"),
        path("findings/record/", findings.record, name="finding_record"),
        path("findings/<uuid:finding_id>/withdraw/", findings.withdraw, name="finding_withdraw"),
        path("inspect/<uuid:request_id>/", inspect.inspect, name="inspect"),
        path("inspect/<uuid:request_id>/files/<uuid:exhibit_id>/", inspect.file, name="file"),
        path("act/<slug:act>/<uuid:record_id>/", acts.act, name="act"),
    ]
    return [path("ascertainment/", include((addresses, "ascertainment_desk")))]


@hooks.register("register_admin_menu_item")
def register_ascertainment_menu() -> MenuItem:
    """Menu entry after the service of documents."""
    address = reverse("ascertainment_desk:index")
    return AscertainmentItem(_("Ascertainment of foreign law"), address, icon_name="openquote", order=116)


@hooks.register("register_admin_menu_item")
def register_findings_menu() -> MenuItem:
    """Menu entry beside the library."""
    return FindingsItem(
        _("Findings of judgments"), reverse("ascertainment_desk:findings"), icon_name="openquote", order=302
    )
