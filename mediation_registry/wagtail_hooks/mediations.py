"""The court's menu entry of mediations, and the one permission policy of them."""

from __future__ import annotations

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from mediation_registry.models import Mediation
from portal.identity.permissions import RolePolicy

READERS = ("clerk", "judge", "assistance_desk")
register_permission_policy(Mediation, RolePolicy(Mediation, {"view": READERS}))

from mediation_registry.viewsets.mediations import MediationViewSet  # noqa: E402  (after the policy)


@hooks.register("register_admin_viewset")
def register_mediations() -> MediationViewSet:
    """Mediations on the desk."""
    return MediationViewSet()
