"""The judgment of the case takes effect, or falls, and with it what it found on foreign law (art. 8(3))."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foreign_law.actions.ascertainment.findings import fall, take_effect
from foreign_law.actions.ascertainment.standing import tell_court
from foreign_law.actions.ascertainment.steps import F, locked, move, record, require_past, require_reason
from foreign_law.models import AscertainmentRequest
from portal.audit.actors import Actor


@transaction.atomic
def record_judgment(
    *,
    actor: Actor,
    at: datetime,
    request_id: UUID,
    judgment_number: str,
    judgment_date: date,
    judgment_effective_date: date | None = None,
) -> AscertainmentRequest:
    """Number and date of the judgment; once the day of its effect is entered, the candidates become findings.

    :raises ValidationError: no number, a day in the future, or an effect before the judgment.
    """
    act = F + "case_judgment_recorded"
    request = locked(actor, at, act, request_id)
    if not judgment_number.strip():
        raise ValidationError({"judgment_number": _("Enter the number of the judgment.")})
    request.judgment_number = judgment_number.strip()
    request.judgment_date = require_past(judgment_date, at, "judgment_date")
    if judgment_effective_date is not None:
        require_past(judgment_effective_date, at, "judgment_effective_date")
        if judgment_effective_date < judgment_date:
            raise ValidationError(
                {"judgment_effective_date": _("A judgment does not take effect before it is given.")}
            )
    if request.judgment_effective_date is not None and judgment_effective_date is None:
        sentence = _("The judgment is on record as effective; where it fell, record that it was set aside.")
        raise ValidationError({"judgment_effective_date": sentence})
    request.judgment_effective_date = judgment_effective_date
    move(request, act, at)
    effective = judgment_effective_date.isoformat() if judgment_effective_date else ""
    record(
        act, actor=actor, at=at, request=request, on=judgment_date,
        facts={"judgment": request.judgment_number, "effective": effective},
    )  # fmt: skip
    if judgment_effective_date is not None:
        take_effect(request, actor, at)
    tell_court(act, actor, request, at)
    return request


@transaction.atomic
def set_aside_judgment(*, actor: Actor, at: datetime, request_id: UUID, reason: str) -> AscertainmentRequest:
    """The judgment was set aside: what it found is offered to nobody any more.

    :raises ValidationError: no judgment is on record, or no reason is given.
    """
    act = F + "case_judgment_set_aside"
    request = locked(actor, at, act, request_id)
    text = require_reason(reason)
    if not request.judgment_number:
        raise ValidationError(_("No judgment is on record."), code="none")
    effective = request.judgment_effective_date
    request.judgment_effective_date = None
    move(request, act, at)
    record(
        act, actor=actor, at=at, request=request,
        facts={
            "judgment": request.judgment_number, "effective": effective.isoformat() if effective else "",
        },
        private={"reason": text},
    )  # fmt: skip
    fall(request, actor, at, text)
    tell_court(act, actor, request, at)
    return request
