"""What came back without a certificate: recorded as received, told apart, an unknown ground flagged, never judged here."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from service_of_process.actions.entrusted_steps import is_evidence, tell_court
from service_of_process.actions.handing_over import hand_over
from service_of_process.actions.proofs import kept_file
from service_of_process.actions.steps import S, locked_leg, move_leg, record, require_order, require_past
from service_of_process.models import Leg, ReturnGround, ReturnRecord
from service_of_process.rules import lifecycle
from service_of_process.rules.returns import ground_in_text

ACT = S + "return_recorded"


@transaction.atomic
def record_return(
    *,
    actor: Actor,
    at: datetime,
    leg_id: UUID,
    kind: str,
    ground: str,
    received_date: date,
    words: str = "",
    papers_returned: bool = False,
    upload: Any = None,
) -> ReturnRecord:
    """An objection to the letter (1999 art. 3), a refusal by the addressee (art. 5) or by the court (2020 art. 9), or else.

    Whether the text knows the ground is told beside it; its effect is the forum judge's. Running periods go on.

    :raises ValidationError: kind or ground not named, neither words nor file, a day to come or before the dispatch.
    """
    leg = locked_leg(actor, at, ACT, leg_id)
    _require_named(kind, ground, words, upload)
    require_order(leg.dispatched_date, require_past(received_date, at, "received_date"), "received_date")
    exhibit = kept_file(actor=actor, at=at, matter=leg.matter, upload=upload)
    text = ground_in_text(leg.matter.region, kind, ground, evidence=is_evidence(leg))
    made = ReturnRecord.objects.create(
        leg=leg, kind=kind, ground=ground, is_known_ground=text.is_known, article=text.article,
        words=words.strip() or None, received_date=received_date, exhibit=exhibit, recorded_at=at,
        recorded_by=actor.key,
    )  # fmt: skip
    move_leg(leg, ACT, at)
    if papers_returned:
        _papers_back(leg, actor, at, received_date)
    record(
        ACT, actor=actor, at=at, matter=leg.matter, leg=leg, on=received_date, subject=made,
        facts={"return": kind, "ground": ground, "known": text.is_known, "article": text.article,
               "papers_returned": papers_returned, "file": exhibit.stored_file_id if exhibit else ""},
        private={"words": words.strip()},
    )  # fmt: skip
    tell_court("return_recorded" if text.is_known else "unknown_return_recorded", leg, at)
    return made


def _papers_back(leg: Leg, actor: Actor, at: datetime, on: date) -> None:
    hand_over(leg, actor=actor, at=at, giver=lifecycle.REQUESTED, taker=lifecycle.UPPER, on=on)


def _require_named(kind: str, ground: str, words: str, upload: Any) -> None:
    if kind not in ReturnRecord.Kind.values:
        raise ValidationError({"kind": _("Choose what came back.")})
    if ground not in ReturnGround.values:
        raise ValidationError({"ground": _("Choose the ground.")})
    if not words.strip() and not upload:
        raise ValidationError({"words": _("Enter what the return says, or attach it.")})
