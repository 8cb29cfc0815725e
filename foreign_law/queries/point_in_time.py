"""Which version answers on a date, and what to say when none does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from foreign_law.models import Instrument, ProvisionVersion

HELD = "held"
NOT_HELD = "not-held"
NO_LONGER = "no-longer"
NO_TEXT = "no-text"


@dataclass(frozen=True)
class Pick:
    """The version for a date, or the nearest versions before and after it."""

    version: ProvisionVersion | None
    outcome: str
    before: ProvisionVersion | None = None
    after: ProvisionVersion | None = None


def known_on(instrument: Instrument, on: date | None) -> Q:
    """The condition on version rows: proved on the date; without a date, the latest held."""
    if on is None:
        return Q(superseded_at=None, latest=True)
    begun = Q(valid_from__lte=on)
    if instrument.year is None or on.year > instrument.year:
        begun |= Q(valid_from=None)
    return Q(superseded_at=None) & begun & (Q(valid_to=None) | Q(valid_to__gt=on))


def covers(version: ProvisionVersion, on: date, year: int | None) -> bool:
    """True when the sources prove the version on the date.

    A version whose source states no date is taken as known after the end of the work's year.
    """
    if version.valid_from is None and year is not None and on.year <= year:
        return False
    begun = version.valid_from is None or version.valid_from <= on
    return begun and (version.valid_to is None or on < version.valid_to)


def pick(versions: Iterable[ProvisionVersion], on: date | None, year: int | None) -> Pick:
    """Choose among the versions of one provision in one language."""
    ordered = sorted(versions, key=lambda version: version.valid_from or date.min)
    if not ordered:
        return Pick(None, NO_TEXT)
    if on is None:
        latest = next((version for version in ordered if version.latest), None)
        return Pick(latest, HELD) if latest else Pick(None, NO_LONGER, before=ordered[-1])
    found = next((version for version in ordered if covers(version, on, year)), None)
    if found:
        return Pick(found, HELD)
    before = [version for version in ordered if version.valid_from and version.valid_from <= on]
    after = [version for version in ordered if version.valid_from is None or version.valid_from > on]
    return Pick(None, NOT_HELD, before[-1] if before else None, after[0] if after else None)
