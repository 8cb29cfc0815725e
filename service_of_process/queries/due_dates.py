"""The last days that one account may see, for its own calendar; and whose calendar a token opens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.documents import icalendar
from portal.identity.models import User
from portal.seals.fields import blind_index
from service_of_process.models import CalendarSubscription, Clock, ServiceMatter
from service_of_process.queries.lanes import clock_words

CONTEXT = "service.calendar_token"
LONGEST = 80


@dataclass(frozen=True)
class Due:
    """One last day: key of the clock, number of the matter, words of the rule, whether it is provisional."""

    key: UUID
    reference: str
    name: str
    citation: str
    on: date
    is_provisional: bool


def digest_of(token: str) -> str:
    """The keyed digest under which a token is kept."""
    return str(blind_index(CONTEXT, token))


def subscription_for(token: str) -> CalendarSubscription | None:
    """The subscription in force that the token opens."""
    if not token or len(token) > LONGEST:
        return None
    rows = CalendarSubscription.objects.select_related("owner")
    return rows.filter(digest=digest_of(token), revoked_at=None, owner__is_active=True).first()


def subscription_of(user: User) -> CalendarSubscription | None:
    """The account's own subscription in force."""
    return CalendarSubscription.objects.filter(owner=user, revoked_at=None).first()


def due_dates(matters: Iterable[ServiceMatter]) -> list[Due]:
    """The running periods of these matters, the nearest first; one query."""
    language = get_language() or "zh-hant"
    rows = (
        Clock.objects.filter(matter__in=matters, state="running")
        .select_related("matter")
        .order_by("due_date")
    )
    found = []
    for clock in rows:
        name, citation = clock_words(clock.rule, language)
        on = clock.extended_to or clock.due_date
        found.append(Due(clock.pk, clock.matter.reference, name, citation, on, clock.is_provisional))
    return found


def calendar_of(dues: Iterable[Due], *, at: datetime) -> str:
    """The due dates as iCalendar (RFC 5545): half an hour at nine on the last day, with a reminder a day before."""
    entries = []
    for due in dues:
        starts = timezone.make_aware(datetime.combine(due.on, time(9)))
        note = "%(citation)s"
        if due.is_provisional:
            note = _("%(citation)s. Provisional: the official calendar of the year is not held yet.")
        entries.append(
            icalendar.Entry(
                due.key, starts, starts + timedelta(minutes=30), f"{due.reference}: {due.name}",
                description=note % {"citation": due.citation}, alarm_minutes=24 * 60,
            )
        )  # fmt: skip
    return icalendar.calendar(
        product="Service of documents", domain="service-of-process", entries=entries, at=at,
        title=_("Due dates of service"),
    )  # fmt: skip
