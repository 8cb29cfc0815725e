"""Periods extended by the judge where their row lets the court do so (CPL 86, 285, 286); the old row is kept."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.calendars.queries import calendar_for
from portal.cases.actions.steps import require_reason
from portal.identity.permissions import PermissionRefused
from portal.time_limits import TimeLimitError, compute, rule_for
from service_of_process.actions.clocks import end_clock
from service_of_process.actions.steps import S, day_of, locked, record
from service_of_process.models import Clock
from service_of_process.rules import extension

STILL_EXTENDABLE = (Clock.State.RUNNING, Clock.State.EXPIRED)


@transaction.atomic
def extend_clock(*, actor: Actor, at: datetime, clock_id: UUID, extended_to: date, reason: str) -> Clock:
    """The judge extends a period to a day; a new row replaces the old one, which keeps its dates.

    Only rows whose text lets the court decide can be extended, never a period of the Arrangements or one on whose
    expiry the law itself attaches a result. An expired one too: time may be asked for afterwards (CPL 86).

    :raises ValidationError: the row knows no such extension, the day lies before the period's end, or no reason.
    """
    text = require_reason(reason)
    act = S + "clock_extended"
    found = Clock.objects.filter(pk=clock_id).values_list("matter_id", flat=True).first()
    if found is None:
        raise PermissionRefused(act)
    matter = locked(actor, at, act, found)
    before = Clock.objects.select_for_update(of=("self",)).select_related("leg").get(pk=clock_id)
    if before.state not in STILL_EXTENDABLE:
        raise ValidationError(_("This period no longer runs."), code="state")
    if before.is_practice or not extension.may_extend(before.rule):
        raise ValidationError(_("The text of this period lets nobody extend it."), code="rule")
    if extended_to <= before.due_date:
        raise ValidationError({"extended_to": _("Choose a day after the last day of the period.")})
    after = _replaced(before, extended_to, at, text)
    end_clock(matter, extension.APPLICATION_CLOCK, day_of(at))
    record(
        act, actor=actor, at=at, matter=matter, leg=before.leg, subject=after,
        facts={
            "rule": before.rule, "before_date": before.due_date.isoformat(), "due_date": after.due_date.isoformat(),
        },
        private={"reason": text},
    )  # fmt: skip
    return after


def _replaced(before: Clock, extended_to: date, at: datetime, reason: str) -> Clock:
    row = rule_for(before.rule)
    table = calendar_for(row.calendar)
    try:
        found = compute(row, before.start_date, calendar=table, extended_to=extended_to)
    except TimeLimitError as error:
        raise ValidationError({"extended_to": _("No period can be computed from this date.")}) from error
    before.state, before.replaced_reason, before.alert = Clock.State.REPLACED, reason, ""
    before.save(update_fields=["state", "replaced_reason", "alert"])
    return Clock.objects.create(
        matter_id=before.matter_id, leg=before.leg, court_id=before.court_id, rule=before.rule, kind=before.kind,
        holder=before.holder, start_date=before.start_date, is_estimate=before.is_estimate,
        nominal_date=found.nominal, due_date=found.due, alternative_date=found.alternative, alarm_date=found.alarm,
        extended_to=extended_to, extension_reason=reason, is_provisional=found.provisional,
        calendar=found.calendar, calendar_edition=table.edition, started_at=at, replaces=before,
    )  # fmt: skip
