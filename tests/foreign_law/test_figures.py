"""Figures for everybody: views without persons, ascertainment without small counts, what the library holds."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from foreign_law.actions.figures import count_view
from foreign_law.models import Provision, ProvisionViews
from foreign_law.queries.figures import Figures, as_csv, figures, lately, most_asked
from foreign_law.rules.ascertainment import lifecycle, routes
from foreign_law.rules.visitors import Readers, is_machine
from tests.factories import ascertainment as made

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def law(samples: Path, import_paths: Callable[..., object]) -> Provision:
    import_paths(samples / "hk")
    return Provision.objects.get(instrument__slug="cap-9001", key="s2")


def test_a_reader_counts_and_a_machine_does_not(client: Client, law: Provision) -> None:
    for agent in (BROWSER, "Googlebot/2.1", "curl/8.5", "", "python-requests/2.32"):
        client.get("/en/law/hk/cap-9001/s2/", headers={"User-Agent": agent})
    client.head("/en/law/hk/cap-9001/s2/", headers={"User-Agent": BROWSER})
    client.get("/en/law/hk/cap-9001/s999/", headers={"User-Agent": BROWSER})
    assert list(ProvisionViews.objects.values_list("provision_id", "count")) == [(law.pk, 1)]


def test_who_reads_again_and_again_counts_sixty_times_an_hour(client: Client, law: Provision) -> None:
    readers = Readers(most=2, room=3)
    assert [readers.counts("a", 1) for _time in range(3)] == [True, True, False]
    assert readers.counts("b", 1) and readers.counts("a", 2) and not Readers(most=0).counts("a", 1)
    assert [readers.counts(who, 2) for who in ("a", "a", "b", "c", "a")] == [True, False, True, True, True]
    with patch("foreign_law.views.provisions.READERS", Readers(most=1)):
        for address in ("192.0.2.1", "192.0.2.1", "192.0.2.2"):
            client.get("/en/law/hk/cap-9001/s2/", headers={"User-Agent": BROWSER}, REMOTE_ADDR=address)
    assert ProvisionViews.objects.get().count == 2


def test_the_counter_knows_no_person() -> None:
    assert {field.name for field in ProvisionViews._meta.get_fields()} == {"id", "provision", "day", "count"}
    assert is_machine("Mozilla/5.0 (compatible; SomeBot/1.0)") and not is_machine(BROWSER)
    assert not is_machine("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1")


def test_a_page_is_shown_even_where_the_counter_is_busy(client: Client, law: Provision) -> None:
    with patch.object(ProvisionViews.objects, "filter", side_effect=OperationalError("locked")):
        answer = client.get("/en/law/hk/cap-9001/s2/", headers={"User-Agent": BROWSER})
    assert answer.status_code == 200 and not ProvisionViews.objects.exists()


def test_fewer_than_five_views_are_not_told_and_today_is_not_either(law: Provision) -> None:
    other = Provision.objects.exclude(pk=law.pk).filter(instrument=law.instrument).first()
    assert other is not None
    yesterday = TODAY - timedelta(days=1)
    for _time in range(5):
        count_view(law.pk, day=yesterday)
    for _time in range(4):
        count_view(other.pk, day=yesterday)
    count_view(law.pk, day=TODAY)
    found = most_asked(TODAY - timedelta(days=90), TODAY)
    assert [(one.provision_id, one.count) for one in found] == [(law.pk, 5)]
    assert found[0].path == "hk/cap-9001/s2/" and "Cap. 9001" in found[0].headings["en"]


def close(
    count: int, kind: str, *, basis: str = routes.CONFLICT_RULE, days: int = 30, outcome: str = "sufficient"
) -> None:
    """Requests closed in October 2026 with one assessed attempt each."""
    over = datetime(2026, 10, 20, 4, 0, tzinfo=UTC)
    for _number in range(count):
        request = made.a_request(
            lifecycle.CLOSED, basis=basis, opened_at=over - timedelta(days=days), closed_at=over, questions=0
        )
        made.a_determination(request, kind)
        made.an_attempt(request, routes.PARTY, lifecycle.ASSESSED, outcome=outcome)


def told(found: Figures, name: str) -> dict[str, int | None]:
    return {line.key: line.count for line in found.tables()[name]}


def test_ascertainment_is_told_by_route_outcome_and_duration_without_small_counts() -> None:
    close(6, lifecycle.CONFIRMED, days=10)
    close(5, lifecycle.DETERMINED, basis=routes.PARTY_CHOICE, days=40)
    close(2, lifecycle.UNASCERTAINABLE, outcome="none")
    found = figures(AT)
    assert (found.since, found.until) == (date(2025, 11, 1), date(2026, 11, 1))
    assert told(found, "requests_by_outcome") == {
        lifecycle.CONFIRMED: 6, lifecycle.DETERMINED: None, lifecycle.UNASCERTAINABLE: None,
    }  # fmt: skip
    assert told(found, "attempts_by_route") == {"1": 13}
    assert told(found, "attempts_by_outcome") == {"sufficient": None, "none": None}
    days = {line.key: (line.count, line.days) for line in found.durations}
    assert days == {routes.PARTY_CHOICE: (5, 40), routes.CONFLICT_RULE: (8, 10)}


def test_a_month_is_told_only_once_it_is_over() -> None:
    close(6, lifecycle.CONFIRMED)
    assert told(figures(datetime(2026, 10, 31, 15, 59, tzinfo=UTC)), "requests_by_outcome") == {}
    assert told(figures(datetime(2026, 10, 31, 16, 0, tzinfo=UTC)), "requests_by_outcome") == {
        "confirmed_undisputed": 6
    }


def test_the_page_the_csv_and_the_api_say_the_same(client: Client, law: Provision) -> None:
    for _time in range(7):
        count_view(law.pk, day=TODAY - timedelta(days=1))
    with patch("django.utils.timezone.now", return_value=AT):
        with CaptureQueriesContext(connection) as asked:
            page = client.get("/en/law/figures/").content.decode()
        table = list(csv.DictReader(StringIO("".join(as_csv(figures(AT))))))
        answer = client.get("/api/v1/law/figures").json()
        file = client.get("/en/law/figures/figures.csv")
    assert len(asked) <= 20 and "Most opened provisions" in page and "<svg" in page and "style=" not in page
    assert {
        "figure": "views_of_provision",
        "key": "hk/cap-9001/s2",
        "count": "7",
        "half_within_days": "",
    } in table
    assert answer["most_opened"][0]["count"] == 7
    assert answer["tables"]["works_by_jurisdiction"] == [{"key": "hk", "count": 1, "half_within_days": None}]
    assert b"works_by_jurisdiction,hk,1" in b"".join(file.streaming_content)  # type: ignore[attr-defined]
    assert {line["figure"] for line in table} >= {"provisions_by_language", "works_by_year"}


@pytest.fixture
def kept(settings: Any) -> Iterator[None]:
    """The figures are kept for two minutes."""
    settings.LAW_FIGURES_SECONDS = 120
    cache.clear()
    yield
    cache.clear()


def counting(at: datetime) -> tuple[Figures, int]:
    """The figures that somebody sees at a moment, and how many questions that took."""
    with CaptureQueriesContext(connection) as asked:
        found = lately(at)
    return found, len(asked)


def test_figures_are_counted_once_in_a_while_and_tell_when(law: Provision, kept: None) -> None:
    first, questions = counting(AT)
    assert questions > 0 and first.counted_at == AT
    close(6, lifecycle.CONFIRMED)
    again, questions = counting(AT + timedelta(seconds=119))
    assert questions == 0 and again == first and told(again, "requests_by_outcome") == {}
    anew, questions = counting(AT + timedelta(seconds=120))
    assert questions > 0 and told(anew, "requests_by_outcome") == {lifecycle.CONFIRMED: 6}
    assert counting(AT)[0].counted_at == AT  # a moment before the counting is never told what came after it


def test_figures_of_yesterday_are_not_told_today(kept: None) -> None:
    midnight = datetime(2026, 10, 31, 16, 0, tzinfo=UTC)
    close(6, lifecycle.CONFIRMED)
    assert told(lately(midnight - timedelta(seconds=1)), "requests_by_outcome") == {}
    assert told(lately(midnight), "requests_by_outcome") == {lifecycle.CONFIRMED: 6}


def test_zero_seconds_keep_nothing(settings: Any) -> None:
    settings.LAW_FIGURES_SECONDS = 0
    assert all(counting(AT)[1] > 0 for _turn in range(2))


def test_what_was_kept_is_said_in_the_language_of_each_reader(
    client: Client, law: Provision, kept: None
) -> None:
    close(6, lifecycle.CONFIRMED)
    with patch("django.utils.timezone.now", return_value=AT):
        codes = ("en", "pt", "zh-hant")
        pages = {code: client.get(f"/{code}/law/figures/").content.decode() for code in codes}
        answer = client.get("/api/v1/law/figures").json()
        file = client.get("/en/law/figures/figures.csv")
    assert "Confirmed, undisputed" in pages["en"] and "Counted at this moment" in pages["en"]
    assert "Confirmed, undisputed" not in pages["pt"] + pages["zh-hant"]
    assert "12:00" in pages["en"] and "12:00" in pages["zh-hant"]  # 04:00 UTC
    assert answer["counted_at"].startswith("2026-11-22T04:00:00")
    assert file["Last-Modified"] == "Sun, 22 Nov 2026 04:00:00 GMT"
