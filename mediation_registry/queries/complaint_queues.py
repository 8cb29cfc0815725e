"""What waits on the desk: complaints by stage, and proposals of removal. Due dates only where somebody set one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mediation_registry.models import Complaint
from mediation_registry.queries import complaints as queries
from mediation_registry.rules import complaints as rules
from portal.audit.actors import Actor
from portal.desk.registry import QueueRow

_DOOR = ("clerk", "judge", "authority_intake", "authority_assessor")
_INQUIRY = ("clerk", "judge", "authority_assessor")
_DECISION = ("judge", "authority_decider")

Rows = Callable[[Actor, date], Iterable[QueueRow]]


def _stage(states: tuple[str, ...], roles: tuple[str, ...]) -> Rows:
    def rows(actor: Actor, on: date) -> Iterable[QueueRow]:
        found = queries.complaints_for(actor, on, *roles).filter(state__in=states)
        for complaint in found.order_by("due_date", "state_since_at"):
            if roles == _DECISION and not _is_for(complaint, actor, on):
                continue
            yield _row(complaint)

    return rows


def _is_for(complaint: Complaint, actor: Actor, on: date) -> bool:
    """Whether this decision maker may take the next step: not the screener, nor whoever decided before a review."""
    if complaint.state == rules.INVESTIGATION:
        return complaint.screened_by != actor.key and queries.was_heard(complaint, on)
    if complaint.state == rules.REVIEW:
        return actor.key not in {complaint.screened_by, complaint.decided_by}
    return (
        complaint.review_until_date is None or bool(complaint.reviewed_by) or on > complaint.review_until_date
    )


def _row(complaint: Complaint) -> QueueRow:
    return QueueRow(
        title=complaint.reference,
        address=reverse("complaints_desk:inspect", args=[complaint.pk]),
        holder=str(complaint.body),
        due_date=complaint.due_date,
        note=complaint.get_state_display(),
    )


def referrals_waiting(actor: Actor, on: date) -> Iterable[QueueRow]:
    """Proposals to remove a listing that wait for the authority that recognised the mediator."""
    for referral in queries.referrals_for(actor).filter(state="waiting").order_by("made_at"):
        yield QueueRow(
            title=referral.listing.certificate_no,
            address=reverse("removal_referrals:inspect", args=[referral.pk]),
            holder=str(referral.authority),
            note=_("from complaint %(reference)s") % {"reference": referral.complaint.reference},
        )


_FIRST = (rules.RECEIVED, rules.ACKNOWLEDGED, rules.JURISDICTION_CHECK, rules.TRANSFERRED)
_LAST = (rules.INVESTIGATION, rules.DECISION, rules.DISMISSED, rules.REVIEW)
QUEUES = (
    ("complaints-received", gettext_lazy("Complaints: received"),
     gettext_lazy("No complaint waits to be confirmed or passed on."), frozenset(_DOOR), _stage(_FIRST, _DOOR)),
    ("complaints-screening", gettext_lazy("Complaints: to screen and to investigate"),
     gettext_lazy("No complaint waits for screening or investigation."), frozenset(_INQUIRY),
     _stage((rules.SCREENING, rules.INVESTIGATION), _INQUIRY)),
    ("complaints-decision", gettext_lazy("Complaints: to decide, review or close"),
     gettext_lazy("No complaint waits for your decision."), frozenset(_DECISION), _stage(_LAST, _DECISION)),
    ("removal-referrals", gettext_lazy("Proposals to remove a listing"),
     gettext_lazy("Nobody has proposed to remove a listing."), frozenset({"authority_decider"}), referrals_waiting),
)  # fmt: skip
