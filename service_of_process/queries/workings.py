"""How a stored period was counted: every step in words, with the calendar as it stood when it was computed."""

from __future__ import annotations

from portal.calendars.queries import CalendarMissing, calendar_for
from portal.time_limits import RULES, TimeLimitError, compute
from portal.time_limits.sentences import render as in_words
from service_of_process.models import Clock


def working_of(found: Clock, language: str) -> list[str]:
    """The working in words; none for a target of the court, or where the calendar no longer gives the stored day."""
    rule = RULES.get(found.rule)
    if rule is None:
        return []
    try:
        counted = compute(
            rule, found.start_date, calendar=calendar_for(rule.calendar, as_of=found.started_at)
        )
    except (CalendarMissing, TimeLimitError):
        return []
    if counted.due != found.due_date:
        return []
    return [in_words(step, language) for step in counted.working]
