"""One function: from a rule and a start day to the last day, with every step of the working.

The start day never counts (Civil Procedure Law art. 85, Interpretation art. 125). Months end on the
corresponding day, or on the month's last day (Civil Code art. 202). Working days follow the calendar.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

from portal.time_limits.labels import LABELS, citation_of, expiry_of, kind_label, trigger_of
from portal.time_limits.values import (
    Calendar,
    Computation,
    Dates,
    Length,
    Roll,
    Rule,
    Span,
    Step,
    TimeLimitError,
    Unit,
)

EARLIEST = date(1949, 10, 1)
LATEST = date(2199, 12, 31)
_DAY = timedelta(days=1)


def compute(
    rule: Rule,
    start: date,
    *,
    calendar: Calendar,
    extended_to: date | None = None,
    exclude: Iterable[Span] = (),
) -> Computation:
    """The last day of the period that starts with the event on ``start``.

    ``extended_to`` is a last day fixed by whoever may extend; it replaces the counted one and moves like it.
    ``exclude`` are days that do not count (both ends included), e.g. an appraisal.

    :raises TimeLimitError: a date outside 1949–2199, an extension before the counted end, or an extension or
        excluded days for an unalterable period (Interpretation art. 127).
    """
    spans = tuple(exclude)
    _check(rule, start, extended_to, spans)
    out = frozenset(day for span in spans for day in span.days())
    steps = _opening(rule, start)
    nominal = _counted(rule, start, calendar, out, steps)
    steps += _left_out(rule, start, nominal, spans)
    if extended_to is not None:
        if extended_to < nominal:
            raise TimeLimitError("extension_too_early", extended_to=extended_to, nominal=nominal)
        steps.append(Step("extended", {"on": extended_to, "basis": LABELS[f"extension.{rule.extension}"]}))
        nominal = extended_to
    due, alternative = _moved(rule, nominal, calendar, steps)
    last = max(due, alternative or due)
    years = tuple(y for y in range((start + _DAY).year, last.year + 1) if not calendar.is_official(y))
    steps += _closing(rule, nominal, due, calendar, years)
    return Computation(rule, calendar.code, start, nominal, due, alternative, years, tuple(steps))


def _check(rule: Rule, start: date, extended_to: date | None, spans: tuple[Span, ...]) -> None:
    for day in (start, extended_to, *(end for span in spans for end in (span.first, span.last))):
        if day is not None and not EARLIEST <= day <= LATEST:
            raise TimeLimitError("out_of_range", on=day, earliest=EARLIEST, latest=LATEST)
    if rule.fixed and (extended_to is not None or spans):
        raise TimeLimitError("fixed_period", citation=citation_of(rule))


def _opening(rule: Rule, start: date) -> list[Step]:
    length = Length(rule.length, rule.unit)
    steps = [
        Step("basis", {"citation": citation_of(rule), "length": length, "kind": kind_label(rule.kind)}),
        Step("start", {"on": start, "trigger": trigger_of(rule), "first": start + _DAY}),
    ]
    if not rule.in_force_on(start):
        steps.append(Step("not_in_force", {"on": start, "from": rule.in_force_from}))
    if rule.note:
        steps.append(Step("note", {"note": LABELS[f"note.{rule.note}"]}))
    return steps


def _counted(rule: Rule, start: date, calendar: Calendar, out: frozenset[date], steps: list[Step]) -> date:
    """The last day by counting alone; the step that says so is added."""
    if rule.unit is Unit.WORKING_DAYS:
        return _count_working_days(rule, start, calendar, out, steps)
    length = Length(rule.length, rule.unit)
    if rule.unit is Unit.MONTHS:
        plain = _add_months(start, rule.length)
        message = "months" if plain.day == start.day else "months_last_day"
        steps.append(Step(message, {"length": length, "on": plain, "day": start.day}))
    else:
        plain = start + timedelta(days=rule.length)
        steps.append(Step("days", {"length": length, "on": plain}))
    nominal, inside = plain, -1
    while inside != (inside := sum(1 for day in out if start < day <= nominal)):
        nominal = plain + timedelta(days=inside)
    return nominal


def _left_out(rule: Rule, start: date, nominal: date, spans: tuple[Span, ...]) -> list[Step]:
    """One step for each span (a day in two spans is told once), then the day that results."""
    steps: list[Step] = []
    told: set[date] = set()
    basis = LABELS[f"exclusion.{rule.exclusion}"]
    for span in spans:
        inside = {day for day in span.days() if start < day <= nominal} - told
        told |= inside
        steps.append(
            Step("excluded", {"first": span.first, "last": span.last, "days": len(inside), "basis": basis})
        )
    if told:
        steps.append(Step("excluded_result", {"on": nominal}))
    return steps


def _add_months(start: date, months: int) -> date:
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _count_working_days(
    rule: Rule, start: date, calendar: Calendar, out: frozenset[date], steps: list[Step]
) -> date:
    counted: list[date] = []
    day = start
    while len(counted) < rule.length:
        day += _DAY
        if day not in out and calendar.rest_reason(day) is None:
            counted.append(day)
    length = Length(rule.length, rule.unit)
    steps.append(
        Step(
            "working_days",
            {"length": length, "on": day, "days": Dates(tuple(counted)), "calendar": calendar.name},
        )
    )
    for on in counted:
        name = calendar.make_up_name(on)
        if name is not None:
            steps.append(Step("make_up_counted", {"on": on, "name": name}))
    return day


def _moved(rule: Rule, nominal: date, calendar: Calendar, steps: list[Step]) -> tuple[date, date | None]:
    """Due date and competing date, as the row's roll says; the step is added."""
    if rule.roll is None:
        steps.append(Step("working_days_stay", {"on": nominal}))
        return nominal, None
    reason = calendar.rest_reason(nominal)
    if reason is None:
        make_up = calendar.make_up_name(nominal)
        if make_up is None:
            steps.append(Step("working_day_stays", {"on": nominal}))
        else:
            steps.append(Step("make_up_stays", {"on": nominal, "name": make_up}))
        return nominal, None
    rolled = nominal
    while calendar.rest_reason(rolled) is not None:
        rolled += _DAY
    steps.append(Step(f"roll_{rule.roll.value}", {"on": nominal, "reason": reason, "to": rolled}))
    if rule.roll is Roll.LAW:
        return rolled, None
    if rule.roll is Roll.NONE:
        return nominal, rolled
    return rolled, nominal


def _closing(rule: Rule, nominal: date, due: date, calendar: Calendar, years: tuple[int, ...]) -> list[Step]:
    steps = []
    if rule.posting:
        steps.append(Step("posting", {"on": due}))
    if rule.alarm_on_nominal and due != nominal:
        steps.append(Step("alarm", {"on": nominal}))
    for year in years:
        steps.append(Step("provisional", {"year": year, "calendar": calendar.name}))
    steps.append(Step("expiry", {"expiry": expiry_of(rule)}))
    return steps
