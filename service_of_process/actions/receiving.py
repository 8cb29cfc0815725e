"""Receipt by the requested side, told or estimated: its two, three or six months run from there."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.actions.steps import require_reason
from service_of_process.actions.clocks import start_clock
from service_of_process.actions.entrusted_steps import completion_of
from service_of_process.actions.steps import S, locked_leg, move_leg, record, require_order, require_past
from service_of_process.models import Leg
from service_of_process.rules import lifecycle


@transaction.atomic
def record_receipt(*, actor: Actor, at: datetime, leg_id: UUID, on: date, foreign_number: str = "") -> Leg:
    """The requested side received the letter ``on`` that day: Hong Kong 1999 art. 4, Macao 2020 art. 6, evidence 2017 art. 10.

    A period that ran from an estimate is replaced; its row stays.

    :raises ValidationError: a day to come or before the dispatch, or a day that is recorded already.
    """
    leg = locked_leg(actor, at, S + "receipt_recorded", leg_id)
    require_order(leg.dispatched_date, require_past(on, at, "on"), "on")
    _require_unknown(leg)
    leg.received_date, leg.received_is_estimated = on, False
    leg.foreign_number = foreign_number.strip() or leg.foreign_number
    move_leg(leg, S + "receipt_recorded", at)
    clock = start_clock(
        leg.matter, rule=completion_of(leg), start=on, at=at, holder=lifecycle.REQUESTED, leg=leg,
        reason=_("The day of receipt was told; the estimate no longer counts."),
    )  # fmt: skip
    record(
        S + "receipt_recorded", actor=actor, at=at, matter=leg.matter, leg=leg, on=on,
        facts={"rule": clock.rule, "due_date": clock.due_date.isoformat(), "foreign_number": leg.foreign_number},
    )  # fmt: skip
    return leg


@transaction.atomic
def estimate_receipt(*, actor: Actor, at: datetime, leg_id: UUID, on: date, reason: str) -> Leg:
    """Nobody told the day of receipt: staff estimate it and say on what ground. The period runs, marked as estimated.

    :raises ValidationError: no ground, a day before the dispatch, or a day that was told already.
    """
    leg = locked_leg(actor, at, S + "receipt_estimated", leg_id)
    words = require_reason(reason)
    require_order(leg.dispatched_date, on, "on")
    _require_unknown(leg)
    leg.received_date, leg.received_is_estimated = on, True
    move_leg(leg, S + "receipt_estimated", at)
    clock = start_clock(
        leg.matter, rule=completion_of(leg), start=on, at=at, holder=lifecycle.REQUESTED, leg=leg, is_estimate=True,
        reason=_("Estimated again."),
    )  # fmt: skip
    record(
        S + "receipt_estimated", actor=actor, at=at, matter=leg.matter, leg=leg,
        facts={"rule": clock.rule, "received_date": on.isoformat(), "due_date": clock.due_date.isoformat()},
        private={"ground": words},
    )  # fmt: skip
    return leg


def _require_unknown(leg: Leg) -> None:
    if leg.received_date is not None and not leg.received_is_estimated:
        sentence = _("The day of receipt is recorded already (%(date)s). If it is wrong, rectify it.")
        raise ValidationError({"on": sentence % {"date": leg.received_date.isoformat()}}, code="known")
