"""Targets that a court sets for itself: plain days, working days, provisional years."""

from __future__ import annotations

from datetime import date

import pytest

from service_of_process.rules.targets import due_of


class Weekends:
    """Saturdays and Sundays rest, save a make-up Saturday; 2027 has no official list."""

    make_up = date(2026, 10, 10)

    def rest_reason(self, on: date) -> object | None:
        return "weekend" if on.weekday() > 4 and on != self.make_up else None

    def is_official(self, year: int) -> bool:
        return year < 2027


@pytest.mark.parametrize(("start", "days", "working", "due", "provisional"), [
    (date(2026, 10, 9), 5, True, date(2026, 10, 15), False),  # the Saturday made up counts
    (date(2026, 11, 12), 7, True, date(2026, 11, 23), False),
    (date(2026, 11, 12), 15, False, date(2026, 11, 27), False),
    (date(2026, 11, 13), 1, False, date(2026, 11, 14), False),  # a Saturday stays: practice knows no roll
    (date(2026, 12, 30), 5, True, date(2027, 1, 6), True),
    (date(2026, 12, 31), 1, False, date(2027, 1, 1), True),
    (date(2026, 11, 12), 0, False, date(2026, 11, 12), False),
])  # fmt: skip
def test_a_target_is_counted_as_the_court_set_it(
    start: date, days: int, working: bool, due: date, provisional: bool
) -> None:
    found = due_of(start, days, working=working, calendar=Weekends())
    assert (found.on, found.is_provisional) == (due, provisional)
