"""Costs of the ascertainment: quoted, agreed to, invoiced, paid, withdrawn (art. 11). No amount is ever assumed."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foreign_law.actions.ascertainment.standing import (
    locked_with,
    sits,
    speaks_for,
    tell_court,
    tell_providers,
    tell_sides,
)
from foreign_law.actions.ascertainment.steps import (
    F,
    day_of,
    locked,
    move,
    next_number,
    reaches_attempt,
    record,
    require_past,
    require_reason,
)
from foreign_law.models import AscertainmentRequest, Cost, RouteAttempt
from foreign_law.queries.ascertainment.scopes import scope_of
from foreign_law.rules.ascertainment import costs as rules
from foreign_law.rules.ascertainment import lifecycle
from portal.audit.actors import Actor
from portal.exhibits.actions import deposit
from portal.identity.permissions import PermissionRefused


@transaction.atomic
def quote_cost(
    *,
    actor: Actor,
    at: datetime,
    request_id: UUID,
    kind: str,
    currency: str,
    quoted: Decimal,
    quoted_date: date,
    description: str = "",
    attempt: UUID | None = None,
) -> Cost:
    """An institution or expert quotes for its own attempt; the clerk enters quotes for everything else.

    :raises PermissionRefused: the attempt is not the provider's.
    :raises ValidationError: no such currency, a negative amount, or a day in the future.
    """
    act = F + "cost_quoted"
    request = locked(actor, at, act, request_id)
    on_route = _attempt(request, actor, at, act, attempt)
    code = rules.currency_code(currency)
    if not code:
        raise ValidationError({"currency": _("Enter the currency as three letters (ISO 4217).")})
    if quoted < 0:
        raise ValidationError({"quoted": _("An amount is not negative.")})
    cost = Cost.objects.create(
        request=request, attempt=on_route, number=next_number(request.costs), kind=kind, currency=code, quoted=quoted,
        quoted_date=require_past(quoted_date, at, "quoted_date"), description=description.strip(),
    )  # fmt: skip
    move(request, act, at)
    _record(act, actor, at, cost)
    tell_court(act, actor, request, at, thing=cost.pk)
    tell_sides(act, request, at, thing=cost.pk)
    return cost


@transaction.atomic
def agree_cost(
    *,
    actor: Actor,
    at: datetime,
    cost_id: UUID,
    agreed_date: date | None = None,
    agreed_by: str = "",
    party: UUID | None = None,
) -> Cost:
    """A side agrees that the cost arises; the clerk enters an agreement from the minutes and says who agreed.

    :raises ValidationError: it is no open quote, or the clerk names nobody.
    """
    act = F + "cost_agreed"
    _request, cost = _locked(actor, at, act, cost_id)
    _become(cost, rules.AGREED)
    if sits(lifecycle.CLERK, cost.request, actor, day_of(at)):
        who = require_reason(agreed_by, "agreed_by")
    else:
        who = speaks_for(cost.request, actor, day_of(at), party).name
    cost.agreed_by, cost.agreed_date = who[:200], require_past(agreed_date or day_of(at), at, "agreed_date")
    _finish(act, actor, at, cost)
    tell_court(act, actor, cost.request, at, thing=cost.pk)
    if cost.attempt is not None:
        tell_providers(act, cost.request, at, attempts=[cost.attempt], thing=cost.pk)
    return cost


@transaction.atomic
def invoice_cost(
    *, actor: Actor, at: datetime, cost_id: UUID, invoiced: Decimal, invoice_number: str, upload: Any = None
) -> Cost:
    """The invoice came; its amount counts instead of the quote.

    :raises ValidationError: no number, a negative amount, or the cost is paid or withdrawn.
    """
    act = F + "cost_invoiced"
    request, cost = _locked(actor, at, act, cost_id)
    _become(cost, rules.INVOICED)
    if invoiced < 0:
        raise ValidationError({"invoiced": _("An amount is not negative.")})
    if not invoice_number.strip():
        raise ValidationError({"invoice_number": _("Enter the number of the invoice.")})
    cost.invoiced, cost.invoice_number = invoiced, invoice_number.strip()
    if upload:
        cost.invoice_exhibit = deposit(
            actor=actor, at=at, upload=upload, declared_name=upload.name, scope=scope_of(request)
        )
    _finish(act, actor, at, cost)
    tell_sides(act, request, at, thing=cost.pk)
    return cost


@transaction.atomic
def pay_cost(
    *, actor: Actor, at: datetime, cost_id: UUID, paid_date: date, party: UUID | None = None
) -> Cost:
    """Somebody paid in advance; who bears it in the end is decided when costs are allocated.

    :raises ValidationError: nothing was agreed or invoiced, no party is named, or the day lies in the future.
    """
    act = F + "cost_paid"
    request, cost = _locked(actor, at, act, cost_id)
    _become(cost, rules.PAID)
    cost.payer = speaks_for(request, actor, day_of(at), party)
    cost.paid_date = require_past(paid_date, at, "paid_date")
    _finish(act, actor, at, cost)
    tell_court(act, actor, request, at, thing=cost.pk)
    return cost


@transaction.atomic
def withdraw_cost(*, actor: Actor, at: datetime, cost_id: UUID, reason: str) -> Cost:
    """A quote or invoice falls away; the line stays legible.

    :raises ValidationError: no reason, or it is paid.
    """
    act = F + "cost_withdrawn"
    request, cost = _locked(actor, at, act, cost_id)
    _become(cost, rules.WITHDRAWN)
    cost.note = require_reason(reason)[:300]
    _finish(act, actor, at, cost)
    tell_sides(act, request, at, thing=cost.pk)
    return cost


def _locked(actor: Actor, at: datetime, act: str, cost_id: UUID) -> tuple[AscertainmentRequest, Cost]:
    rows = Cost.objects.select_related("attempt", "payer")
    request, cost = locked_with(actor, at, act, rows, cost_id)
    if act != F + "cost_paid" and request.allocations.filter(superseded_at=None).exists():
        # reached in a withdrawn request alone: elsewhere the allocation ends these acts
        raise ValidationError(
            _("The costs are allocated; what they came to no longer changes."), code="allocated"
        )
    return request, cost


def _become(cost: Cost, state: str) -> None:
    if not rules.may_become(cost.state, state):
        sentence = _("This is not possible for a cost in the state: %(state)s.")
        raise ValidationError(sentence % {"state": cost.get_state_display()}, code="state")
    cost.state = state


def _finish(act: str, actor: Actor, at: datetime, cost: Cost) -> None:
    cost.save()
    move(cost.request, act, at)
    _record(act, actor, at, cost)


def _record(act: str, actor: Actor, at: datetime, cost: Cost) -> None:
    record(
        act, actor=actor, at=at, request=cost.request, subject=cost,
        facts={
            "number": cost.number, "kind": cost.kind, "currency": cost.currency, "amount": str(cost.amount),
            "on_route": cost.attempt.number if cost.attempt else 0,
        },
    )  # fmt: skip


def _attempt(
    request: AscertainmentRequest, actor: Actor, at: datetime, act: str, attempt_id: UUID | None
) -> RouteAttempt | None:
    """The attempt quoted for; a provider names one of its own, the clerk may name none."""
    found = request.attempts.select_related("provider").filter(pk=attempt_id).first() if attempt_id else None
    if attempt_id is not None and found is None:
        raise PermissionRefused(act)
    if sits(lifecycle.CLERK, request, actor, day_of(at)):
        return found
    if found is None or not reaches_attempt(actor, at, act, found):
        raise PermissionRefused(act)
    return found
