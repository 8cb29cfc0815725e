"""What a running clock says today: due soon, overdue, late, escalated. The rows of the time limits decide which."""

from __future__ import annotations

from datetime import date, timedelta

from portal.time_limits import RULES, Kind
from service_of_process.rules.effect import DEEMING_CLOCKS

NONE, DUE, OVERDUE, LATE, ESCALATED = "", "due", "overdue", "late", "escalated"
SOON = timedelta(days=7)
#: At the end of these rows nobody is late: the proceedings go on (answer, appeal).
NEXT_STEP_EXPIRIES = frozenset({"next-step", "in-force-when-all-run", "extension-closed"})
ESCALATING_EXPIRIES = frozenset({"escalate", "escalate-president"})

NEXT_STEP_RULES: tuple[str, ...] = tuple(
    id_ for id_, row in RULES.items() if row.expiry in NEXT_STEP_EXPIRIES
)
ESCALATING_RULES: tuple[str, ...] = tuple(
    id_ for id_, row in RULES.items() if row.expiry in ESCALATING_EXPIRIES
)
#: Rows after whose end the clock is over by itself, or is put before the judge: they are never called overdue.
ENDING_RULES: tuple[str, ...] = (*NEXT_STEP_RULES, *DEEMING_CLOCKS)


def after_end(rule: str, kind: str, *, is_practice: bool) -> str:
    """The alert of a clock whose last day has passed; empty for one that ends by itself.

    A target, and every target that a court set for itself, is late, never overdue.
    """
    if is_practice or kind == Kind.TARGET.value:
        return LATE
    if rule in ENDING_RULES:
        return NONE
    return ESCALATED if rule in ESCALATING_RULES else OVERDUE


def alert_on(today: date, alarm: date, rule: str, kind: str, *, is_practice: bool) -> str:
    """The alert on a day; ``alarm`` is the day on which the clock reminds."""
    if alarm < today:
        return after_end(rule, kind, is_practice=is_practice)
    return DUE if alarm <= today + SOON else NONE
