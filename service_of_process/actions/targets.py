"""Clocks of the targets that a court sets for itself (CourtPractice): marked as practice, late but never overdue."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from portal.calendars.queries import calendar_for
from service_of_process.actions.clocks import RUNNING, running
from service_of_process.models import Clock, CourtPractice, Leg
from service_of_process.models.choices import Target
from service_of_process.rules.targets import due_of

MAINLAND = "mainland"
#: The field of CourtPractice that sets each target, and whether its days are working days.
FIELDS: dict[str, tuple[str, bool]] = {
    Target.INBOUND_REGISTER: ("register_days", True),
    Target.INBOUND_FIRST: ("first_service_days", False),
    Target.INBOUND_RETURN: ("return_days", True),
    Target.PILOT: ("pilot_days", False),
}


def start_target(
    leg: Leg, target: str, *, start: date, at: datetime, holder: str, court_id: UUID | None = None
) -> Clock | None:
    """Begin a target if the court (the matter's unless ``court_id``) has set it; None where it set none.

    A running one of the same target is replaced.
    """
    field, working = FIELDS[target]
    practice = CourtPractice.objects.filter(court=court_id or leg.matter.court_id).first()
    days = getattr(practice, field) if practice else None
    if days is None:
        return None
    calendar = calendar_for(MAINLAND)
    due = due_of(start, days, working=working, calendar=calendar)
    before = running(leg.matter, target, leg)
    if before is not None:
        before.state = Clock.State.REPLACED
        before.save(update_fields=["state"])
    return Clock.objects.create(
        matter=leg.matter, leg=leg, court=leg.matter.court, rule=target, is_practice=True, kind="target",
        holder=holder, start_date=start, nominal_date=due.on, due_date=due.on, alarm_date=due.on,
        is_provisional=due.is_provisional, calendar=MAINLAND, calendar_edition=calendar.edition, started_at=at,
        state=RUNNING, replaces=before,
    )  # fmt: skip
