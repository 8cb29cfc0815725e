"""Supplements asked for by the requested side, round by round. The running period is never reset silently."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.actions.steps import require_reason
from service_of_process.actions.entrusted_steps import tell_court
from service_of_process.actions.handing_over import hand_over
from service_of_process.actions.proofs import kept_file
from service_of_process.actions.steps import (
    S,
    locked_leg,
    move_leg,
    next_number,
    record,
    require_order,
    require_past,
)
from service_of_process.models import Leg, SupplementRound
from service_of_process.rules import lifecycle


@transaction.atomic
def request_supplement(
    *, actor: Actor, at: datetime, leg_id: UUID, on: date, asked_for: str, upload: Any = None
) -> SupplementRound:
    """The requested side asks for material or an explanation (1999 art. 3; 2020 art. 4; 2017 art. 3).

    :raises ValidationError: nothing asked for, a day to come or before the dispatch, or a file that cannot be taken.
    """
    leg = locked_leg(actor, at, S + "supplement_requested", leg_id)
    words = require_reason(asked_for, "asked_for")
    require_order(leg.received_date if not leg.received_is_estimated else leg.dispatched_date,
                  require_past(on, at, "on"), "on")  # fmt: skip
    exhibit = kept_file(actor=actor, at=at, matter=leg.matter, upload=upload)
    found = SupplementRound.objects.create(
        leg=leg, number=next_number(leg.supplements), asked_date=on, asked_for=words, exhibit=exhibit
    )
    move_leg(leg, S + "supplement_requested", at)
    record(
        S + "supplement_requested", actor=actor, at=at, matter=leg.matter, leg=leg, on=on, subject=found,
        facts={"round": found.number, "file": str(exhibit.pk) if exhibit else ""}, private={"asked_for": words},
    )  # fmt: skip
    tell_court("supplement_requested", leg, at)
    return found


@transaction.atomic
def send_supplement(
    *, actor: Actor, at: datetime, leg_id: UUID, on: date, answer: str, means: str = "", upload: Any = None
) -> SupplementRound:
    """What was asked for is sent; a hand-over with the digests of the documents, and of the supplement's own file.

    :raises ValidationError: no answer, a day to come or before the request, or a file that cannot be taken.
    """
    leg = locked_leg(actor, at, S + "supplement_sent", leg_id)
    found = _last_round(leg)
    words = require_reason(answer, "answer")
    require_order(found.asked_date, require_past(on, at, "on"), "on")
    exhibit = kept_file(actor=actor, at=at, matter=leg.matter, upload=upload)
    found.answered_date, found.answer = on, words
    found.save(update_fields=["answered_date", "answer"])
    move_leg(leg, S + "supplement_sent", at)
    hand_over(
        leg, actor=actor, at=at, giver=lifecycle.CLERK, taker=lifecycle.REQUESTED, on=on, means=means,
        files={f"supplement-{found.number}": exhibit},
    )  # fmt: skip
    record(
        S + "supplement_sent", actor=actor, at=at, matter=leg.matter, leg=leg, on=on, subject=found,
        facts={"round": found.number, "means": means, "file": str(exhibit.pk) if exhibit else ""},
        private={"answer": words},
    )  # fmt: skip
    return found


@transaction.atomic
def supplement_arrived(
    *, actor: Actor, at: datetime, leg_id: UUID, on: date, clock_note: str = ""
) -> SupplementRound:
    """The requested side has the supplement; work goes on. The period keeps running as it ran.

    ``clock_note`` is what staff note of the period, such as that the requested side counts anew. No clock changes here:
    another day of receipt is rectified by its own act, which keeps the old row.

    :raises ValidationError: a day to come or before the supplement was sent.
    """
    leg = locked_leg(actor, at, S + "supplement_received", leg_id)
    found = _last_round(leg)
    require_order(found.answered_date, require_past(on, at, "on"), "on")
    found.received_date, found.clock_note = on, clock_note.strip()
    found.save(update_fields=["received_date", "clock_note"])
    move_leg(leg, S + "supplement_received", at)
    record(
        S + "supplement_received", actor=actor, at=at, matter=leg.matter, leg=leg, on=on, subject=found,
        facts={"round": found.number}, private={"clock_note": found.clock_note},
    )  # fmt: skip
    return found


def _last_round(leg: Leg) -> SupplementRound:
    found = leg.supplements.order_by("-number").first()
    if found is None:
        raise ValidationError(_("No supplement was asked for on this leg."), code="round")
    return found
