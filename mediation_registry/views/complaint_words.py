"""What a page says about a complaint: what is next and who holds it, and what happened so far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from mediation_registry.models import Complaint, ComplaintStep
from mediation_registry.rules import complaints as rules
from portal.audit.labels import acts
from portal.identity.models import Authority, Court

#: What a complainant does not read: how the body hears the mediator, and its own days.
NOT_FOR_THE_COMPLAINANT = frozenset(
    {
        "mediation_registry.complaint_statement_asked",
        "mediation_registry.complaint_statement_given",
        "mediation_registry.complaint_due_date_set",
    }
)


@dataclass(frozen=True)
class Told:
    """One step as the complainant reads it."""

    at: datetime
    label: Any
    body: str
    reason: str


def next_step(complaint: Complaint) -> str:
    """One sentence: what is next."""
    return {
        rules.RECEIVED: _(
            "The body confirms receipt and checks whether it is the one to hear the complaint."
        ),
        rules.TRANSFERRED: _(
            "The new body confirms receipt and checks whether it is the one to hear the complaint."
        ),
        rules.ACKNOWLEDGED: _(
            "The body checks whether it is the one to hear the complaint, or passes it on."
        ),
        rules.JURISDICTION_CHECK: _("The body decides whether it hears the complaint or passes it on."),
        rules.SCREENING: _("An officer checks whether there is a case to answer."),
        rules.INVESTIGATION: _("The body investigates; the mediator is heard. Another officer decides."),
        rules.DISMISSED: _("A review can be asked for until the complaint is closed."),
        rules.DECISION: _("A review can be asked for until the complaint is closed."),
        rules.REVIEW: _("An officer who took no part so far reviews the decision."),
        rules.CLOSED: _("Nothing more is asked of anybody."),
    }[complaint.state]


def can_review(complaint: Complaint, today: date) -> bool:
    """Whether a review can still be asked for."""
    until = complaint.review_until_date
    possible = rules.after(complaint.state, "mediation_registry.complaint_review_opened") is not None
    return possible and not complaint.reviewed_by and (until is None or today <= until)


def steps_for(complaint: Complaint) -> list[Told]:
    """What happened, newest first, as the complainant reads it; evidence of the other side is not among it."""
    names = _bodies(complaint)
    rows: list[Told] = []
    for step in complaint.steps.all():
        if step.act in NOT_FOR_THE_COMPLAINANT or _is_other_sides(step, complaint):
            continue
        label = acts[step.act].label
        rows.append(Told(step.taken_at, label, names.get(step.body_code, step.body_code), _reason(step)))
    return list(reversed(rows))


def _is_other_sides(step: ComplaintStep, complaint: Complaint) -> bool:
    by_other = step.taken_by != complaint.complainant_key
    return by_other and step.act in {
        "mediation_registry.complaint_evidence_added", "mediation_registry.complaint_review_opened"
    }  # fmt: skip


def _reason(step: ComplaintStep) -> str:
    shown = {"mediation_registry.complaint_transferred", "mediation_registry.complaint_dismissed"}
    return (step.reason or "") if step.act in shown else ""


def _bodies(complaint: Complaint) -> dict[str, str]:
    codes = {step.body_code for step in complaint.steps.all()}
    found: dict[str, str] = {court.code: str(court) for court in Court.objects.filter(code__in=codes)}
    return found | {one.code: str(one) for one in Authority.objects.filter(code__in=codes)}
