"""What the clock tells people: periods ending or over, answers overdue. It proposes and reminds; it decides nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from mediation_registry.actions.steps_mediation import M, tell
from mediation_registry.models import Appointment, Mediation
from mediation_registry.queries.mediation_clocks import (
    Clock,
    calendar_of_mainland,
    choice_clock,
    contact_clock,
    period_clock,
    reply_clock,
)
from mediation_registry.queries.mediations import users_of, users_of_court, users_of_mediators
from mediation_registry.rules import conduct
from portal.cases.actions.steps import day_of
from portal.time_limits import Calendar

State = Mediation.State
RUNNING = (State.PREPARATION, State.SESSIONS, State.SETTLED)


def sound_alarms(*, at: datetime) -> dict[str, int]:
    """Look at every open mediation once; each alarm is told once to each person, however often this runs.

    :returns: how many mediations were looked at, and how many had something to tell.
    """
    calendar, told = calendar_of_mainland(), 0
    open_ = Mediation.objects.exclude(state__in=[State.ENDED, State.CONCLUDED]).select_related(
        "court", "case"
    )
    looked = 0
    for mediation in open_.iterator(chunk_size=200):
        looked += 1
        with transaction.atomic():
            told += bool(_alarms_of(mediation, at, calendar))
    return {"looked_at": looked, "with_alarm": told}


def _alarms_of(mediation: Mediation, at: datetime, calendar: Calendar | None) -> list[str]:
    found = [
        _period(mediation, at, calendar),
        _reply(mediation, at, calendar),
        _choice(mediation, at, calendar),
        _contact(mediation, at, calendar),
    ]
    return [code for code in found if code]


def _period(mediation: Mediation, at: datetime, calendar: Calendar | None) -> str:
    """7, 3 and 1 days before the last day, and once after it."""
    today = day_of(at)
    clock = period_clock(mediation, today, calendar)
    if clock is None or mediation.state not in RUNNING:
        return ""
    left = clock.days_left(today)
    crossed = conduct.crossed_alarm(left)
    if left >= 0 and crossed is None:
        return ""
    kind = "period_ending" if left >= 0 else "period_over"
    about = f"{kind}|{clock.due_date.isoformat()}|{crossed or 0}"
    people = users_of(mediation.parties.all(), today) + users_of_mediators(mediation)
    tell(f"{M}{kind}", people, mediation=mediation, at=at, about=about, context=_context(clock))
    if left < 0:
        desk = users_of_court(mediation, today)
        tell(
            f"{M}{kind}", desk, mediation=mediation, at=at, about=about, context=_context(clock), at_desk=True
        )
    return kind


def _reply(mediation: Mediation, at: datetime, calendar: Calendar | None) -> str:
    """A mediator has not answered within three working days: whoever may choose anew is told."""
    told = ""
    for row in mediation.appointments.filter(state=Appointment.State.TOLD):
        clock = reply_clock(day_of(row.told_at), mediation.rules_chosen, calendar)
        if clock is None or day_of(at) <= clock.due_date:
            continue
        told = "answer_overdue"
        _tell_chooser(mediation, told, f"{told}|{row.pk.hex[:12]}", clock, at)
    return told


def _choice(mediation: Mediation, at: datetime, calendar: Calendar | None) -> str:
    """The two working days to choose together are over: the court designates."""
    clock = choice_clock(mediation, calendar)
    if clock is None or day_of(at) <= clock.due_date:
        return ""
    _tell_chooser(mediation, "choice_overdue", f"choice|{clock.due_date.isoformat()}", clock, at)
    return "choice_overdue"


def _contact(mediation: Mediation, at: datetime, calendar: Calendar | None) -> str:
    """The other side has not been asked within three working days (art. 15); the mediator and the court are told."""
    clock = contact_clock(mediation, calendar)
    if clock is None or day_of(at) <= clock.due_date:
        return ""
    about = f"contact|{clock.due_date.isoformat()}"
    kind = f"{M}contact_overdue"
    tell(
        kind, users_of_mediators(mediation), mediation=mediation, at=at, about=about, context=_context(clock)
    )
    desk = users_of_court(mediation, day_of(at))
    tell(kind, desk, mediation=mediation, at=at, about=about, context=_context(clock), at_desk=True)
    return "contact_overdue"


def _tell_chooser(mediation: Mediation, kind: str, about: str, clock: Clock, at: datetime) -> None:
    today: date = day_of(at)
    context = _context(clock)
    if mediation.court_id is None:
        parties = users_of(mediation.parties.all(), today)
        tell(f"{M}{kind}", parties, mediation=mediation, at=at, about=about, context=context)
        return
    desk = users_of_court(mediation, today)
    tell(f"{M}{kind}", desk, mediation=mediation, at=at, about=about, context=context, at_desk=True)


def _context(clock: Clock) -> Mapping[str, Any]:
    return {"due_date": clock.due_date.isoformat(), "provisional": "yes" if clock.is_provisional else ""}
