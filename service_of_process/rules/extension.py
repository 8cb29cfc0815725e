"""Which periods may become longer, and what an outage of a platform means for them (CPL 86, 285, 286)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from portal.time_limits import RULES

#: The extensions that the forum court may grant on application (column ``extension`` of the time limits).
BY_THE_COURT = frozenset({"court-decides", "obstacle"})
#: Ten days after the obstacle has gone to ask for more time (CPL 86).
APPLICATION_CLOCK = "cpl-2023-art86-extension"
#: Periods that somebody else keeps or that the law itself attaches a result to.
NOT_TOUCHED, OTHER_DAY, ON_APPLICATION = "not_extendable", "other_day", "on_application"


def may_extend(rule: str) -> bool:
    """Whether the judge may extend the period: the row says so, and it is no unalterable one (Interpretation 127)."""
    row = RULES.get(rule)
    return row is not None and row.extension in BY_THE_COURT and not row.fixed


def effect_of_outage(rule: str, ends: Collection[date], first: date, last: date) -> str:
    """What an outage from ``first`` to ``last`` does to a period that ends on one of these days.

    Nothing where the row knows no extension; nothing where no last day falls into it; else the person who lost the
    last day may apply within ten days (CPL 86), and the court decides. No period grows by itself.
    """
    if not may_extend(rule):
        return NOT_TOUCHED
    if not any(first <= day <= last for day in ends):
        return OTHER_DAY
    return ON_APPLICATION
