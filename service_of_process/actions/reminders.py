"""Reminders (催办函) to the requested side: as often as needed, one a day for a leg, singly or for many at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of
from service_of_process.actions.clocks import running
from service_of_process.actions.entrusted_steps import completion_of, is_overdue
from service_of_process.actions.steps import S, locked_leg, move_leg, record, require_order, require_past
from service_of_process.models import Leg, MatterEvent

ACT = S + "reminder_sent"


@transaction.atomic
def send_reminder(
    *, actor: Actor, at: datetime, leg_id: UUID, on: date | None = None, means: str = ""
) -> int:
    """A reminder went to the requested side ``on`` that day (today unless told); its number in this leg.

    The lapse of the period is never service (1999 art. 4; 2020 art. 6); it is what the reminder names.

    :raises ValidationError: one went out that day already, or a day to come or before the dispatch.
    """
    leg = locked_leg(actor, at, ACT, leg_id)
    day = require_past(on or day_of(at), at, "on")
    require_order(leg.dispatched_date, day, "on")
    sent = MatterEvent.objects.filter(leg=leg, act=ACT)
    if sent.filter(on_date=day).exists():
        sentence = _("A reminder for leg %(leg)s went out on this day already.")
        raise ValidationError({"on": sentence % {"leg": leg.reference}}, code="twice")
    number = sent.count() + 1
    move_leg(leg, ACT, at)
    clock = running(leg.matter, completion_of(leg), leg)
    record(
        ACT, actor=actor, at=at, matter=leg.matter, leg=leg, on=day,
        facts={"reminder": number, "means": means, "overdue": is_overdue(leg, day),
               "due_date": clock.due_date.isoformat() if clock else ""},
    )  # fmt: skip
    return number


@dataclass(frozen=True)
class Reminded:
    """What came of one leg in a batch: the number of its reminder, or the sentence that says why none went out."""

    leg_id: UUID
    reference: str
    number: int | None = None
    refusal: str = ""


@transaction.atomic
def remind_all(*, actor: Actor, at: datetime, leg_ids: Iterable[UUID], means: str = "") -> list[Reminded]:
    """One reminder for each of these legs, today; a leg that cannot be reminded is told and stops no other.

    :raises PermissionRefused: one of them is not open to the actor; then none goes out.
    """
    found = []
    for leg_id in dict.fromkeys(leg_ids):
        reference = Leg.objects.filter(pk=leg_id).values_list("reference", flat=True).first() or ""
        try:
            with transaction.atomic():
                number = send_reminder(actor=actor, at=at, leg_id=leg_id, means=means)
        except ValidationError as error:
            found.append(Reminded(leg_id, reference, refusal=" ".join(error.messages)))
        else:
            found.append(Reminded(leg_id, reference, number))
    return found
