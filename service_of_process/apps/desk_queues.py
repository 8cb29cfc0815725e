"""What waits on the desk for clerks and the judicial-assistance desks, each row with its holder and last day.

The judge's queue and those of inbound requests are offered by their own areas.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.audit.actors import Actor
from portal.desk.registry import Queue, QueueRow, language_of, register_queue
from portal.identity.roles import Role
from service_of_process.actions.steps import seen_from
from service_of_process.models import (
    Clock,
    Leg,
    ServiceMatter,
)
from service_of_process.models.matters import AT_DESK, courts_held
from service_of_process.queries.desk import ALARM, past, running_clocks
from service_of_process.queries.holders import holder_words, states_held_by
from service_of_process.rules import lifecycle

CLERKS = frozenset({Role.CLERK.value, Role.ASSISTANCE_DESK.value})
DESKS = frozenset({Role.ASSISTANCE_DESK.value})
#: What the clerk has to do again: a leg came back, or the other side asked for more.
AGAIN = (lifecycle.CORRECTION, lifecycle.SUPPLEMENT)
MOST_OVERDUE = 500


def row_of(
    matter: ServiceMatter, words: Any, *, holder: str, due: date | None = None, leg: Leg | None = None
) -> QueueRow:
    """One line: number, what waits, the addressee, the holder."""
    name = matter.addressee.name
    anchor = f"#leg-{leg.number}" if leg else ""
    return QueueRow(
        title=f"{leg.reference if leg else matter.reference} · {words}",
        address=reverse("service_desk:inspect", args=[matter.pk]) + anchor,
        holder=holder_words(holder), due_date=due, note=name, note_lang=language_of(name),
    )  # fmt: skip


def _legs(seat: str, states: Iterable[str]) -> Callable[[Actor, date], Iterable[QueueRow]]:
    """The rows of the legs in these states that are reached from a seat, with their nearest day."""

    def rows(actor: Actor, on: date) -> Iterable[QueueRow]:
        nearest = running_clocks().filter(leg=OuterRef("pk")).order_by().annotate(day=ALARM).order_by("day")
        legs = Leg.objects.filter(matter__in=seen_from(seat, actor, on).values("pk"), state__in=list(states))
        if seat == lifecycle.UPPER:
            legs = legs.filter(matter__direction="O", upper_court__in=courts_held(actor, on, AT_DESK))
        legs = legs.select_related("matter__addressee").annotate(due=Subquery(nearest.values("day")[:1]))
        for leg in legs:
            words = f"{leg.get_channel_display()}: {leg.get_state_display()}"
            yield row_of(leg.matter, words, holder=seat, due=leg.due, leg=leg)

    return rows


def overdue(actor: Actor, on: date) -> Iterable[QueueRow]:
    """The running periods that are past, the oldest first; targets of the court are named as such.

    Of other courts' matters, the High People's Court is told of the legs that came to it.
    """
    own: Any = ServiceMatter.objects.for_staff(actor, on).values("pk")
    came_here = Q(
        matter__in=ServiceMatter.objects.for_upper(actor, on).values("pk"),
        leg__upper_court__in=courts_held(actor, on, AT_DESK), leg__transferred_date__isnull=False,
    )  # fmt: skip
    late: QuerySet[Clock] = past(running_clocks(), on).filter(Q(matter__in=own) | came_here)
    for clock in late.select_related("matter__addressee", "leg").order_by(ALARM)[:MOST_OVERDUE]:
        kind = _("target of the court has passed") if clock.is_practice else _("period has passed")
        last = clock.extended_to or clock.alarm_date
        yield row_of(clock.matter, kind, holder=clock.holder, due=last, leg=clock.leg)


QUEUES: tuple[tuple[str, Queue], ...] = (
    ("service_review", Queue(
        gettext_lazy("Service: legs to check and hand on"),
        gettext_lazy("No leg waits for the judicial-assistance desk."),
        DESKS, _legs(lifecycle.DESK, [lifecycle.COURT_REVIEW]))),
    ("service_upper", Queue(
        gettext_lazy("Service: with the High People's Court"),
        gettext_lazy("No leg lies with your High People's Court."),
        DESKS, _legs(lifecycle.UPPER, states_held_by(lifecycle.UPPER)))),
    ("service_again", Queue(
        gettext_lazy("Service: to be corrected or supplemented"),
        gettext_lazy("No leg came back, and nobody asked for a supplement."),
        CLERKS, _legs(lifecycle.CLERK, AGAIN))),
    ("service_overdue", Queue(
        gettext_lazy("Service: periods that have passed"),
        gettext_lazy("No period of service has passed. That one passes is never service."),
        CLERKS, overdue)),
)  # fmt: skip


def register_queues() -> None:
    """Put the queues on the desk."""
    for code, queue in QUEUES:
        register_queue(code, queue)
