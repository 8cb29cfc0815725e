"""The periods that run from the day of service: begun with it, replaced with it, stopped with it."""

from __future__ import annotations

from datetime import date, datetime

from service_of_process.actions.clocks import start_clock
from service_of_process.models import Clock, ServiceMatter
from service_of_process.rules import dependent, lifecycle

OPEN_OR_OVER = (Clock.State.RUNNING, Clock.State.EXPIRED)


def run_from(matter: ServiceMatter, on: date, at: datetime, *, note: str) -> list[Clock]:
    """Begin the periods of answer and appeal on the day of service; what ran from another day is replaced, and kept.

    A period that was kept (answer filed) stays as it is. ``note`` stands on every row replaced.
    """
    held = {
        clock.rule: clock
        for clock in Clock.objects.filter(matter=matter, leg=None, rule__in=dependent.RULES).exclude(
            state__in=(Clock.State.REPLACED, Clock.State.STOPPED)
        )
    }
    return [
        clock for rule in wanted(matter) if (clock := _run(matter, rule, held.get(rule), on, at, note)) is not None
    ]  # fmt: skip


def wanted(matter: ServiceMatter) -> tuple[str, ...]:
    """The rule rows for what this matter serves, on this addressee, in this procedure."""
    if matter.case is None:
        return ()
    kinds = matter.documents.filter(withdrawn_at=None).values_list("kind", flat=True)
    return dependent.dependent_rules(
        set(kinds), is_judgment=matter.is_judgment, in_mainland=matter.addressee.has_mainland_domicile,
        procedure=matter.case.procedure,
    )  # fmt: skip


def _run(
    matter: ServiceMatter, rule: str, before: Clock | None, on: date, at: datetime, note: str
) -> Clock | None:
    if before is not None and (before.state == Clock.State.MET or before.start_date == on):
        return None
    if before is not None and before.state == Clock.State.EXPIRED:
        before.state, before.replaced_reason = Clock.State.REPLACED, note
        before.save(update_fields=["state", "replaced_reason"])
    clock = start_clock(matter, rule=rule, start=on, at=at, holder=lifecycle.ADDRESSEE, reason=note)
    if before is not None and clock.replaces_id is None:
        clock.replaces = before
        clock.save(update_fields=["replaces"])
    return clock


def stop_dependents(matter: ServiceMatter, on: date) -> None:
    """The date of service has fallen away, and with it what ran from it."""
    Clock.objects.filter(matter=matter, leg=None, rule__in=dependent.RULES, state__in=OPEN_OR_OVER).update(
        state=Clock.State.STOPPED, ended_date=on, alert=""
    )
