"""Periods and proofs that hang on a wrong entry: a new row for each, the old one kept with the reason."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from portal.audit.actors import Actor
from portal.time_limits import Kind
from service_of_process.actions.clocks import start_clock
from service_of_process.actions.steps import S, record
from service_of_process.actions.targets import start_target
from service_of_process.models import CertificateOfService, Clock, Leg

State = Clock.State
ACT = S + "clock_replaced"


def replace_clocks(
    leg: Leg, rules: Iterable[str], *, start: date | None, ended: date | None, reason: str, actor: Actor, at: datetime
) -> list[Clock]:  # fmt: skip
    """Compute these periods of the leg anew, from another ``start`` or with another day on which they ``ended``.

    Each is an act of its own in the log, with both last days.
    """
    held = (
        leg.clocks.filter(rule__in=list(rules))
        .exclude(state=State.REPLACED)
        .order_by("started_at", "due_date")
    )
    made = []
    for clock in held:
        if (new := _replaced(clock, leg, start, ended, reason, at)) is None:
            continue
        made.append(new)
        record(
            ACT, actor=actor, at=at, matter=leg.matter, leg=leg, subject=new,
            facts={"rule": clock.rule, "old_due_date": clock.due_date.isoformat(),
                   "new_due_date": new.due_date.isoformat(), "start_date": new.start_date.isoformat()},
            private={"reason": reason},
        )  # fmt: skip
    return made


def _replaced(
    clock: Clock, leg: Leg, start: date | None, ended: date | None, reason: str, at: datetime
) -> Clock | None:
    was, over = clock.state, ended or clock.ended_date
    clock.state, clock.replaced_reason = State.REPLACED, reason
    clock.save(update_fields=["state", "replaced_reason"])
    begins = start or clock.start_date
    if clock.is_practice:
        new = start_target(leg, clock.rule, start=begins, at=at, holder=clock.holder, court_id=clock.court_id)
    else:
        new = start_clock(
            leg.matter, rule=clock.rule, start=begins, at=at, holder=clock.holder, leg=leg,
            is_estimate=clock.is_estimate,
        )  # fmt: skip
    if new is None:  # the court has given this target up since
        clock.state, clock.replaced_reason = was, ""
        clock.save(update_fields=["state", "replaced_reason"])
        return None
    new.replaces = clock
    if clock.extended_to is not None and clock.extended_to > new.due_date:
        new.extended_to, new.extension_reason = clock.extended_to, clock.extension_reason
    if was != State.RUNNING and not _is_looked_at_again(was, clock, leg, ended):
        new.ended_date, new.state = over, _state(was, new, over, is_told=ended is not None)
    new.save()
    return new


def _is_looked_at_again(was: str, clock: Clock, leg: Leg, ended: date | None) -> bool:
    """Whether the nightly look had found it expired and nobody has decided on it: with its new last day it runs."""
    return was == State.EXPIRED and clock.ended_date is None and ended is None and not leg.is_over


def _state(was: str, new: Clock, over: date | None, *, is_told: bool) -> str:
    """How a period that had ended stands with its new last day; what the law or the judge ended stays as it ended."""
    if was == State.STOPPED or over is None or (new.kind == Kind.DEEMING.value and not is_told):
        return was
    return State.MET if over <= (new.extended_to or new.due_date) else State.EXPIRED


def replace_certificate(
    leg: Leg, changed: dict[str, Any], *, reason: str, actor: Actor, at: datetime
) -> CertificateOfService | None:
    """The proof in force with another day, as a new row; the old one stays, with the reason."""
    held = leg.certificates.filter(replaced_by=None).first()
    if held is None:
        return None
    kept = {
        field.attname: getattr(held, field.attname)
        for field in CertificateOfService._meta.concrete_fields
        if field.name not in ("id", "replaced_by", "replaced_reason", "entered_at", "entered_by")
    }
    key = uuid.uuid4()
    held.replaced_by_id, held.replaced_reason = key, reason[:300]
    held.save(update_fields=["replaced_by", "replaced_reason"])
    return CertificateOfService.objects.create(
        id=key, entered_at=at, entered_by=actor.key, **{**kept, **changed}
    )
