"""Which legs want a reminder: abroad, their two or three months past or nearly so."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery

from portal.audit.actors import Actor
from service_of_process.models import Leg, MatterEvent, ServiceMatter
from service_of_process.models.matters import AT_DESK, courts_held
from service_of_process.queries.desk import ALARM, running_clocks
from service_of_process.rules import lifecycle

SOON = timedelta(days=7)
ACT = lifecycle.S + "reminder_sent"
REMINDABLE = tuple(dict.fromkeys(
    state for family, state, act in lifecycle.LEG_TRANSITIONS if act == ACT and state is not None
))  # fmt: skip


def to_remind(matters: QuerySet[ServiceMatter], actor: Actor, on: date) -> QuerySet[Leg]:
    """The legs of these matters whose nearest period is past or ends within seven days, the latest first.

    Each with ``alarm`` (that day), ``reminders`` sent so far and the day of the last. One query. Of the legs of other
    courts, somebody at a High People's Court sees those that came to it.
    """
    here = courts_held(actor, on, AT_DESK)
    own = Q(matter__court__in=here) | Q(upper_court__in=here, transferred_date__isnull=False)
    nearest = running_clocks().filter(leg=OuterRef("pk"), is_practice=False).order_by().annotate(day=ALARM)
    sent = MatterEvent.objects.filter(leg=OuterRef("pk"), act=ACT).order_by().values("leg")
    rows = Leg.objects.filter(own, matter__in=matters.values("pk"), state__in=REMINDABLE).annotate(
        alarm=Subquery(nearest.order_by("day").values("day")[:1]),
        reminders=Subquery(sent.annotate(number=Count("pk")).values("number")),
        reminded_date=Subquery(sent.annotate(last=Max("on_date")).values("last")),
    )
    rows = rows.filter(alarm__lte=on + SOON).select_related("matter__court", "matter__addressee")
    return rows.order_by(F("alarm").asc(), "reference")
