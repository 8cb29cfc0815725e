"""The courts' menu entries for the outcome of mediations, and the one permission policy for each model."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from mediation_registry.models import (
    ConfirmationApplication,
    FeedbackAnswer,
    MediationJudgment,
    MediationRecord,
)
from portal.identity.permissions import RolePolicy

COURT = ("clerk", "judge", "assistance_desk")
register_permission_policy(ConfirmationApplication, RolePolicy(ConfirmationApplication, {"view": COURT}))
register_permission_policy(MediationJudgment, RolePolicy(MediationJudgment, {"view": COURT}))
register_permission_policy(MediationRecord, RolePolicy(MediationRecord, {"view": COURT}))
FEEDBACK_READERS = ("clerk", "judge", "authority_assessor", "authority_decider")
register_permission_policy(FeedbackAnswer, RolePolicy(FeedbackAnswer, {"view": FEEDBACK_READERS}))

from mediation_registry.viewsets.confirmations import ConfirmationViewSet  # noqa: E402  (after the policies)
from mediation_registry.viewsets.judgments import (  # noqa: E402
    FeedbackViewSet,
    JudgmentViewSet,
    MediationRecordViewSet,
)


@hooks.register("register_admin_viewset")
def register_confirmations() -> ConfirmationViewSet:
    """Judicial confirmation."""
    return ConfirmationViewSet()


@hooks.register("register_admin_viewset")
def register_judgments() -> JudgmentViewSet:
    """Mediation judgments."""
    return JudgmentViewSet()


@hooks.register("register_admin_viewset")
def register_records() -> MediationRecordViewSet:
    """Signed records."""
    return MediationRecordViewSet()


@hooks.register("register_admin_viewset")
def register_feedback() -> FeedbackViewSet:
    """Feedback on mediators."""
    return FeedbackViewSet()
