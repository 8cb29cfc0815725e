"""The desk in Wagtail: the home's panels, the search, the look."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from portal.desk import queries, views
from portal.identity.actors import actor_of


class DeskPanel(Component):
    """Queues and due dates of the person who has signed in."""

    name = "desk"
    order = 10

    def render_html(self, parent_context: Any = None) -> SafeString:
        request = parent_context["request"]
        at = timezone.now()
        actor = actor_of(request, at)
        day = timezone.localdate(at)
        context = {"queues": queries.filled_queues(actor, day), "today": day}
        return render_to_string("desk/panel.html", context, request=request)


@hooks.register("construct_homepage_panels", order=1000)
def put_the_desk_first(request: HttpRequest, panels: list[Any]) -> None:
    """The desk replaces Wagtail's own panels, which speak of pages only."""
    panels[:] = [DeskPanel()]


@hooks.register("construct_homepage_summary_items", order=1000)
def no_page_counts(request: HttpRequest, items: list[Any]) -> None:
    """Counts of pages and images say nothing at a court's desk."""
    items.clear()


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [
        path("desk/search/", views.search, name="desk_search"),
        path("desk/notices/<uuid:notice_id>/", views.notice, name="desk_notice"),
    ]


@hooks.register("register_admin_menu_item")
def search_entry() -> MenuItem:
    return MenuItem(_("Search"), reverse("desk_search"), name="desk-search", icon_name="search", order=1)


@hooks.register("construct_main_menu", order=1000)
def fewer_entries(request: HttpRequest, items: list[MenuItem]) -> None:
    """Wagtail's help menu leads to outside addresses; the portal makes no outbound calls."""
    items[:] = [item for item in items if item.name != "help"]


@hooks.register("insert_global_admin_css")
def look() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("portal/staff.css"))
