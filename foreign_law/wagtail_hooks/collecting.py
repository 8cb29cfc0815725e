"""The back office of one area: law that is fetched from its publishers."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from foreign_law.viewsets import collecting
from portal.identity.actors import actor_of


class CollectingItem(MenuItem):
    """Shown to librarians and auditors."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(actor_of(request, timezone.now()).roles & collecting.READERS)


@hooks.register("register_admin_urls")
def register_collecting() -> list[Any]:
    """/staff/library/collecting/"""
    addresses = [path("", collecting.collections, name="index")]
    return [path("library/collecting/", include((addresses, "library_collecting")))]


@hooks.register("register_admin_menu_item")
def register_collecting_menu() -> MenuItem:
    """Menu entry after the library."""
    return CollectingItem(
        _("Law fetched"), reverse("library_collecting:index"), icon_name="download", order=301
    )
