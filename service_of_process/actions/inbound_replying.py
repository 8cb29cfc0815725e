"""The reply to the requesting side: made under seal, sent back with the papers, and the matter closed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of
from service_of_process.actions.clocks import end_clock, end_clocks_of
from service_of_process.actions.handing_over import hand_over
from service_of_process.actions.proofs import kept_file
from service_of_process.actions.steps import (
    S,
    locked,
    locked_leg,
    move_leg,
    move_matter,
    record,
    require_leg_state,
    require_order,
    require_past,
)
from service_of_process.models import HandOver, Leg, ServiceMatter
from service_of_process.models.choices import Means, Target
from service_of_process.rules import channels, inbound, lifecycle


@transaction.atomic
def make_reply(
    *,
    actor: Actor,
    at: datetime,
    leg_id: UUID,
    reply_number: str,
    reply_date: date,
    has_seal: bool,
    upload: Any,
) -> Leg:
    """The reply 回复书 stands, sealed, with the number of the court that answers (1999 art. 5; 2017 art. 10; 2020 art. 12).

    :raises PermissionRefused: no such request from a seat of the act.
    :raises ValidationError: no seal, no file, or a date before the result.
    """
    act = S + "reply_made"
    leg = locked_leg(actor, at, act, leg_id)
    require_order(
        leg.proof_date or leg.received_date, require_past(reply_date, at, "reply_date"), "reply_date"
    )
    if not has_seal:
        raise ValidationError({"has_seal": _("The reply bears the court's seal.")})
    paper = kept_file(actor=actor, at=at, matter=leg.matter, upload=upload)
    if paper is None:
        raise ValidationError({"upload": _("Attach the reply.")})
    leg.upper_number = reply_number.strip()
    move_leg(leg, act, at)
    hand_over(leg, actor=actor, at=at, giver=lifecycle.EXECUTING_COURT, taker=lifecycle.DESK, on=reply_date,
              documents=False, files={"reply": paper, **_proof(leg)}, number=leg.upper_number)  # fmt: skip
    record(act, actor=actor, at=at, matter=leg.matter, leg=leg, on=reply_date, subject=paper,
           facts={"digest": str(paper.stored_file_id)})  # fmt: skip
    return leg


def _proof(leg: Leg) -> dict[str, Any]:
    proof = leg.certificates.filter(replaced_by=None).select_related("exhibit").first()
    return {"return-receipt": proof.exhibit} if proof else {}


@transaction.atomic
def send_reply(
    *,
    actor: Actor,
    at: datetime,
    leg_id: UUID,
    sent_date: date,
    means: str,
    number: str = "",
    no_platform: str = "",
) -> Leg:
    """The reply goes back by the way the request came: to Macao by the platform, by post only if that is impossible.

    ``number``: of the platform or of the post. ``no_platform``: why post to Macao (2020 art. 3).

    :raises PermissionRefused: no such request at the actor's desk.
    :raises ValidationError: post to Macao without the reason, the platform to Hong Kong, or a date that cannot be.
    """
    act = S + "reply_sent"
    leg = locked_leg(actor, at, act, leg_id)
    made = leg.hand_overs.filter(taker=lifecycle.DESK).order_by("-number").first()
    require_order(
        made.on_date if made else leg.received_date, require_past(sent_date, at, "sent_date"), "sent_date"
    )
    _require_means(leg.matter, means, no_platform)
    move_leg(leg, act, at)
    sent = _hand_back(leg, made, actor, at, sent_date, means, number)
    end_clock(leg.matter, Target.INBOUND_RETURN, sent_date, leg=leg)
    record(act, actor=actor, at=at, matter=leg.matter, leg=leg, on=sent_date, subject=sent,
           facts={"means": means, "no_platform": no_platform.strip()}, private={"number": number})  # fmt: skip
    return leg


def _hand_back(
    leg: Leg, made: HandOver | None, actor: Actor, at: datetime, on: date, means: str, number: str
) -> HandOver:
    """The reply with its receipt; the papers of the request too, where it was not carried out and they must go back."""
    matter = leg.matter
    undone = leg.proof_date is None
    sent = hand_over(
        leg, actor=actor, at=at, giver=lifecycle.DESK, taker=lifecycle.REQUESTING, on=on, means=means, number=number,
        documents=undone and inbound.papers_go_back(matter.region, matter.kind, leg.means),
    )  # fmt: skip
    if made is not None:
        sent.digests = {**made.digests, **sent.digests}
        sent.save(update_fields=["digests"])
    return sent


def _require_means(matter: ServiceMatter, means: str, no_platform: str) -> None:
    if means not in Means.values:
        raise ValidationError({"means": _("Choose how the reply was sent.")})
    if matter.region != inbound.MACAO:
        if means == Means.PLATFORM:
            sentence = _("The platform is between the Mainland and Macao; it does not reach Hong Kong.")
            raise ValidationError({"means": sentence})
        return
    if means != Means.PLATFORM and not no_platform.strip():
        sentence = _("To Macao by post only if the platform cannot be used: say why (2020 art. 3).")
        raise ValidationError({"no_platform": sentence})


@transaction.atomic
def close_matter(*, actor: Actor, at: datetime, matter_id: UUID) -> ServiceMatter:
    """A request that was answered, or evidence of our own whose result is in hand, is put away.

    :raises PermissionRefused: no such matter from a seat of the act.
    :raises ValidationError: the reply is not sent, a leg still runs, or it is service abroad that the judge must decide.
    """
    act = S + "matter_closed"
    matter = locked(actor, at, act, matter_id)
    if not matter.is_inbound and matter.kind != ServiceMatter.Kind.EVIDENCE:
        raise ValidationError(_("Service for our own case ends with the judge's decision, not by closing."))
    for leg in matter.legs.select_for_update():
        leg.matter = matter
        if leg.is_over:
            continue
        if leg.family != channels.INBOUND:
            sentence = _("Leg %(leg)s still runs. Record its result or withdraw it first.")
            raise ValidationError(sentence % {"leg": leg.number})
        require_leg_state(leg, act)
        move_leg(leg, act, at)
        end_clocks_of(leg, day_of(at))
    move_matter(matter, act, at)
    record(act, actor=actor, at=at, matter=matter)
    return matter
