"""The back office of one area: the directory of institutions and experts."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from foreign_law.viewsets.ascertainment import directory
from portal.identity.actors import actor_of


class DirectoryItem(MenuItem):
    """Shown to courts, librarians and auditors."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(actor_of(request, timezone.now()).roles & directory.READERS)


@hooks.register("register_admin_urls")
def register_directory() -> list[Any]:
    """/staff/law-providers/"""
    one = "<uuid:provider_id>/"
    addresses = [
        path("", directory.index, name="index"),
        path("enter/", directory.enter, name="enter"),
        path(one, directory.inspect, name="inspect"),
        path(one + "accounts/<uuid:account_id>/end/", directory.end_account, name="end_account"),
        path(one + "invitations/<uuid:invitation_id>/revoke/", directory.revoke, name="revoke"),
        path(one + "<slug:act>/", directory.act, name="act"),
    ]
    return [path("law-providers/", include((addresses, "law_providers")))]


@hooks.register("register_admin_menu_item")
def register_directory_menu() -> MenuItem:
    """Menu entry beside the ascertainments."""
    return DirectoryItem(
        _("Institutions and experts"), reverse("law_providers:index"), icon_name="group", order=252
    )
