"""Who bears the costs (art. 11): as the parties agreed, else as the court decides, reasonable costs only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foreign_law.actions.ascertainment.standing import tell_court, tell_sides
from foreign_law.actions.ascertainment.steps import F, locked, move, record, require_reason
from foreign_law.models import AscertainmentRequest, Cost, CostAllocation
from foreign_law.rules.ascertainment import costs as rules
from i18n.amounts import grouped
from portal.audit.actors import Actor
from portal.cases.models import Party

#: One share: the party, the currency, the amount.
Share = tuple[UUID, str, Decimal]


@transaction.atomic
def allocate_costs(
    *,
    actor: Actor,
    at: datetime,
    request_id: UUID,
    basis: str,
    reasons: str,
    shares: Sequence[Share] = (),
    no_agreement: bool = False,
) -> list[CostAllocation]:
    """The shares of all costs that arose; they add up in each currency. An earlier allocation is superseded.

    An agreement comes first: the court decides only after stating that there is none. ``basis`` none says that no
    costs arose.

    :raises ValidationError: quotes are undecided, the shares do not add up, or the reasons are missing.
    """
    act = F + "costs_allocated"
    request = locked(actor, at, act, request_id)
    text = require_reason(reasons, "reasons")
    costs = _settled(request)
    if basis == rules.COURT and not no_agreement:
        raise ValidationError(
            {"no_agreement": _("An agreement of the parties on the costs comes first (art. 11).")}
        )
    given = _shares(request, basis, shares)
    _require_whole(basis, costs, given)
    rows = _replaced(request, actor, at, given, basis=basis, reasons=text)
    move(request, act, at)
    record(
        act, actor=actor, at=at, request=request,
        facts={"basis": basis, "shares": [[party.number, currency, str(amount)] for party, currency, amount in given]},
    )  # fmt: skip
    tell_court(act, actor, request, at)
    tell_sides(act, request, at)
    return rows


def _replaced(
    request: AscertainmentRequest,
    actor: Actor,
    at: datetime,
    given: list[tuple[Party, str, Decimal]],
    **said: str,
) -> list[CostAllocation]:
    """The new rows in place of the old; one without party where no costs arose."""
    request.allocations.filter(superseded_at=None).update(superseded_at=at)
    whom: list[tuple[Party | None, str, Decimal | None]] = [*given] or [(None, "", None)]
    return [
        CostAllocation.objects.create(
            request=request, party=party, currency=currency, amount=amount, decided_at=at, decided_by=actor.key, **said
        )
        for party, currency, amount in whom
    ]  # fmt: skip


def _settled(request: AscertainmentRequest) -> list[Cost]:
    """The costs that count.

    :raises ValidationError: a quote was neither agreed to nor withdrawn; the quotes are named.
    """
    costs = list(request.costs.exclude(state=rules.WITHDRAWN))
    undecided = [row for row in costs if row.state not in rules.COUNTED]
    if undecided:
        numbers = ", ".join(str(row.number) for row in undecided)
        sentence = _("Quotes are neither agreed to nor withdrawn: no. %(numbers)s.")
        raise ValidationError(sentence % {"numbers": numbers}, code="undecided")
    return costs


def _shares(
    request: AscertainmentRequest, basis: str, shares: Sequence[Share]
) -> list[tuple[Party, str, Decimal]]:
    parties = {party.pk: party for party in request.case.parties.all()}
    if basis == rules.NOTHING and any(amount for _party, _currency, amount in shares):
        raise ValidationError(_("Where no costs arose, nobody bears any."), code="shares")
    if any(party not in parties for party, _currency, _amount in shares):
        raise ValidationError(_("A share is given to somebody who is not a party to the case."), code="party")
    if any(amount < 0 for _party, _currency, amount in shares):
        raise ValidationError(_("An amount is not negative."), code="negative")
    return [(parties[party], currency, amount) for party, currency, amount in shares if amount]


def _require_whole(basis: str, costs: list[Cost], given: list[tuple[Party, str, Decimal]]) -> None:
    """:raises ValidationError: the difference in each currency."""
    there = [(str(row.currency), Decimal(str(row.amount))) for row in costs]
    if basis == rules.NOTHING and any(amount for _currency, amount in there):
        raise ValidationError({"basis": _("Costs arose; allocate or withdraw them.")})
    if basis != rules.NOTHING and not there:
        raise ValidationError({"basis": _("No costs are on record; choose “No costs arose”.")})
    sentence = _("%(currency)s: the costs are %(costs)s, the shares add up to %(allocated)s.")
    found = rules.differences(there, [(currency, amount) for _party, currency, amount in given])
    if found:
        raise ValidationError([sentence % _told(row) for row in found], code="difference")


def _told(row: rules.Difference) -> dict[str, str]:
    """The difference in one currency, its amounts as the active language writes them."""
    amounts = row._asdict()
    currency = amounts.pop("currency")
    return {"currency": currency} | {name: grouped(amount) for name, amount in amounts.items()}
