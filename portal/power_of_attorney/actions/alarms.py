"""What the beat says before the session: a session begins soon, the time to correct ends or has ended.

It tells; it decides nothing and moves no power.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from portal.cases.actions.steps import day_of
from portal.identity.roles import Role
from portal.power_of_attorney.actions.invitations import tell_everybody
from portal.power_of_attorney.actions.steps import tell
from portal.power_of_attorney.models import PowerOfAttorney
from portal.power_of_attorney.queries.powers import agent_accounts, signers, staff_accounts
from portal.power_of_attorney.queries.schedule import sessions_between
from portal.power_of_attorney.rules import lifecycle
from portal.power_of_attorney.rules.lifecycle import P

#: How long before a session people are reminded.
BEFORE_SESSION = (timedelta(hours=24), timedelta(hours=1))
#: How many days before the end of the time to correct the principal is reminded.
BEFORE_CURE = timedelta(days=3)


def remind_of_sessions(*, at: datetime) -> int:
    """Remind everybody of sessions that begin within a day, and again within the hour; once each. The number told of."""
    told = 0
    for appointment in sessions_between(at, at + max(BEFORE_SESSION)):
        slot = appointment.slot
        ahead = min(length for length in BEFORE_SESSION if slot.starts_at - at <= length)
        with transaction.atomic():
            tell_everybody(
                f"{P}session_soon", power=appointment.power, at=at, bench=[slot.judge, slot.clerk],
                context={"starts_at": slot.starts_at.isoformat()},
                about=f"{appointment.pk}|{int(ahead.total_seconds())}",
            )  # fmt: skip
        told += 1
    return told


def watch_cures(*, at: datetime) -> int:
    """Remind principals before the day of correction, and tell the court when it has passed; the number told of."""
    on, told = day_of(at), 0
    rows = PowerOfAttorney.objects.filter(state=lifecycle.CURE, cure_by_date__lte=on + BEFORE_CURE)
    for power in rows.select_related("court", "principal__user", "representative__user"):
        if power.cure_by_date is None:
            continue
        with transaction.atomic():
            _tell_of_cure(power, power.cure_by_date, on, at)
        told += 1
    return told


def _tell_of_cure(power: PowerOfAttorney, by_date: date, on: date, at: datetime) -> None:
    about, context = by_date.isoformat(), {"by_date": by_date.isoformat()}
    if on <= by_date:
        people = [*signers(power), *agent_accounts(power)]
        tell(f"{P}cure_ending", people, power=power, at=at, about=about, context=context)
        return
    staff = [*staff_accounts(power, on, Role.JUDGE.value), *staff_accounts(power, on, Role.CLERK.value)]
    tell(f"{P}cure_over", staff, power=power, at=at, about=about, context=context, at_desk=True)
