"""The pure rules of asking: whose law, which basis, which questions, which days, which shares."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from foreign_law.rules.ascertainment import costs, periods, routes, scope

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("CN-HK", "CN-HK"), (" cn-mo ", "CN-MO"), ("us-ny", "US-NY"), ("GB", "GB"), ("CN-TW", "CN-TW"), ("CN", ""),
        ("CN-GD", ""), ("Hong Kong", ""), ("", ""), ("GB-", ""), ("U", ""), ("GB\n", "GB"),
    ],
)  # fmt: skip
def test_the_law_of_the_mainland_is_never_ascertained(typed: str, kept: str) -> None:
    assert scope.jurisdiction_code(typed) == kept


@pytest.mark.parametrize(
    ("basis", "clause", "file", "rule", "missing"),
    [
        ("", "clause", True, "rule", "basis"),
        ("usage", "clause", True, "rule", "basis"),
        (routes.PARTY_CHOICE, " ", False, "art. 41", "choice_clause"),
        (routes.PARTY_CHOICE, "clause", False, "", ""),
        (routes.PARTY_CHOICE, "", True, "", ""),
        (routes.CONFLICT_RULE, "clause", True, " ", "conflict_rule"),
        (routes.CONFLICT_RULE, "", False, "art. 41", ""),
    ],
)
def test_a_choice_shows_its_clause_and_a_conflict_rule_is_named(
    basis: str, clause: str, file: bool, rule: str, missing: str
) -> None:
    assert (
        scope.missing_basis(basis, choice_clause=clause, has_instrument=file, conflict_rule=rule) == missing
    )


def test_empty_rows_are_no_questions() -> None:
    assert scope.cleaned_questions([(" a ", " b "), ("", "only a translation"), ("c", "")]) == [
        ("a", "b"),
        ("c", ""),
    ]


def test_an_amendment_strikes_only_what_stands() -> None:
    assert scope.unknown_strikes([1, 2], {2: "moot", 5: "moot"}) == [5]
    assert scope.remaining([1, 2], [1, 2], 0) == 0
    assert scope.remaining([1, 2], [1], 1) == 2


def test_no_day_is_counted_only_compared() -> None:
    assert periods.against_due(date(2026, 11, 19), TODAY) == periods.PAST
    assert periods.against_due(TODAY, TODAY) == periods.GOOD
    assert periods.days_left(date(2026, 11, 18), TODAY) == -2
    assert periods.is_over(TODAY, TODAY, ended=True)
    assert periods.is_over(date(2026, 11, 19), TODAY, ended=False)
    assert not periods.is_over(TODAY, TODAY, ended=False)


@pytest.mark.parametrize(
    ("due", "until", "ended", "extended", "found"),
    [
        (date(2026, 12, 1), date(2026, 12, 9), False, False, periods.GOOD),
        (date(2026, 12, 1), date(2026, 12, 1), False, False, periods.NOT_LATER),
        (date(2026, 11, 1), date(2026, 11, 10), False, False, periods.PAST),
        (date(2026, 11, 1), date(2026, 11, 30), False, False, periods.GOOD),
        (date(2026, 12, 1), date(2026, 12, 9), True, True, periods.ENDED),
        (date(2026, 12, 1), date(2026, 12, 9), False, True, periods.EXTENDED),
    ],
)
def test_more_time_is_later_and_of_a_period_that_still_counts(
    due: date, until: date, ended: bool, extended: bool, found: str
) -> None:
    assert periods.against_extension(due, until, TODAY, ended=ended, extended=extended) == found


@pytest.mark.parametrize(
    ("typed", "kept"), [("hkd", "HKD"), (" CNY", "CNY"), ("RM", ""), ("H1D", ""), ("", "")]
)
def test_a_currency_is_three_letters(typed: str, kept: str) -> None:
    assert costs.currency_code(typed) == kept


def test_a_cost_is_paid_only_after_somebody_agreed_or_an_invoice_came() -> None:
    assert not costs.may_become(costs.QUOTED, costs.PAID)
    assert costs.may_become(costs.AGREED, costs.PAID)
    assert costs.may_become(costs.INVOICED, costs.PAID)
    assert not costs.may_become(costs.PAID, costs.WITHDRAWN)
    assert not costs.may_become(costs.WITHDRAWN, costs.AGREED)


def test_shares_add_up_in_each_currency_and_none_is_converted() -> None:
    there = [("HKD", Decimal("100.00")), ("CNY", Decimal("40.00")), ("HKD", Decimal("20.00"))]
    assert not costs.differences(there, [("HKD", Decimal("120")), ("CNY", Decimal("40"))])
    found = costs.differences(there, [("HKD", Decimal("160")), ("MOP", Decimal("1"))])
    assert [(row.currency, row.costs, row.allocated) for row in found] == [
        ("CNY", Decimal("40.00"), Decimal()),
        ("HKD", Decimal("120.00"), Decimal("160")),
        ("MOP", Decimal(), Decimal("1")),
    ]
