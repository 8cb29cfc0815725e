"""How long a power and its recordings are kept: classes of the dossier, legal hold, who destroys.

The recording is kept no shorter than the dossier: permanently, sixty or thirty years. For sessions that led to no
power in force each court fixes a short period; until it has, nothing is destroyed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

#: (code, years, is it permanent): what is entered for all courts; ``never_effective`` waits for each court.
SEED: tuple[tuple[str, int | None, bool], ...] = (
    ("permanent", None, True),
    ("long", 60, False),
    ("short", 30, False),
    ("never_effective", None, False),
)
DOSSIER_SOURCE = (
    "Dossiers of the people's courts: permanent, 60 or 30 years "
    "(https://laweer.com/question/6b2d51f9a6e61.html); the recording follows the dossier"
)
NEVER_EFFECTIVE = "never_effective"

#: Why nothing may be destroyed now; the empty string: it may.
NOT_ENDED, ON_HOLD, UNCLASSED, PERMANENT, NOT_FIXED, RUNNING, NOTHING_LEFT = (
    "not_ended", "on_hold", "unclassed", "permanent", "not_fixed", "running", "nothing_left",
)  # fmt: skip


@dataclass(frozen=True)
class Period:
    """One class as it counts for a court: permanent, or years or days, or neither (not fixed)."""

    code: str
    years: int | None = None
    days: int | None = None
    is_permanent: bool = False

    @property
    def is_fixed(self) -> bool:
        return self.is_permanent or self.years is not None or self.days is not None

    def last_day(self, begins: date) -> date | None:
        """The first day on which the record may be destroyed, counted from ``begins``; None while there is none."""
        if self.is_permanent or not self.is_fixed:
            return None
        return years_after(begins, self.years or 0) + timedelta(days=self.days or 0)


@dataclass(frozen=True)
class Facts:
    """What decides about destruction: since when the record is at rest (None: it is not), hold, class, keys left."""

    at_rest_since: date | None
    is_held: bool
    period: Period | None
    keys_left: int


def years_after(begins: date, years: int) -> date:
    """The same day so many years later; 1 March where there is no 29 February."""
    try:
        return begins.replace(year=begins.year + years)
    except ValueError:
        return date(begins.year + years, 3, 1)


def obstacle(facts: Facts, on: date) -> str:
    """Why nothing may be destroyed on this day, or the empty string. A legal hold goes before every period."""
    if facts.at_rest_since is None:
        return NOT_ENDED
    if facts.is_held:
        return ON_HOLD
    if facts.period is None:
        return UNCLASSED
    if facts.period.is_permanent:
        return PERMANENT
    due = facts.period.last_day(facts.at_rest_since)
    if due is None:
        return NOT_FIXED
    if on < due:
        return RUNNING
    return "" if facts.keys_left else NOTHING_LEFT
