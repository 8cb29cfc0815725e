"""Inbound requests as the desk works on them: which courts receive, which execute, what waits for whom."""

from __future__ import annotations

from datetime import date

from django.db.models import F, OuterRef, QuerySet, Subquery

from portal.audit.actors import Actor
from portal.identity.models import Court
from service_of_process.models import Clock, Leg, ServiceMatter
from service_of_process.models.matters import MatterQuerySet, courts_held
from service_of_process.rules import lifecycle
from service_of_process.rules.seats import ROLES_AT

MAINLAND = "CN"
STILL_OPEN = (lifecycle.ASSIGNED, lifecycle.ATTEMPTING)
TO_REVIEW = (lifecycle.REGISTERED, lifecycle.REVIEWED)
TO_ANSWER = (lifecycle.DONE, lifecycle.NOT_DONE, lifecycle.REFUSED, lifecycle.REPLIED, lifecycle.SENT_BACK)


def courts_that_receive(actor: Actor, on: date) -> QuerySet[Court]:
    """The courts of the Mainland at whose judicial-assistance desk the actor sits today."""
    return Court.objects.filter(
        pk__in=courts_held(actor, on, ROLES_AT[lifecycle.DESK]), jurisdiction__code=MAINLAND
    )


def executing_courts() -> QuerySet[Court]:
    """The courts that may carry a request out: those of the Mainland."""
    return Court.objects.filter(jurisdiction__code=MAINLAND).order_by("code")


def to_review(actor: Actor, on: date) -> QuerySet[Leg]:
    """Requests at the actor's desk that are to be reviewed or assigned."""
    here = courts_held(actor, on, ROLES_AT[lifecycle.DESK])
    return _legs(actor, on).filter(matter__court__in=here, state__in=TO_REVIEW)


def to_carry_out(actor: Actor, on: date) -> QuerySet[Leg]:
    """Requests assigned to the actor's court that are under way."""
    here = courts_held(actor, on, ROLES_AT[lifecycle.EXECUTING_COURT])
    return _legs(actor, on).filter(matter__executing_court__in=here, state__in=STILL_OPEN)


def to_answer(actor: Actor, on: date) -> QuerySet[Leg]:
    """Requests at the actor's desk with a result whose reply is to be made, sent back or put away."""
    here = courts_held(actor, on, ROLES_AT[lifecycle.DESK])
    return _legs(actor, on).filter(matter__court__in=here, state__in=TO_ANSWER)


def _legs(actor: Actor, on: date) -> QuerySet[Leg]:
    """Legs of inbound matters that the actor reaches as staff, with ``due``: the nearest day of a running period."""
    matters: MatterQuerySet = ServiceMatter.objects.for_staff(actor, on).filter(
        direction=ServiceMatter.Direction.INBOUND
    )
    nearest = Clock.objects.filter(leg=OuterRef("pk"), state=Clock.State.RUNNING).order_by("due_date")
    rows = Leg.objects.filter(matter__in=matters.values("pk")).select_related(
        "matter__court", "matter__executing_court"
    )
    return rows.annotate(due=Subquery(nearest.values("due_date")[:1])).order_by(
        F("due").asc(nulls_last=True), "reference"
    )
