"""The back office's menu, and the one permission policy for each model."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from portal.identity import models
from portal.identity.permissions import ACTS, REFERENCE_RIGHTS, RolePolicy
from portal.identity.roles import Role

CHECKERS = ACTS["identity.verified"]
OFFICE_READERS = CHECKERS | {Role.OPERATOR.value, Role.AUDITOR.value}

for reference in (models.Jurisdiction, models.Court, models.Authority, models.Institution):
    register_permission_policy(reference, RolePolicy(reference, REFERENCE_RIGHTS))
for record in (models.Person, models.IdentityDocument, models.ProfessionalLicence, models.RecoveryRequest):
    register_permission_policy(record, RolePolicy(record, {"view": CHECKERS}))
register_permission_policy(
    models.Office, RolePolicy(models.Office, {"view": OFFICE_READERS, "add": ACTS["identity.appointed"]})
)

from portal.identity.viewsets import PeopleAndPlacesGroup  # noqa: E402  (after the policies)


@hooks.register("register_admin_viewset")
def register_people_and_places() -> PeopleAndPlacesGroup:
    """People, papers, licences, recoveries, offices, places."""
    return PeopleAndPlacesGroup()
