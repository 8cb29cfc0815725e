"""The menu of court rosters, training and complaints, and the one permission policy for each of their models."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.permissions import register_permission_policy

from mediation_registry import models
from portal.identity.permissions import RolePolicy

COURT = {"clerk", "judge"}
BODIES = COURT | {"authority_intake", "authority_assessor", "authority_decider"}
READERS = {
    models.CourtRoster: COURT,
    models.CourtRosterEntry: COURT,
    models.RosterReport: {"authority_intake", "authority_decider"},
    models.TrainingRecord: {"authority_assessor"},
    models.Complaint: BODIES,
    models.RemovalReferral: {"authority_decider"},
}
for record, roles in READERS.items():
    register_permission_policy(record, RolePolicy(record, {"view": roles}))

from mediation_registry.viewsets.complaints import ComplaintViewSet, ReferralViewSet  # noqa: E402  (after the policies)
from mediation_registry.viewsets.rosters import BorrowViewSet, EntryViewSet, ReportViewSet  # noqa: E402
from mediation_registry.viewsets.training import TrainingViewSet  # noqa: E402


class RostersGroup(ViewSetGroup):
    """Court rosters, training and complaints."""

    menu_label = _("Rosters, training, complaints")
    menu_icon = "clipboard-list"
    menu_order = 140
    items = (
        EntryViewSet(), BorrowViewSet(), ReportViewSet(), TrainingViewSet(), ComplaintViewSet(), ReferralViewSet(),
    )  # fmt: skip


@hooks.register("register_admin_viewset")
def register_rosters() -> RostersGroup:
    """Court rosters, training and complaints on the desk."""
    return RostersGroup()
