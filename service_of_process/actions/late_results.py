"""What comes late, or comes back without a certificate: the judge decides the effect."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.actions.steps import require_reason
from service_of_process.actions.clocks import end_clocks_of
from service_of_process.actions.exhausting import propose_exhausted
from service_of_process.actions.proposals import overtake
from service_of_process.actions.proving import after_proof, propose_what_expired
from service_of_process.actions.steps import S, day_of, locked_leg, move_leg, record
from service_of_process.models import Leg, Reason, ReturnRecord

#: What the judge may make of a return → the act, and the effect kept on the record.
END, CORRECT, DISREGARD = "return_ends_leg", "return_to_be_corrected", "return_disregarded"
EFFECTS = (END, CORRECT, DISREGARD)


@transaction.atomic
def accept_late_result(*, actor: Actor, at: datetime, leg_id: UUID, reason: str) -> Leg:
    """A proof that came after the leg had lapsed counts; it is proposed like any other, and nothing is dated here.

    :raises ValidationError: the leg has no late result, or the reason is missing.
    """
    text = require_reason(reason)
    leg = locked_leg(actor, at, S + "late_result_accepted", leg_id)
    leg.end_reason, leg.end_note, leg.ended_at = "", "", None
    move_leg(leg, S + "late_result_accepted", at)
    record(
        S + "late_result_accepted", actor=actor, at=at, matter=leg.matter, leg=leg, private={"reason": text}
    )
    after_proof(leg, at)
    return leg


@transaction.atomic
def decline_late_result(*, actor: Actor, at: datetime, leg_id: UUID, reason: str) -> Leg:
    """The late proof is kept without effect; the leg stays lapsed.

    :raises ValidationError: the leg has no late result, or the reason is missing.
    """
    text = require_reason(reason)
    leg = locked_leg(actor, at, S + "late_result_declined", leg_id)
    leg.end_note = text
    move_leg(leg, S + "late_result_declined", at)
    record(
        S + "late_result_declined", actor=actor, at=at, matter=leg.matter, leg=leg, private={"reason": text}
    )
    propose_exhausted(leg.matter, at)
    return leg


@transaction.atomic
def decide_return(*, actor: Actor, at: datetime, leg_id: UUID, effect: str, reason: str) -> Leg:
    """What a return means: the leg is over, it goes back to be corrected and sent again, or it goes on.

    A ground that the text does not know (2020 art. 9; 1999 knows none) was recorded as received and flagged.

    :raises ValidationError: an unknown effect, no return before the judge, or no reason.
    """
    text = require_reason(reason)
    if effect not in EFFECTS:
        raise ValidationError({"effect": _("Choose what the return means.")})
    leg = locked_leg(actor, at, S + effect, leg_id)
    found = leg.returns.select_for_update().filter(decided_at=None).order_by("recorded_at").last()
    if found is None:
        raise ValidationError(_("No return is before the judge."), code="state")
    found.effect, found.effect_reason, found.decided_at, found.decided_by = effect, text, at, actor.key
    found.save(update_fields=["effect", "effect_reason", "decided_at", "decided_by"])
    if effect == END:
        leg.end_reason, leg.end_note = _reason_of(found), text
    move_leg(leg, S + effect, at)
    if effect != DISREGARD:
        end_clocks_of(leg, day_of(at))
        overtake(leg.matter, at, leg=leg)
    record(
        S + effect, actor=actor, at=at, matter=leg.matter, leg=leg, subject=found,
        facts={"return": found.kind, "known_ground": found.is_known_ground}, private={"reason": text},
    )  # fmt: skip
    if effect == END:
        propose_exhausted(leg.matter, at)
    if effect == DISREGARD:
        propose_what_expired(leg, at)  # its three months may have ended while the return was before her
    return leg


def _reason_of(found: ReturnRecord) -> str:
    """The return's ground as reason of the leg's end where the list of reasons knows it."""
    if found.kind == ReturnRecord.Kind.ADDRESSEE_REFUSED:
        return Reason.REFUSED.value
    return found.ground if found.ground in Reason.values else Reason.OTHER.value
