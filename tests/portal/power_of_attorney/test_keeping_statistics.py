"""Published times: waiting apart from the session, p50 and p90, by court, and no small number that points at a person."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from portal.power_of_attorney.models import WitnessingSession
from portal.power_of_attorney.queries.statistics import published_times
from portal.power_of_attorney.rules.statistics import SESSION_BARS, SMALLEST, bars, percentile
from tests.factories import people, powers

NOW = timezone.now()
PAGE = "/en/powers/statistics/"


def held(count: int, *, court: str = people.COURT_A, waiting_days: int = 3, minutes: int = 12) -> None:
    """So many sessions of a court that were closed yesterday, each a minute longer than the one before."""
    for place in range(count):
        power = powers.a_power("judicial_review", with_case=False)
        power.court = people.court(court)
        opened = NOW - timedelta(days=1)
        power.submitted_at = opened - timedelta(days=waiting_days + place)
        power.save()
        WitnessingSession.objects.filter(power=power).update(
            opened_at=opened, closed_at=opened + timedelta(minutes=minutes + place)
        )


@pytest.mark.django_db
def test_waiting_and_session_are_told_apart_by_court() -> None:
    held(6)
    found = published_times(NOW)
    line = found.courts[0]
    assert line.count == 6 and line.waiting_p50 == 5 * 1440 and line.waiting_p90 == 8 * 1440
    assert line.session_p50 == 14 and line.session_p90 == 17
    assert sum(bar.count or 0 for bar in found.session) <= 6


@pytest.mark.django_db
def test_a_court_with_fewer_than_five_is_neither_shown_nor_to_be_computed(client: Client) -> None:
    held(5)
    held(4, court=people.COURT_B, minutes=55)
    found = published_times(NOW)
    shown = {line.court.code: line.is_shown for line in found.courts}
    assert shown == {people.COURT_A: True, people.COURT_B: False} and found.has_hidden
    assert found.all_courts.count == 5
    text = client.get(PAGE).content.decode()
    assert "fewer than five" in text and "58 minutes" not in text


@pytest.mark.django_db
def test_the_page_costs_two_queries_more_than_an_empty_one(
    client: Client, django_assert_max_num_queries
) -> None:
    held(7)
    with django_assert_max_num_queries(2):
        published_times(NOW)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh-hant", "zh-hans", "pt", "en"])
def test_the_page_is_open_to_everybody_with_a_picture_and_the_same_as_a_table(
    client: Client, language: str
) -> None:
    held(6)
    answer = client.get(f"/{language}/powers/statistics/")
    text = answer.content.decode()
    assert answer.status_code == 200 and text.count("<svg") == 2 and "style=" not in text
    assert 'role="img"' in text and 'id="session-table"' in text


@pytest.mark.django_db
def test_the_column_of_durations_is_not_headed_as_an_hour_of_the_day(client: Client) -> None:
    held(6)
    text = client.get("/pt/powers/statistics/").content.decode()
    assert '<th scope="col">Tempo necessário</th>' in text and '<th scope="col">Hora</th>' not in text


@pytest.mark.django_db
def test_an_empty_portal_says_so(client: Client) -> None:
    assert "No session has been held" in client.get(PAGE).content.decode()


@given(st.lists(st.floats(0, 10_000), max_size=60))
def test_no_bar_tells_a_small_number_and_none_can_be_computed_from_the_total(minutes: list[float]) -> None:
    found = bars(minutes, SESSION_BARS)
    assert all(bar.count is None or bar.count == 0 or bar.count >= SMALLEST for bar in found)
    hidden = [bar for bar in found if bar.count is None]
    assert len(hidden) != 1 or not any(bar.count for bar in found)


@given(st.lists(st.integers(0, 1000), min_size=1), st.floats(0.01, 1))
def test_a_percentile_is_a_value_that_the_share_does_not_exceed(values: list[int], share: float) -> None:
    found = percentile(values, share)
    assert found in values and sum(value <= found for value in values) >= share * len(values) - 1e-9


def test_a_percentile_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError):
        percentile([], 0.5)
    with pytest.raises(ValueError):
        percentile([1], 0)
