"""Reference data: edited, every change in the log."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from i18n import languages
from portal.identity.actions.places import save_place
from portal.identity.actors import actor_of
from portal.identity.models import (
    Authority,
    Court,
    Institution,
)
from portal.identity.viewsets.hidden import ActingMixin, HiddenIndexView

NAMES = [f"name_{code.replace('-', '_')}" for code in languages.CODES]
HOURS = [f"contact_hours_{code.replace('-', '_')}" for code in languages.CODES]
CONTACT = ["contact_phone", "contact_email", *HOURS, "website"]


class PlaceFormMixin(ActingMixin):
    """Entering and editing a place."""

    def save_instance(self) -> Any:
        at = timezone.now()
        place = self.form.instance  # type: ignore[attr-defined]
        changed = list(self.form.changed_data)  # type: ignore[attr-defined]
        return save_place(actor=actor_of(self.request, at), at=at, place=place, changed=changed)  # type: ignore[attr-defined]


class PlaceCreateView(PlaceFormMixin, generic.CreateView):
    """A new place."""


class PlaceEditView(PlaceFormMixin, generic.EditView):
    """A place edited."""


class PlaceViewSet(ModelViewSet):
    """Reference data."""

    add_view_class = PlaceCreateView
    edit_view_class = PlaceEditView
    index_view_class = HiddenIndexView
    copy_view_enabled = False
    inspect_view_enabled = True
    list_filter = ("jurisdiction",)
    ordering = ("code",)


class CourtViewSet(PlaceViewSet):
    model = Court
    name = "courts"
    icon = "home"
    list_display = ("name", "code", "level", "contact_phone", "contact_email")
    form_fields = ["code", *NAMES, "jurisdiction", "level", "parent", "source", *CONTACT]
    inspect_view_fields = form_fields


class AuthorityViewSet(PlaceViewSet):
    model = Authority
    name = "authorities"
    icon = "clipboard-list"
    list_display = ("name", "code", "jurisdiction", "contact_phone", "contact_email")
    form_fields = ["code", *NAMES, "jurisdiction", "source", *CONTACT]
    inspect_view_fields = form_fields


class InstitutionViewSet(PlaceViewSet):
    model = Institution
    name = "institutions"
    icon = "group"
    list_display = ("name", "code", "kind", "jurisdiction")
    form_fields = ["code", *NAMES, "kind", "jurisdiction", *CONTACT]
    inspect_view_fields = form_fields
