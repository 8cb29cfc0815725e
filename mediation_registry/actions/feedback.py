"""Feedback after a case: a link that works once, kept only as a hash; the answer does not say who gave it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mediation_registry.actions.steps_mediation import M, tell
from mediation_registry.models import FeedbackAnswer, FeedbackInvitation, Mediation
from mediation_registry.queries.mediations import presiding
from mediation_registry.queries.outcome import parties_of, users_of
from portal.audit import log as audit
from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of
from portal.identity.permissions import PermissionRefused, require

VALID_DAYS = 60


@dataclass(frozen=True)
class Marks:
    """One to five for each question, and a remark."""

    fairness: int
    clarity: int
    listening: int
    language_fit: int
    remark: str = ""


def hash_of(token: str) -> str:
    """What is stored of a link."""
    return sha256(token.encode()).hexdigest()


def open_invitation(token: str, at: datetime) -> FeedbackInvitation | None:
    """The invitation behind a link that may still be used; None for every other link."""
    rows = FeedbackInvitation.objects.select_related("mediation")
    return rows.filter(token_hash=hash_of(token), used_at=None, expires_at__gt=at).first()


@transaction.atomic
def invite(*, actor: Actor, at: datetime, mediation: Mediation) -> int:
    """Send each party of an ended mediation its link, once; the number of links sent."""
    act = M + "feedback_invited"
    require(actor, act)
    if presiding(mediation) is None:
        return 0
    known = set(mediation.feedback_invitations.values_list("party", flat=True))
    sent = 0
    for party in parties_of(mediation):
        users = users_of([party], day_of(at))
        if party.pk in known or not users:
            continue
        token = secrets.token_urlsafe(24)
        made = FeedbackInvitation.objects.create(
            mediation=mediation, party=party, token_hash=hash_of(token), sent_at=at,
            expires_at=at + timedelta(days=VALID_DAYS),
        )  # fmt: skip
        page = {"path": f"/mediations/feedback/{token}/", "expires_date": day_of(made.expires_at).isoformat()}
        tell(act, users, mediation=mediation, at=at, about=str(made.pk), context=page)
        sent += 1
    if sent:
        audit.record(
            act=act, actor=actor, at=at, subject=("mediation_registry.Mediation", str(mediation.pk)),
            chain=mediation.chain, facts={"reference": mediation.reference, "count": sent},
        )  # fmt: skip
    return sent


@transaction.atomic
def give(*, actor: Actor, at: datetime, token: str, marks: Marks) -> FeedbackAnswer:
    """Keep the answer and spend the link.

    :raises PermissionRefused: an unknown, used or expired link. :raises ValidationError: a mark outside 1 to 5.
    """
    act = M + "feedback_given"
    require(actor, act)
    rows = FeedbackInvitation.objects.select_for_update().select_related("mediation")
    invitation = rows.filter(token_hash=hash_of(token), used_at=None, expires_at__gt=at).first()
    appointment = presiding(invitation.mediation) if invitation else None
    if invitation is None or appointment is None or appointment.mediator is None:
        raise PermissionRefused(act)
    if any(
        not 1 <= mark <= 5 for mark in (marks.fairness, marks.clarity, marks.listening, marks.language_fit)
    ):
        raise ValidationError(_("Choose a mark from 1 to 5 for each question."))
    invitation.used_at = at
    invitation.save(update_fields=["used_at"])
    answer = FeedbackAnswer.objects.create(
        mediation=invitation.mediation, mediator=appointment.mediator, fairness=marks.fairness, clarity=marks.clarity,
        listening=marks.listening, language_fit=marks.language_fit, remark=marks.remark.strip(), given_date=day_of(at),
    )  # fmt: skip
    audit.record(
        act=act, actor=actor, at=at, subject=("mediation_registry.FeedbackAnswer", str(answer.pk)),
        chain=f"mediation_feedback:{answer.pk}", facts={},
    )  # fmt: skip
    return answer
