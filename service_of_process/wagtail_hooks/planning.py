"""The back office of one area: planning, and the courts' practice."""

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
from service_of_process.actions.steps import S
from service_of_process.viewsets import planning, practice


class PracticeItem(MenuItem):
    """Shown to whoever keeps a court's practice."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may(actor_of(request, timezone.now()), S + "practice_changed")


@hooks.register("register_admin_urls")
def register_planning() -> list[Any]:
    """/staff/service/new/, /staff/service/plan/…, /staff/service/practice/…"""
    addresses = [
        path("new/", planning.new, name="new"),
        path("plan/<uuid:matter_id>/", planning.routes, name="routes"),
        path("practice/", practice.index, name="practice"),
        path("practice/<uuid:court_id>/", practice.edit, name="practice_edit"),
        path("practice/authorise/", practice.authorise, name="authorise"),
        path("practice/authorisations/<uuid:authorisation_id>/end/", practice.end, name="authorisation_end"),
    ]
    return [path("service/", include((addresses, "service_planning")))]


@hooks.register("register_admin_menu_item")
def practice_entry() -> MenuItem:
    """Menu entry."""
    return PracticeItem(
        _("Practice of service"), reverse("service_planning:practice"), icon_name="cogs", order=116
    )
