"""The judge fixes periods by their last day, with the reason, and ends them (art. 9); no day is counted here."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foreign_law.actions.ascertainment.standing import locked_with, tell_providers, tell_sides
from foreign_law.actions.ascertainment.steps import F, day_of, locked, move, record, require_reason
from foreign_law.models import AscertainmentRequest, Period, RouteAttempt
from foreign_law.rules.ascertainment import periods as rules
from portal.audit.actors import Actor
from portal.cases.models import Party

#: Kinds that run for an attempt on a route.
OF_ATTEMPTS = frozenset({Period.Kind.ANSWER})


@transaction.atomic
def fix_period(
    *,
    actor: Actor,
    at: datetime,
    request_id: UUID,
    kind: str,
    due_date: date,
    reason: str,
    party: UUID | None = None,
    attempt: UUID | None = None,
) -> Period:
    """A last day, for one party or all, or for the answer on a route; why it is long enough is on record.

    :raises ValidationError: the day lies in the past, there is no reason, or party or attempt are of another case.
    """
    act = F + "period_fixed"
    request = locked(actor, at, act, request_id)
    if rules.against_due(due_date, day_of(at)):
        raise ValidationError({"due_date": _("The last day lies in the past.")})
    side = _party(request, party, day_of(at))
    on_route = _attempt(request, attempt, kind)
    period = Period.objects.create(
        request=request, kind=kind, party=side, attempt=on_route, due_date=due_date, reason=require_reason(reason),
        fixed_at=at, fixed_by=actor.key,
    )  # fmt: skip
    move(request, act, at)
    record(act, actor=actor, at=at, request=request, subject=period, facts=facts_of(period))
    tell_of(act, period, at)
    return period


@transaction.atomic
def end_period(*, actor: Actor, at: datetime, period_id: UUID, reason: str) -> Period:
    """The judge ends a period before its day: what was awaited came, or is awaited no longer.

    :raises ValidationError: no reason, or it has ended.
    """
    act = F + "period_ended"
    request, period = locked_with(
        actor, at, act, Period.objects.select_related("party", "attempt"), period_id
    )
    if period.ended_at is not None or Period.objects.filter(extends=period).exists():
        raise ValidationError(_("This period has ended or was replaced by a longer one."), code="ended")
    period.ended_at, period.ended_because = at, require_reason(reason)[:200]
    period.save()
    move(request, act, at)
    record(act, actor=actor, at=at, request=request, subject=period, facts=facts_of(period))
    tell_of(act, period, at)
    return period


def facts_of(period: Period) -> dict[str, object]:
    """What the log says of a period; 0 where it runs for every party, or on no route."""
    return {
        "kind": period.kind, "due_date": period.due_date.isoformat(),
        "party": period.party.number if period.party else 0,
        "on_route": period.attempt.number if period.attempt else 0,
    }  # fmt: skip


def tell_of(act: str, period: Period, at: datetime) -> None:
    """Those for whom it runs: one party, every party, or whoever answers on the route."""
    if period.attempt is not None and period.attempt.provider_id is not None:
        tell_providers(
            act, period.request, at, attempts=[period.attempt], thing=period.pk, due=period.due_date
        )
        return
    tell_sides(act, period.request, at, only=period.party, thing=period.pk, due=period.due_date)


def _party(request: AscertainmentRequest, party_id: UUID | None, on: date) -> Party | None:
    if party_id is None:
        return None
    found = request.case.parties.on(on).filter(pk=party_id).first()
    if found is None:
        raise ValidationError({"party": _("This party does not stand in the case.")})
    return found


def _attempt(request: AscertainmentRequest, attempt_id: UUID | None, kind: str) -> RouteAttempt | None:
    if attempt_id is None:
        if kind in OF_ATTEMPTS:
            raise ValidationError({"attempt": _("Say on which route the answer is awaited.")})
        return None
    found = request.attempts.filter(pk=attempt_id).first()
    if found is None:
        raise ValidationError({"attempt": _("This attempt belongs to another request.")})
    return found
