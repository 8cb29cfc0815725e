"""A request is withdrawn: by the judge, by the party who asked before its scope is fixed, as a draft by the clerk."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foreign_law.actions.ascertainment.drafting import require_own
from foreign_law.actions.ascertainment.questioning_rooms import close_all_rooms
from foreign_law.actions.ascertainment.scoping import take_off
from foreign_law.actions.ascertainment.standing import sits, tell_court, tell_providers, tell_sides
from foreign_law.actions.ascertainment.steps import F, day_of, locked, move, record, require_reason
from foreign_law.models import AscertainmentRequest, RouteAttempt
from foreign_law.rules.ascertainment import lifecycle
from portal.audit.actors import Actor

#: A party takes her own request back only before the judge has fixed the scope.
BEFORE_SCOPE = frozenset({lifecycle.DRAFT, lifecycle.SUBMITTED})


@transaction.atomic
def withdraw_request(*, actor: Actor, at: datetime, request_id: UUID, reason: str) -> AscertainmentRequest:
    """Nothing more is ascertained. Attempts under way end, periods too; whoever was asked is told.

    :raises PermissionRefused: a party who did not ask.
    :raises ValidationError: no reason, or a party comes after the scope was fixed.
    """
    act = F + "request_withdrawn"
    request = locked(actor, at, act, request_id)
    drafted = request.state == lifecycle.DRAFT
    if not sits(lifecycle.JUDGE, request, actor, day_of(at)):
        require_own(request, actor, at, act)
        if request.state not in BEFORE_SCOPE:
            raise ValidationError(
                _("The scope is fixed; ask the judge to withdraw the request."), code="scoped"
            )
    request.reason = require_reason(reason)
    running = list(request.attempts.exclude(state__in=lifecycle.ATTEMPT_OVER))
    told = [row for row in running if row.sent_at is not None]
    _end(running)
    close_all_rooms(request, actor, at)
    request.periods.filter(ended_at=None).update(ended_at=at, ended_because=request.reason[:200])
    move(request, act, at)
    numbers = [row.number for row in running]
    record(
        act,
        actor=actor,
        at=at,
        request=request,
        facts={"attempts": numbers},
        private={"reason": request.reason},
    )
    tell_court(act, actor, request, at)
    if not drafted:
        tell_sides(act, request, at)
        tell_providers(act, request, at, attempts=told)
    return request


@transaction.atomic
def withdraw_draft(*, actor: Actor, at: datetime, request_id: UUID, reason: str) -> AscertainmentRequest:
    """The clerk gives up a draft that was a mistake. Whoever asked for it on paper is told; nobody else knew of it.

    :raises PermissionRefused: not a clerk of the court.
    :raises ValidationError: no reason, or a judge had it before her: she withdraws it.
    """
    act = F + "draft_withdrawn"
    request = locked(actor, at, act, request_id)
    if request.was_put_before_the_judge:
        sentence = _("The judge has had this request before her; only she may withdraw it.")
        raise ValidationError(sentence, code="submitted")
    return take_off(request, act, actor=actor, at=at, reason=reason)


def _end(running: list[RouteAttempt]) -> None:
    """Attempts that await an answer are withdrawn; one that was answered keeps its answer."""
    for attempt in running:
        after = lifecycle.attempt_after(attempt.state, F + "route_withdrawn")
        if after is not None:
            attempt.state = after
            attempt.save()
