"""Leaving the documents (留置, 法释〔2009〕2号 art. 11; CPL art. 89): recipients in the Mainland, witness or video."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of, require_reason
from service_of_process.actions.attempts import Seen
from service_of_process.actions.clocks import end_clocks_of
from service_of_process.actions.confirming import after_proof
from service_of_process.actions.delivering import prove, require_receiver, require_seen
from service_of_process.actions.proofs import kept_file, kept_proof
from service_of_process.actions.steps import S, locked_leg, move_leg, record
from service_of_process.models import Attempt, Leg
from service_of_process.models.legs import CertificateOfService
from service_of_process.rules.delivering import may_be_left


@transaction.atomic
def leave_behind(
    *,
    actor: Actor,
    at: datetime,
    leg_id: UUID,
    seen: Seen,
    refusal: str,
    received_date: date,
    upload: Any,
    witnesses: str = "",
    recording: Any = None,
) -> Leg:
    """The recipient refused to sign; the documents were left before witnesses or a camera, and the record says why.

    ``upload``: the record on the return receipt. ``recording``: photographs or video of the leaving.

    :raises PermissionRefused: no such leg from a seat of the act.
    :raises ValidationError: not a recipient in the Mainland, neither witness nor video, no reason, dates out of order.
    """
    act = S + "left_behind"
    leg = locked_leg(actor, at, act, leg_id)
    on = day_of(seen.attempted_at)
    require_leaving(leg)
    require_receiver(leg, on)
    require_seen(seen)
    reason = require_reason(refusal, "refusal")
    _require_witness(witnesses, recording)
    exhibit = kept_proof(actor=actor, at=at, matter=leg.matter, upload=upload)
    film = kept_file(actor=actor, at=at, matter=leg.matter, upload=recording, field="recording")
    words = "\n".join(text for text in (seen.note, witnesses.strip()) if text)
    prove(leg, CertificateOfService.Kind.RECORD, actor=actor, at=at, seen=replace(seen, note=words),
          received_date=received_date, exhibit=exhibit, result=Attempt.Result.LEFT, recording=film,
          reason_text=reason)  # fmt: skip
    move_leg(leg, act, at)
    end_clocks_of(leg, on, state="met")
    record(act, actor=actor, at=at, matter=leg.matter, leg=leg, on=on,
           facts={"with_witness": bool(witnesses.strip()), "with_recording": film is not None},
           private={"recipient": seen.person_met, "refusal": reason})  # fmt: skip
    after_proof(leg, at)
    return leg


def _require_witness(witnesses: str, recording: Any) -> None:
    if not witnesses.strip() and not recording:
        sentence = _("Name the witnesses, or attach photographs or video of the leaving.")
        raise ValidationError({"witnesses": sentence})


def require_leaving(leg: Leg) -> None:
    """Leaving is lawful on this leg.

    :raises ValidationError: the recipient is not one of art. 11, has no authority, or is not in the Mainland.
    """
    channel = leg.contact.channel if leg.contact else leg.channel
    authorised = leg.contact.is_authorised if leg.contact else None
    place = leg.address.place if leg.address else None
    if not may_be_left(channel, is_authorised=authorised, place=place):
        raise ValidationError(
            _(
                "Documents may be left only with a recipient in the Mainland whom 2009 Provisions, art. 11 names."
            )
        )
