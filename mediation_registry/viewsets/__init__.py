"""The back office: legal records are read here and move by buttons that call actions."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup

from mediation_registry.viewsets.applications import ApplicationViewSet
from mediation_registry.viewsets.editions import EditionViewSet
from mediation_registry.viewsets.imports import ImportViewSet
from mediation_registry.viewsets.listings import ListingViewSet
from mediation_registry.viewsets.schemes import (
    EnablingRuleViewSet,
    RuleVersionViewSet,
    SchemeViewSet,
    WindowViewSet,
)


class CertificationGroup(ViewSetGroup):
    """The menu of joint certification."""

    menu_label = _("Certification")
    menu_icon = "clipboard-list"
    menu_order = 120
    items = (
        ApplicationViewSet(),
        EditionViewSet(),
        ListingViewSet(),
        ImportViewSet(),
        SchemeViewSet(),
        RuleVersionViewSet(),
        WindowViewSet(),
        EnablingRuleViewSet(),
    )
