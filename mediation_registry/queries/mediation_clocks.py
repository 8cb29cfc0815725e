"""The clocks of a mediation: choice, designation, reply, contact, and the period itself, on the Mainland calendar."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from mediation_registry.models import Appointment, Mediation
from mediation_registry.rules import conduct
from portal.calendars.queries import CalendarMissing, calendar_for
from portal.time_limits import Calendar, Computation, Span, compute, rule_for
from portal.time_limits.labels import citation_of, name_of

MAINLAND = "mainland"


@dataclass(frozen=True)
class Clock:
    """One running clock: which row, its last day, and whether that day is provisional."""

    code: str
    computation: Computation

    @property
    def due_date(self) -> date:
        return self.computation.due

    @property
    def is_provisional(self) -> bool:
        return self.computation.provisional

    def name_in(self, language: str) -> str:
        """The clock's name in a language."""
        return name_of(self.computation.rule).in_language(language)

    def citation_in(self, language: str) -> str:
        """The article in a language."""
        return citation_of(self.computation.rule).in_language(language)

    def days_left(self, on: date) -> int:
        """Days until the last day; negative when it is over."""
        return (self.due_date - on).days


def calendar_of_mainland() -> Calendar | None:
    """The calendar with which these clocks count; None where the reference data was not loaded."""
    try:
        return calendar_for(MAINLAND)
    except CalendarMissing:
        return None


def _clock(
    code: str, rule_id: str, start: date | None, calendar: Calendar | None, rules_chosen: str
) -> Clock | None:
    """A clock of the Online Rules; None under other rules."""
    if start is None or calendar is None or not conduct.keeps_online_clocks(rules_chosen):
        return None
    return Clock(code, compute(rule_for(rule_id), start, calendar=calendar))


def appraisal_spans(mediation: Mediation, on: date) -> list[Span]:
    """The days of appraisals before filing that do not count (Online art. 26); a running one until today."""
    if not conduct.leaves_out_appraisals(mediation.rules_chosen, mediation.track):
        return []
    spans = []
    for row in mediation.appraisals.all():
        last = row.last_date or max(on, row.first_date)
        spans.append(Span(row.first_date, last))
    return spans


def period_clock(mediation: Mediation, on: date, calendar: Calendar | None = None) -> Clock | None:
    """The period of the mediation (Online art. 24; 2016 art. 27): from the acceptance, extended by all parties.

    None before the acceptance, or where the rules chosen name no period; then an agreed day stands in
    ``extended_to``.
    """
    rule_id = conduct.period_rule(mediation.rules_chosen, mediation.track)
    calendar = calendar or calendar_of_mainland()
    if rule_id is None or mediation.accepted_date is None or calendar is None:
        return None
    rule, spans = rule_for(rule_id), appraisal_spans(mediation, on)
    plain = compute(rule, mediation.accepted_date, calendar=calendar, exclude=spans)
    extended = mediation.extended_to
    if extended is None or extended <= plain.nominal:
        return Clock("period", plain)
    return Clock(
        "period",
        compute(rule, mediation.accepted_date, calendar=calendar, extended_to=extended, exclude=spans),
    )


def last_day(mediation: Mediation, on: date, calendar: Calendar | None = None) -> date | None:
    """The last day of the mediation: the clock's, else the day the parties agreed on."""
    clock = period_clock(mediation, on, calendar)
    if clock is not None:
        return clock.due_date
    return mediation.extended_to if mediation.accepted_date is not None else None


def is_period_over(mediation: Mediation, on: date) -> bool:
    """True when the last day has passed."""
    last = last_day(mediation, on)
    return last is not None and on > last


def choice_clock(mediation: Mediation, calendar: Calendar | None = None) -> Clock | None:
    """Two working days to choose together (Online art. 10)."""
    if mediation.state != mediation.State.CHOICE or mediation.is_one_sided or mediation.court_id is None:
        return None
    return _clock(
        "choice", conduct.CHOICE_RULE, mediation.choice_notice_date, calendar or calendar_of_mainland(),
        mediation.rules_chosen,
    )  # fmt: skip


def designation_clock(mediation: Mediation, calendar: Calendar | None = None) -> Clock | None:
    """Three working days for the court to designate after the application (Online art. 10 para. 3)."""
    if mediation.state not in (mediation.State.CONSENT, mediation.State.CHOICE):
        return None
    start = mediation.applied_online_date
    calendar = calendar or calendar_of_mainland()
    return _clock("designation", conduct.DESIGNATION_RULE, start, calendar, mediation.rules_chosen)


def reply_clock(told: date, rules_chosen: str, calendar: Calendar | None = None) -> Clock | None:
    """Three working days for the mediator or organisation to answer (Online art. 12); None under other rules."""
    return _clock("reply", conduct.REPLY_RULE, told, calendar or calendar_of_mainland(), rules_chosen)


def contact_clock(mediation: Mediation, calendar: Calendar | None = None) -> Clock | None:
    """Three working days to ask the other side, where one party applied before filing (Online art. 15)."""
    if not mediation.is_one_sided or mediation.state != mediation.State.PREPARATION:
        return None
    if not mediation.parties.filter(consents=None).exists():
        return None
    return _clock(
        "contact", conduct.CONTACT_RULE, mediation.accepted_date, calendar or calendar_of_mainland(),
        mediation.rules_chosen,
    )  # fmt: skip


def running_clocks(
    mediation: Mediation, told: Iterable[Appointment], on: date, day_of: Callable[[datetime], date]
) -> list[Clock]:
    """Every clock that runs now, the nearest first; ``day_of`` gives the calendar day of a time."""
    calendar = calendar_of_mainland()
    found = [
        designation_clock(mediation, calendar),
        choice_clock(mediation, calendar),
        contact_clock(mediation, calendar),
    ]
    found += [
        reply_clock(day_of(row.told_at), mediation.rules_chosen, calendar)
        for row in told if row.state == Appointment.State.TOLD
    ]  # fmt: skip
    if mediation.state in (mediation.State.PREPARATION, mediation.State.SESSIONS, mediation.State.SETTLED):
        found.append(period_clock(mediation, on, calendar))
    return sorted((clock for clock in found if clock is not None), key=lambda clock: clock.due_date)
