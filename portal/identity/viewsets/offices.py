"""Offices: given, ended, covered, passed on."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from portal.identity.actions import offices
from portal.identity.actors import actor_of
from portal.identity.forms import CoverForm, EndForm, ReassignForm
from portal.identity.models import (
    Office,
)
from portal.identity.viewsets.hidden import ActingMixin
from portal.identity.viewsets.records import Button, RecordView, RecordViewSet


class OfficeView(RecordView):
    """One office: ended, covered, passed on."""

    argument = "office"
    buttons = (
        Button(
            "identity.leave_covered",
            _("Cover a leave"),
            offices.cover_leave,
            CoverForm,
            offered=lambda office, at: office.valid_to is None or office.valid_to > timezone.localdate(at),
        ),
        Button(
            "identity.reassigned",
            _("Pass to a successor"),
            offices.reassign,
            ReassignForm,
            offered=lambda office, at: office.valid_to is None or office.valid_to > timezone.localdate(at),
        ),
        Button(
            "identity.office_ended",
            _("End the office"),
            offices.end_office,
            EndForm,
            alarming=True,
            offered=lambda office, at: office.valid_to is None or office.valid_to > timezone.localdate(at),
        ),
    )


class AppointView(ActingMixin, generic.CreateView):
    """Give an office."""

    def get_success_buttons(self) -> list[Any]:
        """An office has no page for editing."""
        return []

    def save_instance(self) -> Office:
        at = timezone.now()
        given = self.form.instance
        return offices.appoint(
            actor=actor_of(self.request, at),
            at=at,
            holder=given.holder,
            role=given.role,
            court=given.court,
            authority=given.authority,
            institution=given.institution,
            valid_from=given.valid_from,
            valid_to=given.valid_to,
            reason=given.reason,
        )


class OfficeViewSet(RecordViewSet):
    model = Office
    name = "offices"
    icon = "crosshairs"
    add_view_class = AppointView
    inspect_view_class = OfficeView
    list_display = ("holder", "role", "place", "valid_from", "valid_to")
    list_filter = ("role", "court", "authority")
    form_fields = ["holder", "role", "court", "authority", "institution", "valid_from", "valid_to", "reason"]
    inspect_view_fields = [
        "holder",
        "role",
        "court",
        "authority",
        "institution",
        "valid_from",
        "valid_to",
        "covers",
        "succeeds",
        "reason",
    ]

    def get_urlpatterns(self) -> list[Any]:
        """As for every record, and the page on which offices are given."""
        patterns = ModelViewSet.get_urlpatterns(self)
        return [
            pattern for pattern in patterns if pattern.name in {"index", "index_results", "inspect", "add"}
        ]
