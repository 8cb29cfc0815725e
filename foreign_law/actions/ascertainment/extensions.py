"""A party asks for more time and says specifically why; the judge grants or refuses it (art. 9, first paragraph)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foreign_law.actions.ascertainment.periods import facts_of, tell_of
from foreign_law.actions.ascertainment.standing import locked_with, speaks_for, tell_court, tell_sides
from foreign_law.actions.ascertainment.steps import F, day_of, move, record, require_reason
from foreign_law.models import AscertainmentRequest, ExtensionRequest, Period
from foreign_law.rules.ascertainment import periods as rules
from portal.audit.actors import Actor
from portal.identity.permissions import PermissionRefused

Decision = ExtensionRequest.Decision


@transaction.atomic
def ask_extension(
    *, actor: Actor, at: datetime, period_id: UUID, until: date, reasons: str, party: UUID | None = None
) -> ExtensionRequest:
    """More time until a day, for reasons that the court can weigh. Asked late, it is entered all the same.

    :raises PermissionRefused: the period runs for somebody else.
    :raises ValidationError: no reasons, a day that is no later, one request waits already, or the period has ended.
    """
    act = F + "extension_asked"
    request, period = locked_with(actor, at, act, Period.objects.select_related("party"), period_id)
    side = speaks_for(request, actor, day_of(at), party)
    if period.attempt_id is not None or (period.party_id is not None and period.party_id != side.pk):
        raise PermissionRefused(act)
    _require_extendable(period, until, at)
    text = require_reason(reasons, "reasons")
    if period.extension_requests.filter(party=side, decision=Decision.PENDING).exists():
        raise ValidationError(_("Your earlier request for an extension still lies before the judge."))
    asked = ExtensionRequest.objects.create(
        period=period, party=side, until=until, reasons=text, asked_at=at, asked_by=actor.key
    )
    move(request, act, at)
    late = period.due_date < day_of(at)
    record(
        act, actor=actor, at=at, request=request, subject=asked,
        facts={"party": side.number, "until_date": until.isoformat(), "kind": period.kind, "late": late},
    )  # fmt: skip
    tell_court(act, actor, request, at, thing=asked.pk)
    return asked


@transaction.atomic
def grant_extension(*, actor: Actor, at: datetime, extension_id: UUID, until: date, reason: str) -> Period:
    """A longer period takes the place of the old one, until the day that the judge sets.

    :raises ValidationError: it was decided already, the day is no later, or there is no reason.
    """
    act = F + "extension_granted"
    request, asked = _asked(actor, at, act, extension_id)
    old = asked.period
    _require_extendable(old, until, at)
    _decide(asked, actor, at, Decision.GRANTED, reason)
    longer = Period.objects.create(
        request=request, kind=old.kind, party=old.party, due_date=until, reason=asked.decision_reason, fixed_at=at,
        fixed_by=actor.key, extends=old,
    )  # fmt: skip
    if old.kind == Period.Kind.POSITION and old.party_id is None:
        request.positions_until = until  # what every page tells the parties
    move(request, act, at)
    record(act, actor=actor, at=at, request=request, subject=asked, facts=facts_of(longer))
    tell_of(act, longer, at)
    return longer


@transaction.atomic
def refuse_extension(*, actor: Actor, at: datetime, extension_id: UUID, reason: str) -> ExtensionRequest:
    """The period stays as it is.

    :raises ValidationError: it was decided already, or there is no reason.
    """
    act = F + "extension_refused"
    request, asked = _asked(actor, at, act, extension_id)
    _decide(asked, actor, at, Decision.REFUSED, reason)
    move(request, act, at)
    record(act, actor=actor, at=at, request=request, subject=asked, facts=facts_of(asked.period))
    tell_sides(act, request, at, only=asked.party, thing=asked.pk)
    return asked


def _asked(
    actor: Actor, at: datetime, act: str, extension_id: UUID
) -> tuple[AscertainmentRequest, ExtensionRequest]:
    rows = ExtensionRequest.objects.select_related("period__party", "party")
    request, asked = locked_with(actor, at, act, rows, extension_id, through="period__request_id")
    if asked.decision != Decision.PENDING:
        raise ValidationError(_("This request was decided already."), code="decided")
    asked.period.request = request
    return request, asked


def _decide(asked: ExtensionRequest, actor: Actor, at: datetime, decision: str, reason: str) -> None:
    asked.decision, asked.decision_reason = decision, require_reason(reason)
    asked.decided_at, asked.decided_by = at, actor.key
    asked.save()


def _require_extendable(period: Period, until: date, at: datetime) -> None:
    """:raises ValidationError: at ``until`` where the day is wrong, on top where the period is over."""
    extended = Period.objects.filter(extends=period).exists()
    found = rules.against_extension(
        period.due_date, until, day_of(at), ended=period.ended_at is not None, extended=extended
    )
    sentences: dict[str, Any] = {
        rules.PAST: {"until": _("The last day lies in the past.")},
        rules.NOT_LATER: {"until": _("The day must be later than the last day of the period.")},
        rules.ENDED: _("The judge has ended this period."),
        rules.EXTENDED: _("This period was extended already; the longer one counts."),
    }
    if found:
        raise ValidationError(sentences[found])
