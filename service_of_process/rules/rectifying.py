"""What may be rectified on a leg, what hangs on it, and in which order the days of a leg may stand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import pairwise

from service_of_process.rules import channels
from service_of_process.rules.entrusted import COMPLETION, FORWARDING, LAPSE, POSTING

#: The days of a leg in the order in which they may stand.
DATES = ("transferred_date", "dispatched_date", "received_date", "proof_date", "proof_received_date")
PUBLICATIONS = ("mainland_date", "local_date")
NUMBERS = ("upper_number", "foreign_number", "platform_number", "postal_number")
FIELDS = (*DATES, *PUBLICATIONS, *NUMBERS)

#: The rule rows whose period begins on a day of the leg.
BEGUN_BY: dict[str, frozenset[str]] = {
    "transferred_date": frozenset({FORWARDING}),
    "dispatched_date": frozenset({LAPSE, POSTING}),
    "received_date": frozenset(COMPLETION.values()),
}
#: The rule rows whose period ends by a day of the leg: when the act was done, when the proof came.
ENDED_BY: dict[str, frozenset[str]] = {
    "proof_date": frozenset(COMPLETION.values()),
    "proof_received_date": frozenset({LAPSE}),
}


def out_of_order(days: Mapping[str, date | None]) -> tuple[str, str] | None:
    """The first two recorded days of which the later station lies before the earlier; None where they stand in order."""
    known = [(name, day) for name in DATES if (day := days.get(name)) is not None]
    for (earlier, before), (later, after) in pairwise(known):
        if after < before:
            return earlier, later
    return None


def is_date(field: str) -> bool:
    """True for a day, False for a number."""
    return field not in NUMBERS


def fields_of(family: str) -> tuple[str, ...]:
    """What a leg of this family bears that may be wrong."""
    if family == channels.PUBLIC:
        return PUBLICATIONS
    if family in (channels.ENTRUSTED, channels.EVIDENCE):
        return (*DATES, *NUMBERS)
    if family == channels.INBOUND:
        return ("received_date", "proof_date", "proof_received_date", "foreign_number", "platform_number")
    return ("dispatched_date", "proof_date", "proof_received_date", "postal_number")
