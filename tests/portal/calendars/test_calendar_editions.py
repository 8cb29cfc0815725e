"""Editions of calendar years: loaded once, corrected by a new edition, never overwritten."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

import holidays
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from portal.audit.actors import Actor
from portal.calendars import actions, importers, queries
from portal.calendars.models import Calendar, CalendarDay, CalendarYear
from portal.time_limits import compute, rule_for

AT = datetime(2026, 11, 1, tzinfo=UTC)
LATER = datetime(2026, 11, 20, tzinfo=UTC)
KEEPER, SECOND = Actor(key="user:1"), Actor(key="user:2")
TYPHOON = {"zh-hant": "颱風", "zh-hans": "台风", "pt": "Tufão", "en": "Typhoon"}
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def loaded() -> actions.SeedReport:
    return actions.load_seed(at=AT)


def enter(code: str, on: date, kind: str = "typhoon") -> CalendarYear:
    edition = actions.add_day(
        code=code, on=on, kind=kind, names=TYPHOON, reason="Signal no. 10", actor=KEEPER, at=LATER
    )
    return actions.publish_year(edition=edition, actor=SECOND, at=LATER)


def test_loading_twice_changes_nothing(loaded: actions.SeedReport) -> None:
    assert (loaded.calendars, loaded.added) == (4, 16)
    again = actions.load_seed(at=LATER)
    assert (again.calendars, again.added, again.unchanged) == (0, 0, 16)


def test_a_changed_list_becomes_a_new_edition_and_the_old_one_stays(
    loaded: actions.SeedReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = importers.read_years()
    shortened = [
        importers.SeedYear(y.calendar, y.year, y.official, y.address, y.source, y.days[1:])
        if (y.calendar, y.year) == ("mainland", 2027)
        else y
        for y in shipped
    ]
    monkeypatch.setattr(actions, "read_years", lambda: shortened)
    assert actions.load_seed(at=LATER).added == 1
    editions = CalendarYear.objects.filter(calendar_id="mainland", year=2027).order_by("version")
    assert [edition.version for edition in editions] == [1, 2]
    assert editions[0].days.count() == editions[1].days.count() + 1


def test_a_year_that_staff_have_touched_is_left_alone(
    loaded: actions.SeedReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter("hong-kong", date(2026, 9, 24))
    actions.open_edition(code="mainland", year=2027, reason="list issued", actor=KEEPER, at=LATER)
    emptied = [
        importers.SeedYear(y.calendar, y.year, y.official, y.address, y.source, ())
        for y in importers.read_years()
        if (y.calendar, y.year) in {("hong-kong", 2026), ("mainland", 2027)}
    ]
    monkeypatch.setattr(actions, "read_years", lambda: emptied)
    report = actions.load_seed(at=LATER)
    assert (report.added, report.unchanged) == (0, 2)


def test_the_shipped_lists_are_whole() -> None:
    for year in importers.read_years():
        assert year.days, year
        assert all(year.source.as_dict().values())
        assert year.address.startswith("https://")
        for day in year.days:
            assert day.on.year == year.year
            assert day.kind in CalendarDay.DayKind.values
            assert all(day.name.as_dict().values()), day


OFFICIAL = re.compile(
    r"https://(www\.gov\.cn|www\.gov\.hk|www\.info\.gov\.hk|www\.gov\.mo|bo\.io\.gov\.mo)/\S*20\d\d"
)


def test_a_year_is_official_only_where_its_government_s_own_list_can_be_opened() -> None:
    official = [year for year in importers.read_years() if year.official]
    assert [year for year in official if not OFFICIAL.match(year.address)] == []
    assert {year.year for year in official} == {2024, 2025, 2026}
    for year in (row for row in official if row.calendar == "mainland"):
        assert re.search(r"国办发明电〔\d{4}〕\d+号", year.source.zh_hans), year.source
    unconfirmed = {(year.calendar, year.year) for year in importers.read_years() if not year.official}
    assert unconfirmed == {
        ("macao-public", 2024), ("macao-government", 2024), ("mainland", 2027), ("hong-kong", 2027),
        ("macao-public", 2027), ("macao-government", 2027),
    }  # fmt: skip


def test_hong_kong_rests_on_good_friday_on_every_sunday_and_not_on_saturdays(
    loaded: actions.SeedReport,
) -> None:
    calendar = queries.calendar_for("hong-kong")
    assert calendar.rest_reason(date(2026, 4, 3)).en == "Good Friday"  # type: ignore[union-attr]
    assert calendar.rest_reason(date(2026, 4, 4)) is not None
    assert calendar.rest_reason(date(2026, 4, 5)).pt == "domingo"  # type: ignore[union-attr]
    assert calendar.rest_reason(date(2026, 4, 11)) is None


@pytest.mark.parametrize(
    ("code", "country", "categories"),
    [
        ("hong-kong", "HK", ("public", "optional")),
        ("macao-public", "MO", ("public", "optional")),
        ("macao-government", "MO", ("public", "optional", "government")),
    ],
)
def test_shipped_days_agree_with_another_library(
    code: str, country: str, categories: tuple[str, ...]
) -> None:
    for year in (row for row in importers.read_years() if row.calendar == code):
        theirs = set(holidays.country_holidays(country, years=year.year, categories=categories))
        ours = {day.on for day in year.days}
        assert {on for on in ours ^ theirs if on.isoweekday() != 7} == set()


def test_an_afternoon_off_is_not_a_rest_day(loaded: actions.SeedReport) -> None:
    calendar = queries.calendar_for("macao-government")
    assert calendar.rest_reason(date(2026, 12, 31)) is None
    assert calendar.rest_reason(date(2026, 12, 24)) is not None


def test_mainland_2027_is_provisional_until_an_official_list_is_published(loaded: actions.SeedReport) -> None:
    rule = rule_for("cpl-2023-art285-answer")
    start = date(2026, 12, 20)
    assert compute(rule, start, calendar=queries.calendar_for("mainland")).provisional is True
    edition = actions.open_edition(code="mainland", year=2027, reason="list issued", actor=KEEPER, at=LATER)
    edition.official = True
    edition.save()
    actions.publish_year(edition=edition, actor=SECOND, at=LATER)
    assert compute(rule, start, calendar=queries.calendar_for("mainland")).provisional is False
    assert compute(rule, start, calendar=queries.calendar_for("mainland", as_of=AT)).provisional is True


def test_a_typhoon_day_moves_a_hong_kong_period_and_not_a_mainland_one(loaded: actions.SeedReport) -> None:
    on = date(2026, 9, 24)
    assert enter("hong-kong", on).version == 2
    enter("mainland", on)
    assert queries.calendar_for("hong-kong").rest_reason(on).en == "Typhoon"  # type: ignore[union-attr]
    assert queries.calendar_for("hong-kong", as_of=AT).rest_reason(on) is None
    assert queries.calendar_for("mainland").rest_reason(on) is None


def test_a_platform_outage_is_noted_and_moves_nothing(loaded: actions.SeedReport) -> None:
    enter("hong-kong", date(2026, 9, 24), kind="outage")
    assert queries.calendar_for("hong-kong").rest_reason(date(2026, 9, 24)) is None


def test_the_editions_behind_a_calendar_are_named(loaded: actions.SeedReport) -> None:
    enter("hong-kong", date(2026, 9, 24))
    assert queries.calendar_for("hong-kong").edition == "2024/1 2025/1 2026/2 2027/1"


def test_a_published_edition_and_its_days_cannot_be_changed(loaded: actions.SeedReport) -> None:
    edition = CalendarYear.objects.get(calendar_id="mainland", year=2026)
    day = edition.days.first()
    edition.official = False
    for change in (edition.save, edition.delete, day.save, day.delete):
        with pytest.raises(ValidationError):
            change()
    with pytest.raises(ValidationError):
        actions.publish_year(edition=edition, actor=SECOND, at=LATER)
    edition.refresh_from_db()
    assert (edition.published_at, edition.official) == (AT, True)


def test_an_open_edition_counts_for_nothing_until_published(loaded: actions.SeedReport) -> None:
    edition = actions.open_edition(code="mainland", year=2026, reason="correction", actor=KEEPER, at=LATER)
    edition.days.filter(date=date(2026, 2, 28)).get().delete()
    assert queries.calendar_for("mainland").rest_reason(date(2026, 2, 28)) is None
    actions.publish_year(edition=edition, actor=SECOND, at=LATER)
    assert queries.calendar_for("mainland").rest_reason(date(2026, 2, 28)) is not None


def test_only_one_edition_of_a_year_is_open(loaded: actions.SeedReport) -> None:
    actions.open_edition(code="mainland", year=2026, reason="correction", actor=KEEPER, at=LATER)
    with pytest.raises(ValidationError, match="open"):
        actions.open_edition(code="mainland", year=2026, reason="another", actor=SECOND, at=LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarYear.objects.create(
            calendar_id="mainland", year=2026, version=9, source_en="x", reason="x", opened_by="user:2"
        )


def test_a_first_edition_of_a_new_year_starts_empty_and_provisional(loaded: actions.SeedReport) -> None:
    edition = actions.open_edition(code="macao-public", year=2028, reason="new year", actor=KEEPER, at=LATER)
    assert (edition.version, edition.official, edition.days.count()) == (1, False, 0)


def test_a_contradictory_or_misplaced_day_is_not_published(loaded: actions.SeedReport) -> None:
    edition = actions.open_edition(code="mainland", year=2026, reason="correction", actor=KEEPER, at=LATER)
    CalendarDay.objects.create(edition=edition, date=date(2026, 10, 1), kind="make_up", name_en="x")
    with pytest.raises(ValidationError, match="2026-10-01"):
        actions.publish_year(edition=edition, actor=SECOND, at=LATER)
    other = actions.open_edition(code="mainland", year=2025, reason="correction", actor=KEEPER, at=LATER)
    CalendarDay.objects.create(edition=other, date=date(2024, 10, 1), kind="holiday", name_en="x")
    with pytest.raises(ValidationError, match="2025"):
        actions.publish_year(edition=other, actor=SECOND, at=LATER)


def test_an_official_list_needs_the_address_of_its_source(loaded: actions.SeedReport) -> None:
    edition = actions.open_edition(code="macao-public", year=2028, reason="new year", actor=KEEPER, at=LATER)
    edition.official = True
    edition.save()
    with pytest.raises(ValidationError, match="address"):
        actions.publish_year(edition=edition, actor=SECOND, at=LATER)


def test_a_day_without_reason_or_name_leaves_nothing_behind(loaded: actions.SeedReport) -> None:
    before = CalendarYear.objects.count()
    for reason, names in (("", TYPHOON), ("x", {**TYPHOON, "pt": " "})):
        with pytest.raises(ValidationError, match="every language"):
            actions.add_day(
                code="hong-kong",
                on=date(2026, 9, 24),
                kind="typhoon",
                names=names,
                reason=reason,
                actor=KEEPER,
                at=LATER,
            )
    with pytest.raises(ValidationError):
        enter("hong-kong", date(2026, 4, 3), kind="holiday")
    assert CalendarYear.objects.count() == before


def test_a_day_outside_its_year_is_refused(loaded: actions.SeedReport) -> None:
    edition = actions.open_edition(code="mainland", year=2026, reason="correction", actor=KEEPER, at=LATER)
    with pytest.raises(ValidationError, match="2026"):
        CalendarDay(edition=edition, date=date(2027, 1, 1)).clean()


def test_an_unknown_calendar_is_said_to_be_missing() -> None:
    with pytest.raises(queries.CalendarMissing):
        queries.calendar_for("mainland")


def test_a_calendar_costs_three_queries(
    loaded: actions.SeedReport, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(3):  # type: ignore[operator]
        queries.calendar_for("macao-government")


def test_records_are_named_without_language(loaded: actions.SeedReport) -> None:
    edition = CalendarYear.objects.get(calendar_id="mainland", year=2026)
    assert str(edition) == "mainland 2026 · 1"
    assert str(edition.days.first()) == "2026-01-01 holiday"
    assert str(Calendar.objects.get(pk="hong-kong")) in {"香港", "Hong Kong"}
