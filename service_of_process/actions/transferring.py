"""To the High People's Court with an application for transfer, and back from there to be corrected (2009 art. 13)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.actions.steps import require_reason
from portal.identity.models import Court
from service_of_process.actions.clocks import start_clock
from service_of_process.actions.entrusted_steps import end_period, require_under_way, tell_court
from service_of_process.actions.handing_over import hand_over
from service_of_process.actions.steps import (
    S,
    locked_leg,
    move_leg,
    record,
    require_order,
    require_past,
    require_since_filing,
)
from service_of_process.models import CourtPractice, Leg, Means
from service_of_process.rules import lifecycle
from service_of_process.rules.entrusted import FORWARDING


@transaction.atomic
def transfer_leg(
    *, actor: Actor, at: datetime, leg_id: UUID, on: date, means: str = Means.COURIER.value, upper_number: str = ""
) -> Leg:  # fmt: skip
    """The High People's Court has received letter, documents and application for transfer (申请转递函) ``on`` that day.

    Its 7 working days to forward or return begin (2009 Provisions art. 13). Every document's digest enters the hand-over.

    :raises ValidationError: a day to come, no High People's Court for this court, or nothing more is sent out.
    """
    leg = locked_leg(actor, at, S + "leg_transferred", leg_id)
    require_under_way(leg.matter)
    require_since_filing(leg.matter, require_past(on, at, "on"), "on")
    leg.upper_court = upper_court_of(leg)
    leg.transferred_date, leg.upper_number = on, upper_number.strip()
    move_leg(leg, S + "leg_transferred", at)
    hand_over(
        leg, actor=actor, at=at, giver=lifecycle.DESK, taker=lifecycle.UPPER, on=on, means=means,
        number=leg.upper_number,
    )  # fmt: skip
    start_clock(leg.matter, rule=FORWARDING, start=on, at=at, holder=lifecycle.UPPER, leg=leg)
    record(
        S + "leg_transferred", actor=actor, at=at, matter=leg.matter, leg=leg, on=on,
        facts={"upper_court": leg.upper_court.code, "upper_number": leg.upper_number, "means": means},
    )  # fmt: skip
    return leg


def upper_court_of(leg: Leg) -> Court:
    """The High People's Court through which this leg's court writes beyond the border.

    :raises ValidationError: none is set; it is a High People's Court itself, or its practice is not complete.
    """
    if leg.upper_court is not None:
        return leg.upper_court
    practice = CourtPractice.objects.select_related("upper_court").filter(court=leg.matter.court_id).first()
    if practice is None or practice.upper_court is None:
        raise ValidationError(
            _("No High People's Court is set in the practice of this court. A High People's Court sends its own requests."),
            code="upper",
        )  # fmt: skip
    return practice.upper_court


@transaction.atomic
def return_for_correction(*, actor: Actor, at: datetime, leg_id: UUID, on: date, reason: str) -> Leg:
    """The High People's Court returns the papers to be corrected (2009 Provisions art. 13, third paragraph).

    :raises ValidationError: no reason, or a day to come or before the transfer.
    """
    leg = locked_leg(actor, at, S + "leg_returned_for_correction", leg_id)
    words = require_reason(reason)
    require_order(leg.transferred_date, require_past(on, at, "on"), "on")
    move_leg(leg, S + "leg_returned_for_correction", at)
    hand_over(
        leg, actor=actor, at=at, giver=lifecycle.UPPER, taker=lifecycle.CLERK, on=on, number=leg.upper_number
    )
    clock = end_period(leg, FORWARDING, on)
    record(
        S + "leg_returned_for_correction", actor=actor, at=at, matter=leg.matter, leg=leg, on=on,
        facts={"period": clock.state if clock else ""}, private={"reason": words},
    )  # fmt: skip
    tell_court("leg_returned_for_correction", leg, at, {"reason": words})
    return leg
