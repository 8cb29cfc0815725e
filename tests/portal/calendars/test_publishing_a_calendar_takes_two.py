"""A calendar moves legal dates: who opens, enters and publishes is in the log, and no one person does it all."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils import translation

from i18n import languages
from portal.audit.actors import Actor, system_actor
from portal.audit.history import history
from portal.audit.models import Event
from portal.calendars import actions, queries, triggers
from portal.calendars.models import Calendar, CalendarDay, CalendarYear
from portal.calendars.permissions import ACTS, may

AT = datetime(2026, 11, 1, tzinfo=UTC)
LATER = datetime(2026, 11, 20, tzinfo=UTC)
OPENER, SECOND, THIRD = (Actor(key=f"user:{uuid.UUID(int=number)}") for number in (1, 2, 3))
TYPHOON = {"zh-hant": "颱風", "zh-hans": "台风", "pt": "Tufão", "en": "Typhoon"}
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def loaded() -> None:
    actions.load_seed(at=AT)


@pytest.fixture
def opened() -> CalendarYear:
    return actions.open_edition(code="mainland", year=2027, reason="list issued", actor=OPENER, at=LATER)


def events(act: str) -> list[dict[str, Any]]:
    return [json.loads(bytes(event.body)) for event in Event.objects.filter(act=f"calendars.{act}")]


def test_whoever_opened_an_edition_does_not_publish_it(opened: CalendarYear) -> None:
    with pytest.raises(ValidationError, match="Somebody else"):
        actions.publish_year(edition=opened, actor=OPENER, at=LATER)
    opened.refresh_from_db()
    assert not opened.is_published
    assert events("edition_published")[-1]["facts"]["version"] == 1
    assert actions.publish_year(edition=opened, actor=SECOND, at=LATER).published_by == SECOND.key


def test_whoever_entered_a_day_in_it_does_not_publish_it_either(opened: CalendarYear) -> None:
    actions.add_day(
        code="mainland",
        on=date(2027, 5, 8),
        kind="make_up",
        names=TYPHOON,
        reason="list",
        actor=SECOND,
        at=LATER,
    )
    with pytest.raises(ValidationError, match="Somebody else"):
        actions.publish_year(edition=opened, actor=SECOND, at=LATER)
    assert actions.publish_year(edition=opened, actor=THIRD, at=LATER).is_published


def test_only_the_seed_publishes_what_it_opened(opened: CalendarYear) -> None:
    beat = system_actor("beat")
    edition = actions.open_edition(code="mainland", year=2026, reason="x", actor=beat, at=LATER)
    with pytest.raises(ValidationError, match="Somebody else"):
        actions.publish_year(edition=edition, actor=beat, at=LATER)
    seeded = CalendarYear.objects.filter(published_at=AT)
    assert {(e.opened_by, e.published_by) for e in seeded} == {(actions.SEED, actions.SEED)}


def test_publishing_enters_the_log_with_the_digest_of_the_days(opened: CalendarYear) -> None:
    opened.official = True
    opened.save()
    actions.publish_year(edition=opened, actor=SECOND, at=LATER)
    event = events("edition_published")[-1]
    facts = event["facts"]
    assert event["actor"] == SECOND.key
    assert event["subject"] == ["calendars.CalendarYear", str(opened.pk)]
    assert (facts["calendar"], facts["year"], facts["version"]) == ("mainland", 2027, 2)
    assert facts["official"] is True
    assert set(facts["source"]) == set(languages.CODES)
    assert facts["digest"] == queries.digest_of(opened)
    assert facts["days"] == opened.days.count()


def test_the_seed_s_editions_are_in_the_log_once(opened: CalendarYear) -> None:
    actions.load_seed(at=LATER)
    seeded = [event for event in events("edition_published") if event["actor"] == actions.SEED]
    assert len(seeded) == 16


def test_a_refused_publication_leaves_no_trace(opened: CalendarYear) -> None:
    CalendarDay.objects.create(edition=opened, date=date(2027, 10, 1), kind="make_up", name_en="x")
    with pytest.raises(ValidationError):
        actions.publish_year(edition=opened, actor=SECOND, at=LATER)
    assert len(events("edition_published")) == 16


def test_every_change_of_an_open_edition_is_minuted(opened: CalendarYear) -> None:
    new_year = opened.days.get(date=date(2027, 1, 1))

    def write() -> None:
        opened.days.get(date=date(2027, 5, 1), kind="holiday").delete()
        CalendarDay.objects.filter(pk=new_year.pk).update(name_en="New Year")
        CalendarDay.objects.create(edition=opened, date=date(2027, 2, 20), kind="make_up", name_en="x")
        CalendarYear.objects.filter(pk=opened.pk).update(reason="corrected")

    actions.amend_edition(edition=opened, write=write, actor=SECOND, at=LATER)
    assert events("day_withdrawn")[-1]["facts"]["day_date"] == "2027-05-01"
    assert events("day_reworded")[-1]["facts"]["day_date"] == "2027-01-01"
    assert events("day_entered")[-1]["facts"]["kind"] == "make_up"
    assert events("edition_amended")[-1]["facts"]["fields"] == ["reason"]
    for code in languages.CODES:
        lines = history("calendar:mainland:2027", language=code)
        assert [line.act for line in lines][1] == "calendars.edition_opened"
        assert not [line for line in lines if "%" in line.sentence or "—" in line.label]


def test_a_save_that_changes_nothing_says_nothing(opened: CalendarYear) -> None:
    before = Event.objects.count()
    actions.amend_edition(edition=opened, write=opened.save, actor=SECOND, at=LATER)
    assert Event.objects.count() == before
    assert not queries.has_worked_on(opened, SECOND.key)


def test_a_published_edition_is_not_amended() -> None:
    edition = CalendarYear.objects.get(calendar_id="mainland", year=2026)
    with pytest.raises(ValidationError, match="Open a new edition"):
        actions.amend_edition(edition=edition, write=edition.save, actor=SECOND, at=LATER)


def test_the_digest_follows_every_day_and_word(opened: CalendarYear) -> None:
    digests = {queries.digest_of(opened)}
    day = opened.days.first()
    for change in ({"note": "n"}, {"name_pt": "outro"}, {"kind": "closure"}, {"date": date(2027, 7, 7)}):
        CalendarDay.objects.filter(pk=day.pk).update(**change)
        digests.add(queries.digest_of(opened))
    assert len(digests) == 5


PUBLISHED_DAY = "WHERE edition_id IN (SELECT id FROM calendars_calendaryear WHERE published_at IS NOT NULL)"
ONE_YEAR = "WHERE calendar_id = 'mainland' AND year = 2026"


@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE calendars_calendarday SET kind = 'closure' {PUBLISHED_DAY}",
        f"DELETE FROM calendars_calendarday {PUBLISHED_DAY}",
        f"UPDATE calendars_calendaryear SET official = NOT official {ONE_YEAR}",
        f"UPDATE calendars_calendaryear SET published_at = NULL, published_by = '' {ONE_YEAR}",
        f"DELETE FROM calendars_calendaryear {ONE_YEAR}",
        "UPDATE calendars_calendar SET weekly_rest = '7' WHERE code = 'mainland'",
        "UPDATE calendars_calendar SET closures_count = NOT closures_count WHERE code = 'hong-kong'",
    ],
)
def test_the_database_refuses_to_change_what_is_published(statement: str) -> None:
    days = CalendarDay.objects.count()
    with (
        pytest.raises(DatabaseError, match="never changes"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert CalendarDay.objects.count() == days


def test_the_database_refuses_days_put_into_a_published_edition(opened: CalendarYear) -> None:
    published = CalendarYear.objects.get(calendar_id="mainland", year=2026)
    day = opened.days.first()
    kept = published.days.first()
    for change in (
        lambda: CalendarDay.objects.bulk_create([CalendarDay(edition=published, date=date(2026, 7, 7))]),
        lambda: CalendarDay.objects.filter(pk=day.pk).update(edition=published, date=date(2026, 7, 7)),
        lambda: CalendarDay.objects.bulk_create([CalendarDay(pk=kept.pk, edition=opened, date=kept.date)]),
        lambda: CalendarYear.objects.bulk_create(
            [
                CalendarYear(
                    calendar_id="mainland", year=2030, version=1, published_at=AT, published_by="user:2"
                )
            ]
        ),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert set(published.days.values_list("pk", flat=True)) >= {kept.pk}


def test_the_database_refuses_one_person_who_goes_round_the_action(opened: CalendarYear) -> None:
    row = CalendarYear.objects.filter(pk=opened.pk)
    with pytest.raises(DatabaseError, match="second person"), transaction.atomic():
        row.update(published_at=LATER, published_by=OPENER.key)
    with pytest.raises(DatabaseError), transaction.atomic():
        row.update(opened_by="user:9")
    assert row.update(published_at=LATER, published_by=SECOND.key) == 1


def test_a_removed_guard_is_found_and_put_back() -> None:
    assert triggers.missing(connection) == []
    name = triggers.GUARDS[0].name
    on = f' ON "{triggers.GUARDS[0].table}"' if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "{name}"{on}')
    assert triggers.missing(connection) == [name]
    triggers.install(connection)
    assert triggers.missing(connection) == []
    call_command("check", "--database", "default", "--tag", "database")


def test_names_of_calendars_and_open_editions_stay_editable(opened: CalendarYear) -> None:
    assert Calendar.objects.filter(pk="mainland").update(name_en="The Mainland") == 1
    opened.days.all().delete()
    assert opened.days.count() == 0


def test_keepers_alone_move_a_calendar() -> None:
    for act in ACTS:
        assert may(Actor(key="user:1", roles=frozenset({"operator"})), act)
        assert not may(Actor(key="user:1", roles=frozenset({"clerk", "judge", "auditor"})), act)
    assert may(system_actor("calendar-seed"), "calendars.edition_published")
    assert not may(system_actor("calendar-seed"), "calendars.day_entered")
