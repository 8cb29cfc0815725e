"""The back office: places are edited; people, papers and offices are read, and move by buttons
that call actions.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup

from portal.identity.viewsets.checks import LicenceViewSet, PaperViewSet, PersonViewSet, RecoveryViewSet
from portal.identity.viewsets.offices import OfficeViewSet
from portal.identity.viewsets.places import AuthorityViewSet, CourtViewSet, InstitutionViewSet


class PeopleAndPlacesGroup(ViewSetGroup):
    """The menu of this room."""

    menu_label = _("People and places")
    menu_icon = "group"
    menu_order = 200
    items = (
        PaperViewSet(),
        LicenceViewSet(),
        RecoveryViewSet(),
        PersonViewSet(),
        OfficeViewSet(),
        CourtViewSet(),
        AuthorityViewSet(),
        InstitutionViewSet(),
    )
