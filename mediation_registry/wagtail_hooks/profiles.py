"""The menu of what assessors verify in profiles, and the permission policy of its models."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.permissions import register_permission_policy

from mediation_registry.models import Claim, OrganisationFacts
from portal.identity.permissions import RolePolicy

for record in (Claim, OrganisationFacts):
    register_permission_policy(record, RolePolicy(record, {"view": {"authority_assessor"}}))

from mediation_registry.viewsets.claims import ClaimViewSet, EstablishmentViewSet  # noqa: E402  (after the policies)


class ProfilesGroup(ViewSetGroup):
    """Declared entries and proofs of establishment."""

    menu_label = _("Profiles to verify")
    menu_icon = "check"
    menu_order = 145
    items = (ClaimViewSet(), EstablishmentViewSet())


@hooks.register("register_admin_viewset")
def register_profiles() -> ProfilesGroup:
    """What assessors verify in profiles."""
    return ProfilesGroup()
