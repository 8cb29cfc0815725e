"""What changes a calendar: load the seed, open an edition, amend it, enter a day, publish it.

Every act enters the log in its own transaction. Whether the person may keep calendars at all is asked at the
door; that a second person publishes is asked here and again by the database.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from i18n import languages
from portal.audit.actors import Actor, system_actor
from portal.audit.canonical import Json
from portal.audit.log import record
from portal.calendars.importers import SeedDay, SeedYear, read_calendars, read_years
from portal.calendars.models import Calendar, CalendarDay, CalendarYear
from portal.calendars.queries import (
    EDITION_SUBJECT,
    current_editions,
    digest_of,
    entries_of,
    has_worked_on,
    open_edition_of,
    text_of,
)
from portal.calendars.triggers import SEED
from portal.time_limits import Text

Entries = dict[tuple[str, str], tuple[str, ...]]


@dataclass(frozen=True)
class SeedReport:
    """How many calendars and editions were added, and how many editions stood already."""

    calendars: int
    added: int
    unchanged: int


def _minute(
    act: str, edition: CalendarYear, actor: Actor, at: datetime, facts: Mapping[str, Json] | None = None
) -> None:
    """One line in the log; the editions of one year of one calendar are one chain."""
    record(
        act=f"calendars.{act}",
        actor=actor,
        at=at,
        subject=(EDITION_SUBJECT, str(edition.pk)),
        chain=f"calendar:{edition.calendar_id}:{edition.year}",
        facts={
            "calendar": edition.calendar_id,
            "year": edition.year,
            "version": edition.version,
            **(facts or {}),
        },
    )


def _locked(edition: CalendarYear) -> CalendarYear:
    """The edition as stored, locked; refused when it is published."""
    held = CalendarYear.objects.select_for_update().get(pk=edition.pk)
    if held.is_published:
        raise ValidationError(_("This edition is published and cannot be changed. Open a new edition."))
    return held


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
    publish_year(edition=edition, actor=system_actor(SEED.removeprefix("system:")), at=at)


@transaction.atomic
def open_edition(*, code: str, year: int, reason: str, actor: Actor, at: datetime) -> CalendarYear:
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
        opened_by=actor.key,
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
    _minute("edition_opened", edition, actor, at, {"reason": reason, "copy_of": current and current.version})
    return edition


def _minute_days(edition: CalendarYear, before: Entries, actor: Actor, at: datetime) -> None:
    """One line for each day that came, went or was worded anew since ``before``."""
    after = entries_of(edition)
    for on, kind in sorted(before.keys() | after.keys()):
        key = (on, kind)
        if before.get(key) == after.get(key):
            continue
        act = "day_reworded" if key in before and key in after else "day_entered"
        if key not in after:
            act = "day_withdrawn"
        _minute(act, edition, actor, at, {"day_date": on, "kind": kind})


def _particulars(edition: CalendarYear) -> dict[str, Json]:
    """What an edition says of itself, beside its days."""
    compared = edition.confirmed_date
    return {
        "official": edition.official,
        "source": text_of(edition, "source").as_dict(),
        "address": edition.address or None,
        "confirmed_date": compared.isoformat() if compared else None,
        "reason": edition.reason,
    }


@transaction.atomic
def amend_edition(
    *, edition: CalendarYear, write: Callable[[], object], actor: Actor, at: datetime
) -> CalendarYear:
    """Change an open edition: ``write`` saves the entries, and each change enters the log.

    :raises ValidationError: it is published.
    """
    held = _locked(edition)
    days, particulars = entries_of(held), _particulars(held)
    write()
    held.refresh_from_db()
    now = _particulars(held)
    if changed := [name for name, value in now.items() if particulars[name] != value]:
        facts = {name: now[name] for name in changed}
        _minute("edition_amended", held, actor, at, {"fields": changed, **facts})
    _minute_days(held, days, actor, at)
    return held


def _refuse_unfit(edition: CalendarYear) -> None:
    """The days lie in the year and do not contradict each other; an official list names its source."""
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


@transaction.atomic
def publish_year(*, edition: CalendarYear, actor: Actor, at: datetime) -> CalendarYear:
    """Put an open edition in force; from now on it cannot change.

    Whoever opened it or changed anything in it cannot publish it. The lists that ship with the portal are
    opened and published in one step by the portal itself.

    :raises ValidationError: it is published already, the same person worked on it, a day lies outside the year
        or contradicts another, or it is called official without an address of its source.
    """
    held = _locked(edition)
    if actor.key != SEED and has_worked_on(held, actor.key):
        raise ValidationError(
            _("You opened this edition or changed it. Somebody else must compare it and publish it.")
        )
    _refuse_unfit(held)
    CalendarYear.objects.filter(pk=held.pk).update(published_at=at, published_by=actor.key)
    facts = {name: value for name, value in _particulars(held).items() if name != "reason"}
    counted: dict[str, Json] = {"days": len(entries_of(held)), "digest": digest_of(held)}
    _minute("edition_published", held, actor, at, {**facts, **counted})
    edition.refresh_from_db()
    return edition


@transaction.atomic
def add_day(
    *, code: str, on: date, kind: str, names: Mapping[str, str], reason: str, actor: Actor, at: datetime
) -> CalendarYear:
    """Enter one day, such as a typhoon day, in the open edition of its year, which is opened if there is none.

    It counts when a second person has published the edition.

    :raises ValidationError: the day stands there already, or a name or the reason is missing.
    """
    if not reason.strip() or not all(names.get(language, "").strip() for language in languages.CODES):
        raise ValidationError(_("A day needs a reason and a name in every language."))
    edition = open_edition_of(code, on.year)
    if edition is None:
        edition = open_edition(code=code, year=on.year, reason=reason, actor=actor, at=at)
    held = _locked(edition)
    before = entries_of(held)
    day = CalendarDay(edition=held, date=on, kind=kind, note=reason)
    for language in languages.CODES:
        setattr(day, build_localized_fieldname("name", language), names[language])
    day.full_clean()
    day.save()
    _minute_days(held, before, actor, at)
    return held
