"""What changes a calendar: load the seed, open an edition, publish it, enter a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from i18n import languages
from portal.calendars.importers import SeedDay, SeedYear, read_calendars, read_years
from portal.calendars.models import Calendar, CalendarDay, CalendarYear
from portal.calendars.queries import current_editions, open_edition_of, text_of
from portal.time_limits import Text

SEED = "system:calendar-seed"


@dataclass(frozen=True)
class SeedReport:
    """How many calendars and editions were added, and how many editions stood already."""

    calendars: int
    added: int
    unchanged: int


def _columns(field: str, text: Text) -> dict[str, str]:
    return {build_localized_fieldname(field, code): wording for code, wording in text.as_dict().items()}


def _next_version(code: str, year: int) -> int:
    last = CalendarYear.objects.filter(calendar_id=code, year=year).order_by("-version").first()
    return last.version + 1 if last else 1


@transaction.atomic
def load_seed(*, at: datetime) -> SeedReport:
    """Bring in the lists that ship with the portal; a second run changes nothing.

    A year that staff have touched is left alone; a year still as an earlier seed left it gets a new edition
    when the shipped list has changed.
    """
    calendars = added = unchanged = 0
    for seed in read_calendars():
        _calendar, created = Calendar.objects.get_or_create(
            code=seed.code,
            defaults={
                "weekly_rest": seed.weekly_rest,
                "closures_count": seed.closures_count,
                **_columns("name", seed.name),
            },
        )
        calendars += created
    for year in read_years():
        if _stands(year):
            unchanged += 1
        else:
            _add_seed_year(year, at=at)
            added += 1
    return SeedReport(calendars, added, unchanged)


def _stands(seed: SeedYear) -> bool:
    if open_edition_of(seed.calendar, seed.year):
        return True
    current = current_editions(seed.calendar).get(seed.year)
    if current is None:
        return False
    if current.published_by != SEED:
        return True
    held = {SeedDay(day.date, day.kind, text_of(day, "name")) for day in current.days.all()}
    return held == set(seed.days) and current.official == seed.official


def _add_seed_year(seed: SeedYear, *, at: datetime) -> None:
    edition = CalendarYear.objects.create(
        calendar_id=seed.calendar,
        year=seed.year,
        version=_next_version(seed.calendar, seed.year),
        official=seed.official,
        address=seed.address,
        reason="seed",
        opened_by=SEED,
        **_columns("source", seed.source),
    )
    CalendarDay.objects.bulk_create(
        CalendarDay(edition=edition, date=day.on, kind=day.kind, **_columns("name", day.name))
        for day in seed.days
    )
    publish_year(edition=edition, by=SEED, at=at)


@transaction.atomic
def open_edition(*, code: str, year: int, reason: str, by: str) -> CalendarYear:
    """Open the next edition of a year as a copy of the one in force (or empty, if there is none).

    :raises ValidationError: an edition of that year is open already.
    """
    if open_edition_of(code, year):
        raise ValidationError(_("An edition of this year is already open. Finish that one first."))
    current = current_editions(code).get(year)
    columns = [build_localized_fieldname("source", language) for language in languages.CODES]
    edition = CalendarYear.objects.create(
        calendar_id=code,
        year=year,
        version=_next_version(code, year),
        official=current.official if current else False,
        address=current.address if current else "",
        reason=reason,
        opened_by=by,
        **{column: getattr(current, column) if current else "–" for column in columns},
    )
    if current:
        CalendarDay.objects.bulk_create(
            CalendarDay(
                edition=edition,
                date=day.date,
                kind=day.kind,
                note=day.note,
                **_columns("name", text_of(day, "name")),
            )
            for day in current.days.all()
        )
    return edition


@transaction.atomic
def publish_year(*, edition: CalendarYear, by: str, at: datetime) -> CalendarYear:
    """Put an open edition in force; from now on it cannot change.

    :raises ValidationError: it is published already, a day lies outside the year or contradicts another,
        or it is called official without an address of its source.
    """
    days = list(CalendarDay.objects.filter(edition=edition))
    if any(day.date.year != edition.year for day in days):
        raise ValidationError(_("The date must lie in the year %(year)s.") % {"year": edition.year})
    holidays = {day.date for day in days if day.kind == CalendarDay.DayKind.HOLIDAY}
    made_up = {day.date for day in days if day.kind == CalendarDay.DayKind.MAKE_UP}
    if holidays & made_up:
        both = ", ".join(sorted(on.isoformat() for on in holidays & made_up))
        raise ValidationError(
            _("A day cannot be a holiday and a make-up working day: %(days)s.") % {"days": both}
        )
    if edition.official and not edition.address:
        raise ValidationError(_("An official list needs the address of its source."))
    moved = CalendarYear.objects.filter(pk=edition.pk, published_at__isnull=True).update(
        published_at=at, published_by=by
    )
    if not moved:
        raise ValidationError(_("This edition is published and cannot be changed. Open a new edition."))
    edition.refresh_from_db()
    return edition


@transaction.atomic
def add_day(
    *, code: str, on: date, kind: str, names: Mapping[str, str], reason: str, by: str, at: datetime
) -> CalendarYear:
    """Enter one day, such as a typhoon day, and publish at once: a new edition that differs by this day.

    :raises ValidationError: an edition of that year is open, the day stands there already, or a name or the
        reason is missing.
    """
    if not reason.strip() or not all(names.get(language, "").strip() for language in languages.CODES):
        raise ValidationError(_("A day needs a reason and a name in every language."))
    edition = open_edition(code=code, year=on.year, reason=reason, by=by)
    day = CalendarDay(edition=edition, date=on, kind=kind, note=reason)
    for language in languages.CODES:
        setattr(day, build_localized_fieldname("name", language), names[language])
    day.full_clean()
    day.save()
    return publish_year(edition=edition, by=by, at=at)
