"""What stands on the courts' desk before the session, and what the one search finds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from portal.audit.actors import Actor
from portal.identity.queries import DueDates
from portal.power_of_attorney.models import Appointment, PowerOfAttorney
from portal.power_of_attorney.queries.preparing import Due, identity_due
from portal.power_of_attorney.queries.schedule import day_bounds
from portal.power_of_attorney.rules import lifecycle

MOST_ROWS = 25
#: How long somebody who did not come stays on the desk, while no new time is booked.
NO_SHOW_DAYS = 30


def _mine(actor: Actor, on: date) -> QuerySet[PowerOfAttorney]:
    rows = PowerOfAttorney.objects.for_staff(actor, on).select_related("court", "principal")
    return rows.prefetch_related("principal__names")


def identities(actor: Actor, on: date) -> Iterable[tuple[PowerOfAttorney, Due | None]]:
    """Powers whose principal is to be identified, with the day (Provisions 2021 art. 4)."""
    dues = DueDates()
    rows = _mine(actor, on).filter(state__in=[lifecycle.SUBMITTED, lifecycle.ID_PENDING])
    for power in rows.prefetch_related("identity_checks"):
        yield power, identity_due(power, dues)


def reviews(actor: Actor, on: date) -> QuerySet[PowerOfAttorney]:
    """Powers whose papers are to be reviewed."""
    return _mine(actor, on).filter(
        state__in=[lifecycle.ID_VERIFIED, lifecycle.ID_MANUAL, lifecycle.DOC_REVIEW]
    )


def cures_over(actor: Actor, on: date) -> QuerySet[PowerOfAttorney]:
    """Powers whose time to correct has passed: the judge decides."""
    return _mine(actor, on).filter(state=lifecycle.CURE, cure_by_date__lt=on)


def sessions_on(actor: Actor, on: date) -> QuerySet[Appointment]:
    """The sessions of the day at the actor's courts."""
    start, end = day_bounds(on)
    rows = Appointment.objects.filter(
        state=Appointment.State.BOOKED, slot__starts_at__gte=start, slot__starts_at__lt=end,
        power__in=PowerOfAttorney.objects.for_staff(actor, on),
    )  # fmt: skip
    return rows.select_related("power__court", "power__principal", "slot").order_by("slot__starts_at")


def not_come(actor: Actor, on: date) -> QuerySet[Appointment]:
    """Sessions that were not held because somebody did not come, while no new time is booked."""
    start, _end = day_bounds(on - timedelta(days=NO_SHOW_DAYS))
    waiting = PowerOfAttorney.objects.for_staff(actor, on).filter(state=lifecycle.CLEARED)
    rows = Appointment.objects.filter(state=Appointment.State.NO_SHOW, ended_at__gte=start, power__in=waiting)
    return rows.select_related("power__court", "slot").order_by("ended_at")


def found(actor: Actor, on: date, text: str) -> QuerySet[PowerOfAttorney]:
    """Powers of the actor's courts by number, or by the name of the principal or of an agent."""
    named = {"principal__names__text__icontains": text, "principal__names__withdrawn_at": None}
    rows = _mine(actor, on).filter(
        Q(reference__icontains=text) | Q(**named) | Q(agents__name__icontains=text, agents__withdrawn_at=None)
    )
    return rows.distinct().order_by("reference")[:MOST_ROWS]
