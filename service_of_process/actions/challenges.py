"""Objections to confirmed service: the judge upholds it, or sets it aside and opens every way again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.actions.steps import require_reason
from service_of_process.actions.dates import set_date_aside
from service_of_process.actions.exhausting import propose_exhausted
from service_of_process.actions.steps import S, locked, move_matter, record
from service_of_process.models import Challenge, ServiceMatter


@transaction.atomic
def uphold(*, actor: Actor, at: datetime, matter_id: UUID, reason: str) -> Challenge:
    """Service stands; the matter returns to the state before the objection, its date untouched.

    :raises ValidationError: nothing was objected, or the reason is missing.
    """
    text = require_reason(reason)
    matter = locked(actor, at, S + "service_upheld", matter_id)
    challenge = _decided(matter, Challenge.State.UPHELD, actor, at, text)
    move_matter(matter, S + "service_upheld", at)
    matter.state_before_challenge = ""
    matter.save(update_fields=["state_before_challenge"])
    record(
        S + "service_upheld", actor=actor, at=at, matter=matter, subject=challenge, private={"reason": text},
    )  # fmt: skip
    return challenge


@transaction.atomic
def set_aside(*, actor: Actor, at: datetime, matter_id: UUID, reason: str) -> Challenge:
    """Service is set aside: no date stands, its leg has failed, what ran from it stops, the matter is under way again.

    :raises ValidationError: nothing was objected, or the reason is missing.
    """
    text = require_reason(reason)
    matter = locked(actor, at, S + "service_set_aside", matter_id)
    challenge = _decided(matter, Challenge.State.SET_ASIDE, actor, at, text)
    set_date_aside(matter, actor=actor, at=at, challenge=challenge, reason=text)
    propose_exhausted(matter, at)
    return challenge


def _decided(matter: ServiceMatter, state: str, actor: Actor, at: datetime, reason: str) -> Challenge:
    challenge = (
        Challenge.objects.select_for_update().filter(matter=matter, state=Challenge.State.FILED).first()
    )
    if challenge is None:
        raise ValidationError(_("There is no objection before the judge."), code="state")
    challenge.state, challenge.reason = state, reason
    challenge.decided_at, challenge.decided_by = at, actor.key
    challenge.save(update_fields=["state", "reason", "decided_at", "decided_by"])
    return challenge
