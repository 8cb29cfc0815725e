"""What can be asked of the calendars: the value object that the clocks count with, and its editions."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from hashlib import sha256

from django.db.models import Model
from modeltranslation.utils import build_localized_fieldname

from i18n import languages
from portal.audit.models import Event
from portal.calendars.models import Calendar, CalendarDay, CalendarYear
from portal.time_limits import DayTable, Text
from portal.web.sitemaps import Place

Kind = CalendarDay.DayKind
EDITION_SUBJECT = "calendars.CalendarYear"
CLOSURES = frozenset({Kind.CLOSURE, Kind.TYPHOON, Kind.RAINSTORM})


class CalendarMissing(LookupError):
    """No calendar has this code: the reference data has not been loaded."""


def text_of(record: Model, field: str) -> Text:
    """The four columns of a translated field."""
    return Text(*(getattr(record, build_localized_fieldname(field, code)) or "" for code in languages.CODES))


def current_editions(code: str, *, as_of: datetime | None = None) -> dict[int, CalendarYear]:
    """The edition in force for every year: the last one published, or published by ``as_of``."""
    published = CalendarYear.objects.filter(calendar_id=code, published_at__isnull=False)
    if as_of is not None:
        published = published.filter(published_at__lte=as_of)
    return {edition.year: edition for edition in published.order_by("year", "version")}


def calendar_for(code: str, *, as_of: datetime | None = None) -> DayTable:
    """The calendar as a value, from the editions in force; costs three queries.

    Holidays are rest days; make-up days are working days. Closures, typhoon and rainstorm days are rest days
    only where the calendar says so (the Mainland's art. 85 speaks of statutory rest days alone); an afternoon
    off and a platform outage never are.

    :raises CalendarMissing: no calendar has the code.
    """
    calendar = Calendar.objects.filter(code=code).first()
    if calendar is None:
        raise CalendarMissing(code)
    editions = current_editions(code, as_of=as_of)
    resting = {Kind.HOLIDAY} | (CLOSURES if calendar.closures_count else frozenset())
    rest_days: dict[date, Text] = {}
    make_up_days: dict[date, Text] = {}
    for day in CalendarDay.objects.filter(edition__in=editions.values()).order_by("date", "kind"):
        if day.kind == Kind.MAKE_UP:
            make_up_days[day.date] = text_of(day, "name")
        elif day.kind in resting:
            rest_days.setdefault(day.date, text_of(day, "name"))
    return DayTable(
        code=code,
        name=text_of(calendar, "name"),
        weekly_rest=frozenset(int(number) for number in calendar.weekly_rest),
        rest_days=rest_days,
        make_up_days=make_up_days,
        official_years=frozenset(year for year, edition in editions.items() if edition.official),
        edition=" ".join(f"{year}/{edition.version}" for year, edition in editions.items()),
    )


def sources_for(code: str, years: Iterable[int]) -> list[CalendarYear]:
    """The editions in force for these years, for showing source and address."""
    editions = current_editions(code)
    return [editions[year] for year in sorted(set(years)) if year in editions]


def open_edition_of(code: str, year: int) -> CalendarYear | None:
    """The edition of that year still open, if any."""
    return CalendarYear.objects.filter(calendar_id=code, year=year, published_at__isnull=True).first()


def entries_of(edition: CalendarYear) -> dict[tuple[str, str], tuple[str, ...]]:
    """The days as they stand: (date, kind) → the names in every language and the note."""
    days = CalendarDay.objects.filter(edition_id=edition.pk).order_by("date", "kind")
    return {
        (day.date.isoformat(), day.kind): (*text_of(day, "name").as_dict().values(), day.note) for day in days
    }


def digest_of(edition: CalendarYear) -> str:
    """SHA-256, in hexadecimal, of the days in order: date, kind, names in every language, note, as JSON."""
    rows = [[*key, *wording] for key, wording in entries_of(edition).items()]
    return sha256(json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def has_worked_on(edition: CalendarYear, actor_key: str) -> bool:
    """Whether this person opened the edition or changed anything in it while it was open."""
    if edition.opened_by == actor_key:
        return True
    return Event.objects.filter(
        subject_kind=EDITION_SUBJECT, subject_key=str(edition.pk), actor_key=actor_key
    ).exists()


def public_places() -> list[Place]:
    """The calculator's address for the sitemap."""
    return [Place("time-limits/")]
