"""Open statistics: whole months, by route, small counts not told, page and file alike."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from service_of_process.models import Leg
from service_of_process.queries import statistics
from service_of_process.rules import channels, lifecycle
from tests.factories import service

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
OCTOBER = datetime(2026, 10, 9, 4, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def ended(
    count: int, state: str, *, channel: str = channels.MAIL, at: datetime = OCTOBER, days: int = 40
) -> None:
    """So many legs that ended on a day, on one matter."""
    matter = service.a_matter()
    for _number in range(count):
        service.a_leg(matter, channel, state, ended_at=at, opened_at=at - timedelta(days=days))


def lines() -> dict[tuple[str, str], Any]:
    return {(f"{line.month:%Y-%m}", line.channel): line for line in statistics.published(AT).lines}


def test_a_route_in_a_month_tells_ended_served_and_days() -> None:
    ended(6, lifecycle.CONFIRMED)
    ended(5, lifecycle.FAILED)
    line = lines()["2026-10", "mail"]
    assert (line.told.ended, line.told.served, line.told.not_served, line.days) == (11, 6, 5, 40)
    assert line.percent == 55


def test_a_small_route_is_not_told_nor_found_from_the_sum() -> None:
    ended(6, lifecycle.CONFIRMED)
    ended(5, lifecycle.FAILED)
    ended(4, lifecycle.CONFIRMED, channel=channels.ELECTRONIC)
    found = statistics.published(AT)
    assert lines()["2026-10", "electronic"].told.is_hidden
    assert (found.total.ended, found.total.served) == (11, 6)


def test_where_a_part_is_small_no_part_and_no_duration_is_told() -> None:
    ended(6, lifecycle.CONFIRMED)
    ended(1, lifecycle.LAPSED)
    line = lines()["2026-10", "mail"]
    assert (line.told.ended, line.told.served, line.days, line.percent) == (7, None, None, None)


def test_the_highest_threshold_of_any_court_counts() -> None:
    service.practice(smallest_cell=10)
    ended(9, lifecycle.CONFIRMED)
    assert statistics.published(AT).smallest == 10
    assert lines()["2026-10", "mail"].told.is_hidden


def test_no_court_lowers_the_threshold_below_five() -> None:
    service.practice(smallest_cell=1)
    ended(4, lifecycle.CONFIRMED)
    assert lines()["2026-10", "mail"].told.is_hidden


def test_the_running_month_and_what_is_not_ended_are_not_counted() -> None:
    ended(6, lifecycle.CONFIRMED, at=datetime(2026, 11, 2, 4, 0, tzinfo=UTC))
    ended(6, lifecycle.CONFIRMED, at=datetime(2025, 10, 31, 4, 0, tzinfo=UTC))
    ended(6, lifecycle.WITHDRAWN)
    ended(6, lifecycle.POSTED)
    Leg.objects.filter(state=lifecycle.POSTED).update(ended_at=None)
    assert lines() == {}


def test_a_month_begins_at_midnight_of_the_court() -> None:
    ended(5, lifecycle.CONFIRMED, at=datetime(2026, 9, 30, 16, 30, tzinfo=UTC))  # 00:30 on 1 October there
    assert list(lines()) == [("2026-10", "mail")]


def test_the_page_and_the_file_say_the_same(client: Client) -> None:
    last_month = datetime.now(UTC).replace(day=1) - timedelta(days=3)
    ended(7, lifecycle.CONFIRMED, at=last_month)
    ended(2, lifecycle.CONFIRMED, channel=channels.ELECTRONIC, at=last_month)
    shown = client.get("/en/service/statistics/").content.decode()
    assert "Mail" in shown and "fewer than 5" in shown and "何德榮" not in shown
    answer = client.get("/api/v1/service/statistics.csv")
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    told = {row["channel"]: (row["ended"], row["served"], row["not_served"]) for row in rows}
    assert told == {"mail": ("7", "7", "0"), "electronic": ("", "", "")}


def test_two_queries_however_many_legs(django_assert_num_queries: Any) -> None:
    ended(12, lifecycle.CONFIRMED)
    with django_assert_num_queries(2):
        statistics.published(AT)


def test_an_empty_year_says_so(client: Client) -> None:
    assert (
        "No leg has ended in the last twelve months."
        in client.get("/en/service/statistics/").content.decode()
    )
