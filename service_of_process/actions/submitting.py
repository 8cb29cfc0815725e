"""A leg goes to the judicial-assistance desk, which checks it; or comes back from there."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of, require_reason
from service_of_process.actions.clocks import end_clocks_of
from service_of_process.actions.entrusted_steps import require_under_way, tell_court
from service_of_process.actions.steps import S, locked_leg, move_leg, record
from service_of_process.models import Leg
from service_of_process.queries.planning import blocking_of
from service_of_process.rules import lifecycle


@transaction.atomic
def submit_leg(*, actor: Actor, at: datetime, leg_id: UUID) -> Leg:
    """Hand the leg to the desk, if the validator finds nothing that must be put right first.

    A leg that is submitted again after a correction begins anew: periods of its first journey stop, their rows stay.

    :raises ValidationError: every problem that blocks it, as sentences; or nothing more is sent out.
    """
    leg = locked_leg(actor, at, S + "leg_submitted", leg_id)
    require_under_way(leg.matter)
    found = blocking_of(leg, day_of(at))
    if found:
        raise ValidationError([ValidationError(str(problem), code=problem.code) for problem in found])
    again = leg.state == lifecycle.CORRECTION
    if again:
        end_clocks_of(leg, day_of(at))
    move_leg(leg, S + "leg_submitted", at)
    record(S + "leg_submitted", actor=actor, at=at, matter=leg.matter, leg=leg, facts={"again": again})
    return leg


@transaction.atomic
def send_back_leg(*, actor: Actor, at: datetime, leg_id: UUID, reason: str) -> Leg:
    """The desk sends a leg back to be prepared better; the reason is told to judge and clerk.

    :raises ValidationError: no reason.
    """
    leg = locked_leg(actor, at, S + "leg_sent_back", leg_id)
    words = require_reason(reason)
    move_leg(leg, S + "leg_sent_back", at)
    record(S + "leg_sent_back", actor=actor, at=at, matter=leg.matter, leg=leg, private={"reason": words})
    tell_court("leg_sent_back", leg, at, {"reason": words})
    return leg
