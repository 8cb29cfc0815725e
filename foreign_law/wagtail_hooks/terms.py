"""The back office of three areas: the term base, the statements on the choice of law, redistribution."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, re_path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from foreign_law.viewsets import choosing, redistributing, terms
from foreign_law.viewsets.editing import READERS
from portal.identity.actors import actor_of

SLUG = r"(?P<slug>[^/\s]{1,160})"


class EditingItem(MenuItem):
    """Shown to librarians and auditors."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(actor_of(request, timezone.now()).roles & READERS)


@hooks.register("register_admin_urls")
def register_editing() -> list[Any]:
    """/staff/library/term-base/…, /staff/library/choice-of-law/…, /staff/library/redistribution/…"""
    of_terms = [
        path("", terms.index, name="index"),
        path("new/", terms.new, name="new"),
        path("proposals/", terms.proposals, name="proposals"),
        re_path(rf"^concept/{SLUG}/$", terms.concept, name="concept"),
        re_path(rf"^concept/{SLUG}/add/$", terms.add, name="add"),
        re_path(rf"^concept/{SLUG}/change/$", terms.change, name="change"),
        re_path(rf"^concept/{SLUG}/withdraw/$", terms.withdraw, name="withdraw"),
        re_path(rf"^concept/{SLUG}/restore/(?P<number>\d{{1,6}})/$", terms.restore, name="restore"),
        re_path(rf"^concept/{SLUG}/adopt/$", terms.adopt, name="adopt"),
        re_path(rf"^concept/{SLUG}/merge/$", terms.merge, name="merge"),
    ]
    of_choice = [
        path("", choosing.index, name="index"),
        path("new/", choosing.new, name="new"),
        path("<slug:code>/", choosing.edit, name="edit"),
        path("<slug:code>/withdraw/", choosing.withdraw, name="withdraw"),
    ]
    of_data = [
        path("", redistributing.index, name="index"),
        path("decision/", redistributing.decision, name="decision"),
    ]
    return [
        path("library/term-base/", include((of_terms, "law_terms"))),
        path("library/choice-of-law/", include((of_choice, "law_choosing"))),
        path("library/redistribution/", include((of_data, "law_data"))),
    ]


@hooks.register("register_admin_menu_item")
def register_terms_menu() -> MenuItem:
    """Menu entry."""
    return EditingItem(_("Edit the term base"), reverse("law_terms:index"), icon_name="openquote", order=302)


@hooks.register("register_admin_menu_item")
def register_choosing_menu() -> MenuItem:
    """Menu entry."""
    return EditingItem(_("Choice of law"), reverse("law_choosing:index"), icon_name="list-ul", order=303)


@hooks.register("register_admin_menu_item")
def register_redistribution_menu() -> MenuItem:
    """Menu entry."""
    return EditingItem(_("Redistribution"), reverse("law_data:index"), icon_name="download", order=304)
