"""The back office's menu entry, and the one permission policy of cases."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from portal.cases.models import Case
from portal.identity.permissions import RolePolicy

READERS = ("clerk", "judge", "assistance_desk", "auditor")
register_permission_policy(Case, RolePolicy(Case, {"view": READERS}))

from portal.cases.viewsets import CaseViewSet  # noqa: E402  (after the policy)


@hooks.register("register_admin_viewset")
def register_cases() -> CaseViewSet:
    """Cases on the desk."""
    return CaseViewSet()
