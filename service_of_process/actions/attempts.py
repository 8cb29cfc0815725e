"""Attempts at delivery without success: kept with all that was seen. A success is entered with its proof instead."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of
from portal.exhibits.models import Exhibit
from service_of_process.actions.clocks import end_clock
from service_of_process.actions.proofs import kept_file
from service_of_process.actions.steps import (
    S,
    locked_leg,
    move_leg,
    next_number,
    record,
    require_order,
    require_since_filing,
)
from service_of_process.models import Attempt, Leg
from service_of_process.models.choices import Target

#: What an attempt without success can come to; delivered and left are entered with their proof.
UNSUCCESSFUL = (
    Attempt.Result.NOT_MET, Attempt.Result.REFUSED, Attempt.Result.NOT_FOUND, Attempt.Result.OTHER,
)  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """What the server reports of one attempt. ``position``: coordinates; for staff and whoever executes only."""

    attempted_at: datetime
    method: str
    place: str = ""
    server: str = ""
    person_met: str = ""
    identity_check: str = ""
    relationship: str = ""
    position: str = ""
    note: str = ""


@transaction.atomic
def record_attempt(
    *,
    actor: Actor,
    at: datetime,
    leg_id: UUID,
    seen: Seen,
    result: str,
    reason: str = "",
    next_date: date | None = None,
    upload: Any = None,
) -> Attempt:
    """An attempt without success on any leg under way (2009 Provisions; Arrangements of 1999 and 2020).

    :raises PermissionRefused: no such leg from a seat of the act.
    :raises ValidationError: a success without its proof, a date that cannot be, or no words on "other".
    """
    act = S + "attempt_recorded"
    leg = locked_leg(actor, at, act, leg_id)
    if result not in UNSUCCESSFUL:
        sentence = _("A successful delivery is entered together with its proof, as its own step.")
        raise ValidationError({"result": sentence})
    _require_plausible(leg, at, seen, result, next_date)
    exhibit = kept_file(actor=actor, at=at, matter=leg.matter, upload=upload)
    attempt = add_attempt(leg, actor=actor, at=at, seen=seen, result=result, reason=reason, exhibit=exhibit,
                          next_date=next_date)  # fmt: skip
    end_clock(leg.matter, Target.INBOUND_FIRST, day_of(seen.attempted_at), leg=leg)
    move_leg(leg, act, at)
    record(act, actor=actor, at=at, matter=leg.matter, leg=leg, on=day_of(seen.attempted_at), subject=attempt,
           facts={"number": attempt.number, "result": result, "reason": reason})  # fmt: skip
    return attempt


def _require_plausible(leg: Leg, at: datetime, seen: Seen, result: str, next_date: date | None) -> None:
    if seen.attempted_at > at:
        raise ValidationError({"attempted_at": _("This date lies in the future.")})
    on = day_of(seen.attempted_at)
    require_since_filing(leg.matter, on, "attempted_at")
    require_order(leg.received_date or leg.dispatched_date, on, "attempted_at")
    if next_date is not None:
        require_order(on, next_date, "next_date")
    if result == Attempt.Result.OTHER and not seen.note.strip():
        raise ValidationError({"note": _("Say what happened.")})


def add_attempt(
    leg: Leg,
    *,
    actor: Actor,
    at: datetime,
    seen: Seen,
    result: str,
    reason: str = "",
    exhibit: Exhibit | None = None,
    next_date: date | None = None,
) -> Attempt:
    """The row of an attempt, inside the act that tells its result. Personal words are kept encrypted."""
    sealed = ("place", "person_met", "position", "note")
    words = {name: (value or None) if name in sealed else value for name, value in asdict(seen).items()}
    return Attempt.objects.create(
        leg=leg, number=next_number(leg.attempts), result=result, reason=reason, exhibit=exhibit, next_date=next_date,
        recorded_at=at, recorded_by=actor.key, **words,
    )  # fmt: skip
