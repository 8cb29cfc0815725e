"""The judge receives a request, returns or declines it, fixes its scope with the basis, amends it (arts 1, 6)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foreign_law.actions.ascertainment.drafting import (
    Particulars,
    Questions,
    deposit_clause,
    enter,
    require_questions,
    require_unchanged,
    set_questions,
)
from foreign_law.actions.ascertainment.standing import tell_court, tell_providers, tell_sides
from foreign_law.actions.ascertainment.steps import (
    F,
    locked,
    move,
    next_number,
    record,
    require_past,
    require_reason,
)
from foreign_law.models import AscertainmentRequest, Period, ScopeQuestion
from foreign_law.rules.ascertainment import lifecycle, scope
from portal.audit.actors import Actor


@transaction.atomic
def return_request(*, actor: Actor, at: datetime, request_id: UUID, reason: str) -> AscertainmentRequest:
    """Back to whoever prepared it, with what is to be completed."""
    return _put_back(actor, at, F + "request_returned", request_id, reason)


@transaction.atomic
def decline_request(*, actor: Actor, at: datetime, request_id: UUID, reason: str) -> AscertainmentRequest:
    """No foreign law is ascertained on this request: none applies, or the question is not one of foreign law."""
    return _put_back(actor, at, F + "request_declined", request_id, reason)


def _put_back(actor: Actor, at: datetime, act: str, request_id: UUID, reason: str) -> AscertainmentRequest:
    return take_off(locked(actor, at, act, request_id), act, actor=actor, at=at, reason=reason)


def take_off(
    request: AscertainmentRequest, act: str, *, actor: Actor, at: datetime, reason: str
) -> AscertainmentRequest:
    """A request that is locked leaves the judge or the drafts with a reason; the court and whoever asked are told.

    :raises ValidationError: no reason.
    """
    request.reason = require_reason(reason)
    move(request, act, at)
    record(act, actor=actor, at=at, request=request, private={"reason": request.reason})
    tell_court(act, actor, request, at)
    if request.asked_by_party is not None:
        tell_sides(act, request, at, only=request.asked_by_party)
    return request


@transaction.atomic
def fix_scope(
    *,
    actor: Actor,
    at: datetime,
    request_id: UUID,
    scope_reference: str,
    scope_date: date,
    seen: str = "",
    **entries: Unpack[Particulars],
) -> AscertainmentRequest:
    """The judge says on which basis, which law as it stood on which day, and which numbered questions (art. 6).

    :raises ValidationError: no order or minutes, no question, or the basis is not shown.
    """
    act = F + "scope_fixed"
    request = locked(actor, at, act, request_id)
    require_unchanged(request, seen)
    before = enter(request, entries, at)
    deposit_clause(request, actor, at, entries)
    if "questions" in entries:
        before |= set_questions(request, entries["questions"])
    require_questions(request)
    _require_basis(request)
    if not scope_reference.strip():
        raise ValidationError({"scope_reference": _("Name the order or the minutes that fix the scope.")})
    request.scope_reference = scope_reference.strip()
    request.scope_date = require_past(scope_date, at, "scope_date")
    move(request, act, at)
    facts = {"basis": request.basis, "jurisdiction": request.jurisdiction, "order": request.scope_reference}
    record(
        act, actor=actor, at=at, request=request, on=request.scope_date,
        facts={**facts, "questions": request.questions.count(), "changed": sorted(before)},
        private={f"old_{name}": str(value) for name, value in before.items() if value},
    )  # fmt: skip
    tell_court(act, actor, request, at)
    tell_sides(act, request, at)
    return request


def _require_basis(request: AscertainmentRequest) -> None:
    """:raises ValidationError: at the field that is missing."""
    sentences = {
        "basis": _("Say whether the parties chose the law or a conflict rule designates it."),
        "choice_clause": _("Quote the clause by which the law was chosen, or add the instrument as a file."),
        "conflict_rule": _("Name the conflict rule that designates the law."),
    }
    lacking = scope.missing_basis(
        request.basis, choice_clause=request.choice_clause, has_instrument=request.choice_exhibit_id is not None,
        conflict_rule=request.conflict_rule,
    )  # fmt: skip
    if lacking:
        raise ValidationError({lacking: sentences[lacking]})


@transaction.atomic
def amend_scope(
    *,
    actor: Actor,
    at: datetime,
    request_id: UUID,
    order: str,
    questions: Questions = (),
    struck: Mapping[int, str] | None = None,
) -> AscertainmentRequest:
    """Questions are added, others struck with a reason; what was struck stays legible.

    ``struck`` gives the reason for each number. ``order`` names the order or minutes.

    :raises ValidationError: nothing is amended, a strike without reason, or no question would be left.
    """
    act = F + "scope_amended"
    request = locked(actor, at, act, request_id)
    reasons, added = dict(struck or {}), scope.cleaned_questions(questions)
    living = {row.number: row for row in request.questions.filter(struck_at=None)}
    _require_amendment(set(living), reasons, len(added), request.questions.count(), order)
    for number, reason in reasons.items():
        row = living[number]
        row.struck_at, row.struck_reason = at, require_reason(reason, f"strike_{number}")
        row.save()
    first = next_number(request.questions)
    for number, (text, translation) in enumerate(added, start=first):
        ScopeQuestion.objects.create(request=request, number=number, text=text, translation=translation)
    move(request, act, at)
    record(
        act, actor=actor, at=at, request=request,
        facts={"order": order.strip(), "added": len(added), "struck": sorted(reasons)},
    )  # fmt: skip
    tell_sides(act, request, at)
    running = request.attempts.exclude(state__in=lifecycle.ATTEMPT_OVER)
    tell_providers(act, request, at, attempts=running)
    return request


@transaction.atomic
def change_basis(
    *, actor: Actor, at: datetime, request_id: UUID, order: str, basis: str, choice_clause: str = "", conflict_rule: str = ""
) -> AscertainmentRequest:  # fmt: skip
    """The parties chose this law since, or the court holds that they did not: who provides it changes (art. 1).

    A law may be chosen until the oral argument at first instance ends (解释（一） art. 6). Periods to provide the law end:
    nobody failed in a period that ran on the other basis. Another law is another request.

    :raises PermissionRefused: no such request from the judge's seat.
    :raises ValidationError: the basis is the same, or not shown, or no order or minutes are named.
    """
    act = F + "basis_changed"
    request = locked(actor, at, act, request_id)
    before = request.basis
    old = {"clause": request.choice_clause, "rule": request.conflict_rule}
    if basis == before:
        raise ValidationError({"basis": _("This is the basis already.")})
    if not order.strip():
        raise ValidationError({"order": _("Name the order or the minutes that change the basis.")})
    request.basis = basis
    request.choice_clause = choice_clause.strip() or request.choice_clause
    request.conflict_rule = conflict_rule.strip() or request.conflict_rule
    _require_basis(request)
    running = request.periods.filter(kind=Period.Kind.PROVIDE, ended_at=None, extended_by=None)
    running.update(ended_at=at, ended_because=order.strip()[:200])
    move(request, act, at)
    record(
        act, actor=actor, at=at, request=request,
        facts={"basis": basis, "before": before, "order": order.strip()},
        private={f"old_{name}": value for name, value in old.items() if value},
    )  # fmt: skip
    tell_court(act, actor, request, at)
    tell_sides(act, request, at)
    return request


def _require_amendment(
    living: set[int], struck: Mapping[int, str], added: int, in_all: int, order: str
) -> None:
    """:raises ValidationError: the amendment cannot be made."""
    if not struck and not added:
        raise ValidationError(_("Nothing was changed."), code="unchanged")
    if not order.strip():
        raise ValidationError({"order": _("Name the order or the minutes that fix the scope.")})
    if scope.unknown_strikes(living, struck):
        raise ValidationError(_("A question that is to be struck does not stand any more."), code="stale")
    if scope.remaining(living, struck, added) < 1:
        raise ValidationError(_("At least one question must remain; otherwise withdraw the request."))
    if in_all + added > scope.MOST_QUESTIONS:
        sentence = _("At most %(most)s questions.") % {"most": scope.MOST_QUESTIONS}
        raise ValidationError({"questions": sentence})
