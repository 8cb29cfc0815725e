"""Attempts are counted in windows; the windows of the tests begin with each test, whatever the clock shows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from portal.web import limits

AT = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


def test_a_window_ends_by_the_clock() -> None:
    def asked(at: datetime) -> bool:
        return limits.counted_in("door", attempts=2, seconds=300, at=at)

    assert [asked(AT + timedelta(seconds=late)) for late in (0, 1, 299, 300)] == [True, True, False, True]


def test_no_window_that_a_test_fills_ends_before_the_test() -> None:
    assert limits._window(timezone.now(), 60) == 0
