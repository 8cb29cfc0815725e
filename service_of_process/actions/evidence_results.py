"""Evidence taken for us, wholly, partly or not: what the requested side says, and when (2020 art. 21; 2017 art. 10)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.actions.steps import require_reason
from service_of_process.actions.entrusted_steps import completion_of, end_period
from service_of_process.actions.proofs import kept_file
from service_of_process.actions.steps import S, locked_leg, move_leg, record, require_order, require_past
from service_of_process.models import EvidenceLetter, Leg, Reason


@transaction.atomic
def evidence_taken(
    *, actor: Actor, at: datetime, leg_id: UUID, on: date, note: str = "", upload: Any = None
) -> Leg:
    """The evidence was taken as asked; letter and material came in ``on`` that day.

    It may be used in the named proceedings only (2017 art. 5).

    :raises ValidationError: a day to come or before the dispatch, or a file that cannot be taken.
    """
    return _result(S + "evidence_taken", actor, at, leg_id, on, note, upload)


@transaction.atomic
def evidence_partly_taken(
    *, actor: Actor, at: datetime, leg_id: UUID, on: date, note: str, upload: Any = None
) -> Leg:
    """Some of it was taken; the requested side says in writing what was not, and why.

    :raises ValidationError: as :func:`evidence_taken`, or not said what is missing.
    """
    require_reason(note, "note")
    return _result(S + "evidence_partly_taken", actor, at, leg_id, on, note, upload)


@transaction.atomic
def evidence_not_taken(
    *, actor: Actor, at: datetime, leg_id: UUID, on: date, reason: str, note: str, upload: Any = None
) -> Leg:
    """Nothing was taken: obstacle, refusal to testify, or another reason, with its written explanation.

    :raises ValidationError: as :func:`evidence_taken`, or no reason, or no explanation.
    """
    require_reason(note, "note")
    if reason not in Reason.values:
        raise ValidationError({"reason": _("Choose the reason.")})
    return _result(S + "evidence_not_taken", actor, at, leg_id, on, note, upload, reason)


def _result(
    act: str, actor: Actor, at: datetime, leg_id: UUID, on: date, note: str, upload: Any, reason: str = ""
) -> Leg:
    leg = locked_leg(actor, at, act, leg_id)
    require_order(leg.received_date if not leg.received_is_estimated else leg.dispatched_date,
                  require_past(on, at, "on"), "on")  # fmt: skip
    exhibit = kept_file(actor=actor, at=at, matter=leg.matter, upload=upload)
    words = note.strip()
    letter = EvidenceLetter.objects.filter(matter=leg.matter).first()
    if letter is not None:
        letter.result_date, letter.result_note = on, words or None
        letter.save(update_fields=["result_date", "result_note"])
    leg.proof_received_date, leg.end_reason = on, reason
    move_leg(leg, act, at)
    clock = end_period(leg, completion_of(leg), on)
    record(
        act, actor=actor, at=at, matter=leg.matter, leg=leg, on=on,
        facts={"reason": reason, "period": clock.state if clock else "",
               "file": exhibit.stored_file_id if exhibit else ""},
        private={"note": words},
    )  # fmt: skip
    return leg
