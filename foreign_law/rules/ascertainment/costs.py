"""Who bears the costs of ascertaining foreign law (art. 11): as agreed, else as the court decides."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Final, NamedTuple

AGREEMENT, COURT, NOTHING = "agreement", "court", "none"
QUOTED, AGREED, INVOICED, PAID, WITHDRAWN = "quoted", "agreed", "invoiced", "paid", "withdrawn"
#: What follows what.
AFTER: Final[dict[str, frozenset[str]]] = {
    AGREED: frozenset({QUOTED}),
    INVOICED: frozenset({QUOTED, AGREED, INVOICED}),
    PAID: frozenset({AGREED, INVOICED}),
    WITHDRAWN: frozenset({QUOTED, AGREED, INVOICED}),
}
#: Costs that are borne by somebody: a quote that nobody agreed to is not one.
COUNTED: Final = frozenset({AGREED, INVOICED, PAID})
_CURRENCY: Final = re.compile(r"[A-Z]{3}\Z")


class Difference(NamedTuple):
    """Where an allocation does not add up: the costs of one currency, and what was allocated of them."""

    currency: str
    costs: Decimal
    allocated: Decimal


def currency_code(text: str) -> str:
    """An ISO 4217 code in capitals; "" where it is none."""
    code = text.strip().upper()
    return code if _CURRENCY.match(code) else ""


def may_become(state: str, after: str) -> bool:
    """Whether a cost in this state may come into the other."""
    return state in AFTER[after]


def totals(amounts: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    """Sums by currency; currencies are never converted."""
    found: defaultdict[str, Decimal] = defaultdict(Decimal)
    for currency, amount in amounts:
        found[currency] += amount
    return dict(found)


def differences(
    costs: Iterable[tuple[str, Decimal]], shares: Iterable[tuple[str, Decimal]]
) -> list[Difference]:
    """The currencies in which the shares do not add up to the costs; none where the allocation is whole."""
    there, given = totals(costs), totals(shares)
    found = (
        Difference(currency, there.get(currency, Decimal()), given.get(currency, Decimal()))
        for currency in sorted({*there, *given})
    )
    return [row for row in found if row.costs != row.allocated]
