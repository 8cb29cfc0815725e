"""The back office of one area: judgments from a file."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from foreign_law.actions.judgments import ACT
from foreign_law.viewsets import citing
from portal.identity.actors import actor_of
from portal.identity.permissions import may


class JudgmentsItem(MenuItem):
    """Shown to librarians."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may(actor_of(request, timezone.now()), ACT)


@hooks.register("register_admin_urls")
def register_addresses() -> list[Any]:
    """/staff/library/judgments/…"""
    addresses = [path("upload/", citing.upload, name="upload")]
    return [path("library/judgments/", include((addresses, "library_judgments")))]


@hooks.register("register_admin_menu_item")
def judgments_entry() -> MenuItem:
    """Menu entry."""
    return JudgmentsItem(
        _("Judgments from a file"), reverse("library_judgments:upload"), icon_name="upload", order=301
    )
