"""The judge assesses what a route gave, orders a supplement; the clerk rectifies an entry, the old value stays legible."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foreign_law.actions.ascertainment.steps import (
    F,
    accounts_of,
    clerks_of,
    day_of,
    locked,
    locked_attempt,
    move,
    move_attempt,
    record,
    require_past,
    require_reason,
    tell,
)
from foreign_law.models import AscertainmentRequest, RouteAttempt
from foreign_law.rules.ascertainment import lifecycle, route_choice
from portal.audit.actors import Actor
from portal.identity.permissions import PermissionRefused

#: What may be rectified, and which of it is a day.
TEXTS: Final = ("addressed_to", "through", "outside_number", "description")
DAYS: Final = ("sent_date", "received_date")


@transaction.atomic
def assess_route(
    *, actor: Actor, at: datetime, attempt_id: UUID, outcome: str, outcome_reason: str
) -> RouteAttempt:
    """The judge says what the route gave: nothing, unclear, insufficient, sufficient; with reasons.

    :raises PermissionRefused: no such attempt from the seat of the judge of the case.
    :raises ValidationError: the state, no reasons, or ``sufficient`` where nothing was answered or submitted.
    """
    act = F + "route_assessed"
    attempt = locked_attempt(actor, at, act, attempt_id)
    reason = require_reason(outcome_reason, "outcome_reason")
    material = attempt.materials.exclude(state__in=("withdrawn", "left_out")).exists()
    if not route_choice.assessable(attempt.state, outcome, has_material=material):
        sentence = _("Nothing was received on this route that could be sufficient.")
        if attempt.state == lifecycle.OPENED:
            sentence = _("This route was not tried yet: enter first that it was sent, or what was answered.")
        raise ValidationError({"outcome": sentence})
    before = attempt.outcome
    attempt.outcome, attempt.outcome_reason = outcome, reason
    attempt.assessed_at, attempt.assessed_by = at, actor.key
    move_attempt(attempt, act, at)
    move(attempt.request, act, at)
    record(
        act, actor=actor, at=at, request=attempt.request, attempt=attempt,
        facts={"outcome": outcome, "outcome_before": before}, private={"reason": reason},
    )  # fmt: skip
    _tell_both(
        act, attempt.request, at, {"attempt": attempt.number, "route": attempt.route, "outcome": outcome}
    )
    return attempt


def _tell_both(act: str, request: AscertainmentRequest, at: datetime, words: dict[str, Any]) -> None:
    """All sides on their page, judge and clerk on the desk."""
    on = day_of(at)
    tell(act, accounts_of(request, on), request=request, at=at, context=words)
    tell(act, clerks_of(request.case, on), request=request, at=at, context=words, at_desk=True)


@transaction.atomic
def order_supplement(
    *, actor: Actor, at: datetime, request_id: UUID, reason: str, attempt_id: UUID | None = None
) -> AscertainmentRequest:
    """The judge sends the request back to the routes (arts 2(2), 8(2)); one more round begins.

    ``attempt_id``: the attempt that is to be supplemented, where it is one of them.

    :raises PermissionRefused: no such request from the judge's seat, or the attempt is not in it.
    :raises ValidationError: the state, or no reason.
    """
    act = F + "supplement_ordered"
    request = locked(actor, at, act, request_id)
    text = require_reason(reason)
    number = None
    if attempt_id is not None:
        number = request.attempts.filter(pk=attempt_id).values_list("number", flat=True).first()
        if number is None:
            raise PermissionRefused(act)
    request.supplements += 1
    move(request, act, at)
    facts = {"round": request.supplements, "supplements": number}
    record(act, actor=actor, at=at, request=request, facts=facts, private={"reason": text})
    _tell_both(act, request, at, {"round": request.supplements})
    return request


@transaction.atomic
def rectify_attempt(
    *, actor: Actor, at: datetime, attempt_id: UUID, field: str, value: str | date, reason: str
) -> RouteAttempt:
    """Correct one entry of an attempt; what stood before stays legible with day, person and reason.

    :raises PermissionRefused: no such attempt from the clerk's seat.
    :raises ValidationError: the state, a field that is not rectified, nothing new, a day that cannot be, or no reason.
    """
    act = F + "attempt_rectified"
    attempt = locked_attempt(actor, at, act, attempt_id)
    text = require_reason(reason)
    if field not in (*TEXTS, *DAYS):
        raise ValidationError({"field": _("Choose what is to be rectified.")})
    new = _new_value(attempt, field, value, at)
    old = getattr(attempt, field)
    if new == old:
        raise ValidationError({"value": _("This is what stands there already.")})
    before = old.isoformat() if isinstance(old, date) else (old or "")
    after = new.isoformat() if isinstance(new, date) else new
    attempt.rectifications = [
        *attempt.rectifications,
        {"field": field, "before": before, "after": after, "reason": text, "at": at.isoformat(), "by": actor.key},
    ]  # fmt: skip
    setattr(attempt, field, new)
    move_attempt(attempt, act, at)
    move(attempt.request, act, at)
    record(
        act, actor=actor, at=at, request=attempt.request, attempt=attempt, facts={"field": field},
        private={"before": before, "after": after, "reason": text},
    )  # fmt: skip
    return attempt


def _new_value(attempt: RouteAttempt, field: str, value: str | date, at: datetime) -> str | date:
    """The value as it is kept.

    :raises ValidationError: at ``value``, a day in the future, an answer before the sending, or a text too long.
    """
    if field in TEXTS:
        column: Any = attempt._meta.get_field(field)
        text, most = str(value).strip(), column.max_length
        if most is not None and len(text) > most:
            sentence = _("At most %(most)s characters.")
            raise ValidationError({"value": sentence % {"most": most}})
        return text
    day = value if isinstance(value, date) else _as_day(value)
    require_past(day, at, "value")
    sent = day if field == "sent_date" else attempt.sent_date
    received = day if field == "received_date" else attempt.received_date
    if sent is not None and received is not None and received < sent:
        raise ValidationError({"value": _("The answer would lie before the sending.")})
    return day


def _as_day(value: str) -> date:
    try:
        return date.fromisoformat(value.strip())
    except ValueError as fault:
        raise ValidationError({"value": _("Write the day as year-month-day, such as 2026-11-30.")}) from fault
