"""Certificates of service and of non-service, as received: one in force for a leg, a second only in place of the first.

Hong Kong 1999 art. 5, Macao 2020 art. 12. A certificate never fixes the date of service: the forum judge does. After the
lapse it is a late result, and after the judge's confirmation it is put before her again.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from service_of_process.actions.confirming import after_proof
from service_of_process.actions.entrusted_steps import completion_of, end_period, tell_court
from service_of_process.actions.exhausting import propose_exhausted
from service_of_process.actions.proofs import add_proof, kept_proof
from service_of_process.actions.proposals import overtake
from service_of_process.actions.steps import S, locked_leg, move_leg, record, require_past
from service_of_process.models import CertificateOfService, Leg, Proposal, Reason
from service_of_process.rules import certificates, channels, lifecycle
from service_of_process.rules.entrusted import LAPSE

OFFICIAL = CertificateOfService.Kind.OFFICIAL.value
#: Proposals that a certificate in hand overtakes.
BY_SILENCE = (Proposal.Kind.UNAVAILABLE, Proposal.Kind.NOT_SERVED)


@dataclass(frozen=True)
class Certified:
    """What a certificate says; ``papers_returned`` and ``has_seal`` None: it cannot be told."""

    service_date: date
    received_date: date
    method: str = ""
    place: str = ""
    recipient: str = ""
    relationship: str = ""
    reason: str = ""
    reason_text: str = ""
    papers_returned: bool | None = None
    has_seal: bool | None = None
    issuer: str = ""
    issuer_reference: str = ""

    @property
    def shown(self) -> frozenset[str]:
        """Of the elements that the texts ask for, those that it shows."""
        found = {
            certificates.SEAL: self.has_seal, certificates.METHOD: self.method, certificates.PLACE: self.place,
            certificates.RECIPIENT: self.recipient, certificates.PAPERS: self.papers_returned,
            certificates.REASON: self.reason or self.reason_text,
        }  # fmt: skip
        return frozenset(element for element, value in found.items() if value)


@transaction.atomic
def certify_service(
    *, actor: Actor, at: datetime, leg_id: UUID, upload: Any, replaced_reason: str = "", **says: Any
) -> CertificateOfService:
    """A certificate of service came in. ``says``: the fields of :class:`Certified`.

    :raises ValidationError: no file, the same file again (it is told which one it is), a second certificate without a
        reason, or days that contradict those recorded.
    """
    words = Certified(**says)
    return _kept(S + "service_certified", actor, at, leg_id, words, upload, replaced_reason, is_served=True)


@transaction.atomic
def certify_non_service(
    *, actor: Actor, at: datetime, leg_id: UUID, upload: Any, replaced_reason: str = "", **says: Any
) -> CertificateOfService:
    """A certificate of non-service came in: the obstacle or refusal, its date, whether all papers came back.

    :raises ValidationError: as :func:`certify_service`, or no reason of non-service.
    """
    words = Certified(**says)
    if words.reason not in Reason.values:
        raise ValidationError({"reason": _("Choose the reason that the certificate gives.")})
    return _kept(
        S + "non_service_certified", actor, at, leg_id, words, upload, replaced_reason, is_served=False
    )


def _kept(
    act: str, actor: Actor, at: datetime, leg_id: UUID, words: Certified, upload: Any, replaced_reason: str, *,
    is_served: bool,
) -> CertificateOfService:  # fmt: skip
    leg = locked_leg(actor, at, act, leg_id)
    if leg.family != channels.ENTRUSTED or leg.dispatched_date is None:
        raise ValidationError(_("This leg was never sent to a court beyond the border."), code="not_sent")
    _require_dates(leg, words, at)
    exhibit = kept_proof(actor=actor, at=at, matter=leg.matter, upload=upload)
    key = uuid.uuid4()
    held = replace_proof(leg, key, replaced_reason)
    made = add_proof(
        leg, OFFICIAL, actor=actor, at=at, id=key, is_served=is_served, exhibit=exhibit, **_fields(words)
    )
    was = leg.state
    _write(leg, act, made, at)
    lacking = certificates.missing(leg.matter.region, is_served=is_served, shown=words.shown)
    record(
        act, actor=actor, at=at, matter=leg.matter, leg=leg, on=words.received_date, subject=made,
        facts={"service_date": words.service_date.isoformat(), "reason": words.reason, "lacking": list(lacking),
               "issuer_reference": words.issuer_reference, "file": exhibit.stored_file_id,
               "replaces": str(held.pk) if held else "", "late": leg.state == lifecycle.LATE_RESULT},
        private={"reason_text": words.reason_text, "replaced_reason": replaced_reason.strip()},
    )  # fmt: skip
    _follow(leg, was, made, at)
    return made


def _require_dates(leg: Leg, words: Certified, at: datetime) -> None:
    """No day to come, and none that contradicts the journey recorded so far."""
    require_past(words.service_date, at, "service_date")
    require_past(words.received_date, at, "received_date")
    told = None if leg.received_is_estimated else leg.received_date
    found = certificates.contradiction(
        certificates.Journey(leg.dispatched_date, told), words.service_date, words.received_date
    )
    if found == certificates.BEFORE_DISPATCH:
        sentence = _("By the certificate this happened before the documents were sent (%(date)s). "
                     "If the day of dispatch is wrong, rectify it first.")  # fmt: skip
        raise ValidationError({"service_date": sentence % {"date": leg.dispatched_date}}, code=found)
    if found == certificates.BEFORE_RECEIPT:
        sentence = _("By the certificate this happened before the requested side received the letter (%(date)s). "
                     "If the day of receipt is wrong, rectify it first.")  # fmt: skip
        raise ValidationError({"service_date": sentence % {"date": told}}, code=found)
    if found is not None:
        raise ValidationError(
            {"received_date": _("The certificate cannot have come before the day that it certifies.")},
            code=found,
        )


def replace_proof(leg: Leg, key: UUID, reason: str) -> CertificateOfService | None:
    """The proof in force gives way to the one that will bear ``key``; it stays, with the reason.

    :raises ValidationError: there is one and no reason why it is replaced.
    """
    held = leg.certificates.filter(replaced_by=None).first()
    if held is None:
        return None
    if not reason.strip():
        sentence = _("Leg %(leg)s has its certificate already, received on %(date)s. A second one only replaces it: "
                     "say why the first no longer counts.")  # fmt: skip
        words = {"leg": leg.number, "date": held.received_date.isoformat()}
        raise ValidationError({"replaced_reason": sentence % words}, code="second")
    held.replaced_by_id, held.replaced_reason = key, reason.strip()[:300]
    held.save(update_fields=["replaced_by", "replaced_reason"])
    return held


def _fields(words: Certified) -> dict[str, Any]:
    encrypted = {"place": words.place, "recipient": words.recipient, "reason_text": words.reason_text}
    return {
        "service_date": words.service_date, "received_date": words.received_date, "method": words.method,
        "relationship": words.relationship, "reason": words.reason, "papers_returned": words.papers_returned,
        "has_seal": words.has_seal, "issuer": words.issuer, "issuer_reference": words.issuer_reference,
        **{name: value or None for name, value in encrypted.items()},
    }  # fmt: skip


def _write(leg: Leg, act: str, made: CertificateOfService, at: datetime) -> None:
    """The leg's own fields and state, and the periods that the certificate ends."""
    leg.proof_date = made.service_date if made.is_served else None
    leg.proof_received_date = made.received_date
    if lifecycle.leg_after(leg.family, leg.state, act) not in (*lifecycle.LEG_OVER, None):
        leg.ended_at, leg.end_reason, leg.end_note = None, "", ""
        leg.confirmed_date = None
    move_leg(leg, act, at)
    end_period(leg, completion_of(leg), made.service_date)
    end_period(leg, LAPSE, made.received_date)


def _follow(leg: Leg, was: str, made: CertificateOfService, at: datetime) -> None:
    """What the certificate means for the judge: silence is broken, a late result waits, a confirmed day is looked at anew."""
    if leg.state == lifecycle.WITHDRAWN:
        return
    overtake(leg.matter, at, leg=leg, kinds=BY_SILENCE)
    if was == lifecycle.PROVED and leg.state != lifecycle.PROVED:
        overtake(leg.matter, at, leg=leg, kinds=(Proposal.Kind.SERVED, Proposal.Kind.EARLIER))
    if was == lifecycle.LATE_RESULT and leg.is_over:
        propose_exhausted(leg.matter, at)
    asked = after_proof(leg, at) if made.is_served else None
    if leg.state == lifecycle.LATE_RESULT:
        tell_court("late_result_received", leg, at)
    elif was in (lifecycle.CONFIRMED, lifecycle.PROVED) and asked is None:
        tell_court("certificate_after_proof", leg, at)
