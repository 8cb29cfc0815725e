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
