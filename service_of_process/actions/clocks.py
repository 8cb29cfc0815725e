"""Clocks of a matter: begun, kept, stopped, replaced. A stored date never changes; a new computation is a new row."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.calendars.queries import calendar_for
from portal.time_limits import Computation, TimeLimitError, compute, rule_for
from service_of_process.models import Clock, Leg, ServiceMatter

RUNNING = Clock.State.RUNNING


def start_clock(
    matter: ServiceMatter,
    *,
    rule: str,
    start: date,
    at: datetime,
    holder: str,
    leg: Leg | None = None,
    is_estimate: bool = False,
    reason: str = "",
) -> Clock:
    """Begin the period of a rule row (id of portal.time_limits) on the day of its trigger.

    A running one of the same rule and leg is replaced, the old row kept with ``reason``. Call it inside the act.

    :raises ValidationError: the date cannot be computed with.
    """
    computation = computed(rule, start)
    before = running(matter, rule, leg)
    if before is not None:
        before.state, before.replaced_reason = Clock.State.REPLACED, reason
        before.save(update_fields=["state", "replaced_reason"])
    return Clock.objects.create(
        matter=matter, leg=leg, court=matter.court, rule=rule, kind=computation.rule.kind.value, holder=holder,
        start_date=start, is_estimate=is_estimate, nominal_date=computation.nominal, due_date=computation.due,
        alternative_date=computation.alternative, alarm_date=computation.alarm,
        is_provisional=computation.provisional, calendar=computation.calendar,
        calendar_edition=calendar_for(computation.rule.calendar).edition, started_at=at, replaces=before,
    )  # fmt: skip


def computed(rule: str, start: date) -> Computation:
    """The computation of a rule from a day, with the calendar of the law that imposes it.

    :raises ValidationError: the date cannot be computed with.
    """
    row = rule_for(rule)
    try:
        return compute(row, start, calendar=calendar_for(row.calendar))
    except TimeLimitError as error:
        raise ValidationError(_("No period can be computed from this date."), code="date") from error


def running(matter: ServiceMatter, rule: str, leg: Leg | None = None) -> Clock | None:
    """The running clock of a rule, if any."""
    return Clock.objects.filter(matter=matter, leg=leg, rule=rule, state=RUNNING).first()


def end_clock(
    matter: ServiceMatter, rule: str, on: date, *, leg: Leg | None = None, state: str = "met"
) -> None:
    """The period was kept (``met``), stopped or has expired; nothing happens where none runs."""
    clock = running(matter, rule, leg)
    if clock is not None:
        clock.state, clock.ended_date, clock.alert = state, on, ""
        clock.save(update_fields=["state", "ended_date", "alert"])


def end_clocks_of(leg: Leg, on: date, *, state: str = "stopped") -> None:
    """Every running period of a leg that is over."""
    Clock.objects.filter(leg=leg, state=RUNNING).update(state=state, ended_date=on, alert="")
