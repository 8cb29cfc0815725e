"""What the executing court did with a request: served, not served, evidence taken or not, refused."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of, require_reason
from service_of_process.actions.attempts import Seen, add_attempt
from service_of_process.actions.clocks import end_clock
from service_of_process.actions.inbound_registering import rule_of
from service_of_process.actions.proofs import add_proof, kept_file, kept_proof
from service_of_process.actions.steps import S, locked_leg, move_leg, record, require_order, require_past
from service_of_process.actions.targets import start_target
from service_of_process.models import Attempt, EvidenceLetter, Leg
from service_of_process.models.choices import InboundMethod, Reason, RefusalGround, Target
from service_of_process.models.legs import CertificateOfService
from service_of_process.rules import channels, inbound, lifecycle

RECEIPT = CertificateOfService.Kind.RETURN_RECEIPT
LANGUAGE_OF_THE_COURT = "zh-hans"


@transaction.atomic
def record_service(
    *, actor: Actor, at: datetime, leg_id: UUID, method: str, seen: Seen, upload: Any, has_seal: bool
) -> Leg:
    """Served by Mainland law (1999 art. 6; 2020 art. 7): the return receipt 送达回证 with the court's seal.

    ``method`` is one of :class:`InboundMethod`; there is no public notice in assistance.

    :raises PermissionRefused: no such request from a seat of the act.
    :raises ValidationError: no seal, no receipt, a detail that the Arrangement wants is missing, dates out of order.
    """
    act = S + "inbound_served"
    leg = _request(actor, at, act, leg_id, channels.INBOUND_SERVICE)
    on = day_of(seen.attempted_at)
    _require_detail(leg, method, seen, has_seal)
    require_order(leg.received_date, on, "attempted_at")
    exhibit = kept_proof(actor=actor, at=at, matter=leg.matter, upload=upload)
    proof = add_proof(leg, RECEIPT, actor=actor, at=at, service_date=on, received_date=on, exhibit=exhibit,
                      method=_in_chinese(method), place=seen.place or None, recipient=seen.person_met or None,
                      relationship=seen.relationship, has_seal=True)  # fmt: skip
    left = method == InboundMethod.LEFT
    result = Attempt.Result.LEFT if left else Attempt.Result.DELIVERED
    add_attempt(leg, actor=actor, at=at, seen=seen, result=result, exhibit=exhibit)
    leg.proof_date = leg.proof_received_date = on
    _over(leg, act, at, on)
    record(act, actor=actor, at=at, matter=leg.matter, leg=leg, on=on, subject=proof, facts={"method": method},
           private={"recipient": seen.person_met})  # fmt: skip
    return leg


def _require_detail(leg: Leg, method: str, seen: Seen, has_seal: bool) -> None:
    if method not in InboundMethod.values:
        raise ValidationError({"method": _("Choose how the documents were served.")})
    if not has_seal:
        sentence = _("The return receipt bears the court's seal (1999 art. 5; 2020 art. 12).")
        raise ValidationError({"has_seal": sentence})
    wanted = {"place": seen.place, "person_met": seen.person_met}
    if inbound.proof_must_name_recipient(leg.matter.region):
        sentence = _("To Macao, the receipt states method, place, date and the recipient (2020 art. 12).")
        missing = {name: sentence for name, text in wanted.items() if not text.strip()}
        if missing:
            raise ValidationError(missing)


@transaction.atomic
def record_non_service(
    *,
    actor: Actor,
    at: datetime,
    leg_id: UUID,
    reason: str,
    words: str,
    obstacle_date: date,
    papers_returned: bool,
    upload: Any,
) -> Leg:
    """Not served: obstacle or refusal and its date on the receipt (1999 art. 5; 2020 art. 12), papers sent back.

    :raises PermissionRefused: no such request from a seat of the act.
    :raises ValidationError: no reason or words, papers missing that must go back, no receipt, dates out of order.
    """
    act = S + "inbound_not_served"
    leg = _request(actor, at, act, leg_id, channels.INBOUND_SERVICE)
    _require_obstacle(leg, reason, words, obstacle_date, papers_returned, at)
    exhibit = kept_proof(actor=actor, at=at, matter=leg.matter, upload=upload)
    proof = add_proof(leg, RECEIPT, actor=actor, at=at, service_date=obstacle_date, received_date=obstacle_date,
                      exhibit=exhibit, is_served=False, reason=reason, reason_text=words.strip(),
                      papers_returned=papers_returned)  # fmt: skip
    leg.end_reason, leg.proof_received_date = reason, obstacle_date
    _over(leg, act, at, obstacle_date)
    record(act, actor=actor, at=at, matter=leg.matter, leg=leg, on=obstacle_date, subject=proof,
           facts={"reason": reason, "papers_returned": papers_returned}, private={"words": words})  # fmt: skip
    return leg


def _require_obstacle(
    leg: Leg, reason: str, words: str, on: date, papers_returned: bool, at: datetime
) -> None:
    """Reason, its words, a possible date, and the papers where they must go back."""
    matter = leg.matter
    require_order(leg.received_date, require_past(on, at, "obstacle_date"), "obstacle_date")
    if reason not in Reason.values:
        raise ValidationError({"reason": _("Give the reason.")})
    require_reason(words, "words")
    if inbound.papers_go_back(matter.region, matter.kind, leg.means) and not papers_returned:
        sentence = _(
            "The letter and all papers go back to the requesting side; confirm that they are complete."
        )
        raise ValidationError({"papers_returned": sentence})


@transaction.atomic
def record_evidence(
    *, actor: Actor, at: datetime, leg_id: UUID, result_date: date, note: str, is_whole: bool, upload: Any
) -> Leg:
    """Evidence was taken, wholly or in part; in part only with the reason in writing (2017 art. 10; 2020 art. 21).

    :raises PermissionRefused: no such request from a seat of the act.
    :raises ValidationError: no result attached, no reason for a part, dates out of order.
    """
    act = S + "inbound_evidence_taken"
    leg = _request(actor, at, act, leg_id, channels.INBOUND_EVIDENCE)
    require_order(leg.received_date, require_past(result_date, at, "result_date"), "result_date")
    if not is_whole:
        require_reason(note, "note")
    exhibit = kept_proof(actor=actor, at=at, matter=leg.matter, upload=upload)
    leg.proof_date = leg.proof_received_date = result_date
    _enter_result(leg, result_date, note)
    _over(leg, act, at, result_date)
    record(act, actor=actor, at=at, matter=leg.matter, leg=leg, on=result_date, subject=exhibit,
           facts={"is_whole": is_whole, "digest": str(exhibit.stored_file_id)}, private={"note": note})  # fmt: skip
    return leg


@transaction.atomic
def record_no_evidence(
    *,
    actor: Actor,
    at: datetime,
    leg_id: UUID,
    reason: str,
    words: str,
    obstacle_date: date,
    papers_returned: bool,
) -> Leg:
    """No evidence could be taken: the obstacle in writing (2017 art. 10; 2020 art. 21).

    :raises PermissionRefused: no such request from a seat of the act.
    :raises ValidationError: no reason or words, papers missing that must go back, dates out of order.
    """
    act = S + "inbound_evidence_not_taken"
    leg = _request(actor, at, act, leg_id, channels.INBOUND_EVIDENCE)
    _require_obstacle(leg, reason, words, obstacle_date, papers_returned, at)
    leg.end_reason = reason
    _enter_result(leg, obstacle_date, words)
    _over(leg, act, at, obstacle_date)
    record(act, actor=actor, at=at, matter=leg.matter, leg=leg, on=obstacle_date,
           facts={"reason": reason, "papers_returned": papers_returned}, private={"words": words})  # fmt: skip
    return leg


def _enter_result(leg: Leg, on: date, note: str) -> None:
    EvidenceLetter.objects.filter(matter=leg.matter).update(result_date=on)
    letter = EvidenceLetter.objects.filter(matter=leg.matter).first()
    if letter is not None:
        letter.result_note = note.strip() or None
        letter.save()


@transaction.atomic
def refuse_request(
    *,
    actor: Actor,
    at: datetime,
    leg_id: UUID,
    ground: str,
    reasons: str,
    refused_date: date,
    upload: Any = None,
) -> Leg:
    """A request from Macao is not carried out, with written reasons, on a ground of 2020 art. 9 and no other.

    Exclusive jurisdiction, or a cause that Mainland law does not know, is no ground; for Hong Kong there is none.

    :raises PermissionRefused: no such request from a seat of the act.
    :raises ValidationError: a ground that the text does not have, no reasons, or a date that cannot be.
    """
    act = S + "inbound_refused"
    leg = locked_leg(actor, at, act, leg_id)
    require_order(leg.received_date, require_past(refused_date, at, "refused_date"), "refused_date")
    if ground not in inbound.GROUNDS[leg.matter.region]:
        raise ValidationError({"ground": no_ground(leg.matter.region)}, code="ground")
    text = require_reason(reasons, "reasons")
    letter = kept_file(actor=actor, at=at, matter=leg.matter, upload=upload)
    leg.end_reason = (
        Reason.OUTSIDE_SCOPE if ground == RefusalGround.OUTSIDE_FUNCTIONS else Reason.PUBLIC_ORDER
    )
    leg.end_note = text
    _over(leg, act, at, refused_date)
    record(act, actor=actor, at=at, matter=leg.matter, leg=leg, on=refused_date,
           facts={"ground": ground, "digest": str(letter.stored_file_id) if letter else ""},
           private={"reasons": text})  # fmt: skip
    return leg


def no_ground(region: str) -> str:
    """Why the request may not be refused on that ground."""
    if region == inbound.HONG_KONG:
        return _(
            "The Arrangements with Hong Kong list no ground of refusal. Object to the letter by asking for a supplement "
            "(1999 art. 3), or record why it could not be carried out."
        )
    return _("The Arrangement with Macao (2020 art. 9) does not know this ground.")


def _request(actor: Actor, at: datetime, act: str, leg_id: UUID, channel: str) -> Leg:
    """The leg of an inbound request of this kind."""
    leg = locked_leg(actor, at, act, leg_id)
    if leg.channel != channel:
        raise ValidationError(_("This step belongs to another kind of request."), code="channel")
    return leg


def _over(leg: Leg, act: str, at: datetime, on: date) -> None:
    """Carried out or not: the statutory period ends, the court's target for the reply begins."""
    move_leg(leg, act, at)
    end_clock(leg.matter, rule_of(leg.matter), on, leg=leg)
    end_clock(leg.matter, Target.INBOUND_FIRST, on, leg=leg)
    start_target(leg, Target.INBOUND_RETURN, start=on, at=at, holder=lifecycle.UPPER)


def _in_chinese(method: str) -> str:
    """The method as the return receipt says it: the receipt is a Chinese paper."""
    with translation.override(LANGUAGE_OF_THE_COURT):
        return str(InboundMethod(method).label)
