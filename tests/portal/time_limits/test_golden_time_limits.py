"""The signed table of clocks, and the same clocks by an independent hand."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest
from dateutil.relativedelta import relativedelta

from portal.time_limits import RULES, DayTable, Span, Unit, compute
from portal.time_limits.sentences import as_dict

TABLE = Path(__file__).parents[2] / "tables" / "time_limits.csv"
ROWS = list(csv.DictReader(TABLE.open(encoding="utf-8", newline="")))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _spans(text: str) -> tuple[Span, ...]:
    if not text:
        return ()
    first, last = text.split("..")
    return (Span(date.fromisoformat(first), date.fromisoformat(last)),)


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['rule']}:{row['from']}" for row in ROWS])
def test_clock_reads_as_the_signed_table(row: dict[str, str], mainland: DayTable) -> None:
    rule = RULES[row["rule"]]
    answer = as_dict(
        compute(
            rule,
            date.fromisoformat(row["from"]),
            calendar=mainland,
            extended_to=_day(row["extended_to"]),
            exclude=_spans(row["exclude"]),
        )
    )
    assert (answer["nominal"], answer["due"]) == (row["nominal"], row["due"])
    assert answer["rolled"] is (row["rolled"] == "yes")
    assert answer["alternative"] == (row["alternative"] or None)
    assert answer["provisional"] is (row["provisional"] == "yes")
    assert row["article"] == rule.article + (f"({rule.paragraph})" if rule.paragraph else "")


def test_every_rule_has_at_least_three_rows() -> None:
    counted = Counter(row["rule"] for row in ROWS)
    assert set(counted) == set(RULES)
    assert min(counted.values()) >= 3


SERVICE = (
    "hk-arrangement-1999-art4", "macao-arrangement-2020-art6-service", "macao-arrangement-2020-art6-evidence",
    "hk-evidence-2017-art10", "hkmo-service-2009-art6", "hkmo-service-2009-art7", "hkmo-service-2009-art9",
    "hkmo-service-2009-art13", "cpl-2023-art283-notice", "cpl-2023-art285-answer", "cpl-2023-art286-appeal",
    "cpl-2023-art286-answer",
)  # fmt: skip
OCCASIONS = {
    "Chinese New Year": {date(2026, 2, day) for day in range(15, 24)},
    "Easter": {date(2025, 4, 18), date(2025, 4, 21), date(2026, 4, 3), date(2026, 4, 6)},
    "a Macao day": {date(2026, 11, 2), date(2026, 12, 8), date(2026, 12, 20), date(2026, 12, 21)},
    "a make-up day": {
        date(2025, 10, 11), date(2026, 2, 14), date(2026, 2, 28), date(2026, 5, 9), date(2026, 9, 20),
    },
}  # fmt: skip


def _meets(row: dict[str, str], days: set[date]) -> bool:
    """The last day falls on one of the days; where working days are counted, the count passes one of them."""
    start, end = date.fromisoformat(row["from"]), date.fromisoformat(row["nominal"])
    if RULES[row["rule"]].unit is Unit.WORKING_DAYS:
        return any(start < day <= end for day in days)
    return end in days


@pytest.mark.parametrize("rule", SERVICE)
def test_every_clock_of_service_is_tried_on_every_occasion(rule: str) -> None:
    rows = [row for row in ROWS if row["rule"] == rule]
    missing = [name for name, days in OCCASIONS.items() if not any(_meets(row, days) for row in rows)]
    assert not missing
    assert any(row["provisional"] == "yes" for row in rows)
    if RULES[rule].unit is Unit.MONTHS:
        assert any(row["from"][8:] > row["nominal"][8:] for row in rows), "no month end"


def test_the_acceptance_case_of_dispatch_on_the_last_of_november_is_tabled() -> None:
    (row,) = (r for r in ROWS if (r["rule"], r["from"]) == ("hkmo-service-2009-art6", "2025-11-30"))
    assert (row["nominal"], row["due"], row["rolled"]) == ("2026-02-28", "2026-02-28", "no")


@pytest.mark.parametrize(
    "row", [row for row in ROWS if not row["exclude"] and not row["extended_to"]],
    ids=lambda row: f"{row['rule']}:{row['from']}",
)  # fmt: skip
def test_another_library_counts_to_the_same_nominal_and_moved_day(row: dict[str, str]) -> None:
    rule = RULES[row["rule"]]
    start = date.fromisoformat(row["from"])
    china = holidays.country_holidays("CN", years=range(2024, 2028))
    if rule.unit is Unit.WORKING_DAYS:
        assert china.get_nth_working_day(start, rule.length).isoformat() == row["due"]
        return
    step = relativedelta(months=rule.length) if rule.unit is Unit.MONTHS else timedelta(days=rule.length)
    nominal = start + step
    moved = nominal
    while not china.is_working_day(moved):
        moved += timedelta(days=1)
    assert nominal.isoformat() == row["nominal"]
    assert moved.isoformat() in (row["due"], row["alternative"])
