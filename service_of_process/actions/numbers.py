"""The portal's own numbers, given inside the transaction that uses them: no gap, no number twice."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.cases.actions.steps import day_of
from portal.identity.models import Court
from portal.numbering import allocate, check_digit
from service_of_process.models import CourtPractice, ServiceMatter
from service_of_process.rules.numbers import leg_stem, matter_stem, series_of


def practice_of(court: Court) -> CourtPractice:
    """The court's own settings.

    :raises ValidationError: nobody has entered them yet, so that its matters have no letters.
    """
    found = CourtPractice.objects.select_related("upper_court").filter(court=court).first()
    if found is None:
        raise ValidationError(
            _("This court has no letters for its service numbers yet; enter its practice first."),
            code="no_practice",
        )
    return found


def next_reference(court: Court, *, region: str, direction: str, at: datetime) -> tuple[str, str]:
    """The next number of the court in this year as (stem, number with check character).

    Gap-free for each court and year; the counter stays locked until the caller's transaction ends.

    :raises ValidationError: the court has no letters.
    """
    letters, year = practice_of(court).letters, day_of(at).year
    number = allocate(series_of(letters), year=year)
    stem = matter_stem(letters, year, region, direction, number)
    return stem, f"{stem}-{check_digit(stem)}"


def leg_reference(matter: ServiceMatter, number: int) -> str:
    """The number of a leg, with its check character."""
    stem = leg_stem(matter.stem, number)
    return f"{stem}-{check_digit(stem)}"
