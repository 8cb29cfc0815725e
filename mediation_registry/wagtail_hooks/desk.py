"""The certifying authorities' menu entry, and the one permission policy for each of its models."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from mediation_registry import models
from portal.identity.permissions import RolePolicy
from portal.identity.roles import AUTHORITY_ROLES, COURT_ROLES, Role

OFFICERS = frozenset(role.value for role in AUTHORITY_ROLES)
READERS = OFFICERS | {role.value for role in COURT_ROLES} | {Role.AUDITOR.value}

for record in (
    models.Application, models.Listing, models.PanelEdition, models.Scheme, models.RuleVersion,
    models.IntakeWindow, models.EnablingRule,
):  # fmt: skip
    register_permission_policy(record, RolePolicy(record, {"view": READERS}))
register_permission_policy(
    models.PanelImport, RolePolicy(models.PanelImport, {"view": {Role.AUTHORITY_PUBLISHER.value}})
)

from mediation_registry.viewsets import CertificationGroup  # noqa: E402  (after the policies)


@hooks.register("register_admin_viewset")
def register_certification() -> CertificationGroup:
    """Applications, editions, listings, imports, and what they stand on."""
    return CertificationGroup()
