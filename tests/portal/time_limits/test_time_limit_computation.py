"""Clocks as sentences about law."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.time_limits import (
    RULES,
    DayTable,
    Kind,
    Roll,
    Span,
    Text,
    TimeLimitError,
    Unit,
    compute,
    rule_for,
)
from portal.time_limits.sentences import render

NAME = Text("曆", "历", "calendário", "calendar")
WEEKENDS = DayTable("weekends", NAME, frozenset({6, 7}), official_years=frozenset(range(1949, 2201)))
NO_REST = replace(WEEKENDS, weekly_rest=frozenset())
COUNTED = [rule for rule in RULES.values() if rule.unit is not Unit.WORKING_DAYS]
days = st.dates(date(2000, 1, 1), date(2100, 12, 31))


def messages(computation: object) -> list[str]:
    return [step.message for step in computation.working]  # type: ignore[attr-defined]


def test_lapse_never_yields_served() -> None:
    for rule in RULES.values():
        if rule.roll is Roll.NONE:
            assert rule.expiry in {"overdue-never-served", "overdue", "late"}
        if rule.kind is Kind.DEEMING:
            assert rule.roll is Roll.INFERRED


def test_reminders_on_a_settlement_run_on_the_day_before_it_moved(mainland: DayTable) -> None:
    result = compute(rule_for("cpl-2023-art205-confirmation"), date(2026, 1, 23), calendar=mainland)
    assert (result.due, result.alarm) == (date(2026, 2, 24), date(2026, 2, 22))
    assert "alarm" in messages(result)


def test_reminders_on_an_answer_run_on_the_moved_day(mainland: DayTable) -> None:
    result = compute(rule_for("cpl-2023-art285-answer"), date(2026, 1, 20), calendar=mainland)
    assert result.alarm == result.due
    assert "alarm" not in messages(result)


def test_an_unalterable_period_takes_no_extension_and_no_excluded_days(mainland: DayTable) -> None:
    rule = rule_for("interp-2022-art372-interested")
    with pytest.raises(TimeLimitError, match="fixed_period") as refused:
        compute(rule, date(2026, 1, 5), calendar=mainland, extended_to=date(2026, 9, 1))
    assert "127" in render(refused.value.step, "en")
    with pytest.raises(TimeLimitError, match="fixed_period"):
        compute(rule, date(2026, 1, 5), calendar=mainland, exclude=[Span(date(2026, 2, 1), date(2026, 2, 2))])


def test_an_extension_cannot_shorten(mainland: DayTable) -> None:
    with pytest.raises(TimeLimitError, match="extension_too_early"):
        compute(
            rule_for("cpl-2023-art285-answer"),
            date(2026, 3, 2),
            calendar=mainland,
            extended_to=date(2026, 3, 31),
        )


def test_days_left_out_twice_are_left_out_once(mainland: DayTable) -> None:
    spans = [Span(date(2026, 3, 10), date(2026, 3, 19)), Span(date(2026, 3, 15), date(2026, 3, 19))]
    result = compute(
        rule_for("online-mediation-2021-art24-prefiling"), date(2026, 3, 1), calendar=mainland, exclude=spans
    )
    assert result.nominal == date(2026, 4, 10)
    assert [step.params["days"] for step in result.working if step.message == "excluded"] == [10, 0]


def test_days_left_out_before_the_start_change_nothing(mainland: DayTable) -> None:
    span = Span(date(2026, 2, 1), date(2026, 3, 1))
    rule = rule_for("online-mediation-2021-art24-prefiling")
    result = compute(rule, date(2026, 3, 1), calendar=mainland, exclude=[span])
    assert result.nominal == date(2026, 3, 31)
    assert "excluded_result" not in messages(result)


def test_a_span_ends_after_it_begins() -> None:
    with pytest.raises(TimeLimitError, match="span_reversed"):
        Span(date(2026, 3, 2), date(2026, 3, 1))


@pytest.mark.parametrize("on", [date(1949, 9, 30), date(2200, 1, 1), date(9999, 12, 31)])
def test_a_day_outside_reach_is_refused_not_overflown(on: date) -> None:
    with pytest.raises(TimeLimitError, match="out_of_range"):
        compute(rule_for("hk-evidence-2017-art10"), on, calendar=WEEKENDS)


def test_an_unknown_rule_is_refused_in_words() -> None:
    with pytest.raises(TimeLimitError) as refused:
        rule_for("no-such-rule")
    assert "no-such-rule" in render(refused.value.step, "pt")


def test_a_start_before_the_text_was_in_force_is_pointed_out(mainland: DayTable) -> None:
    rule = rule_for("cpl-2023-art285-answer")
    assert "not_in_force" in messages(compute(rule, date(2023, 12, 31), calendar=mainland))
    assert "not_in_force" not in messages(compute(rule, date(2024, 1, 1), calendar=mainland))
    ended = replace(rule, in_force_to=date(2026, 1, 1))
    assert ended.in_force_on(date(2025, 12, 31))
    assert not ended.in_force_on(date(2026, 1, 1))


def test_a_year_is_touched_only_from_the_first_counted_day(mainland: DayTable) -> None:
    rule = rule_for("cpl-2023-art285-answer")
    assert compute(rule, date(2023, 12, 31), calendar=mainland).provisional_years == ()
    assert compute(rule, date(2023, 12, 30), calendar=mainland).provisional_years == (2023,)
    assert compute(rule, date(2026, 12, 1), calendar=mainland).provisional is False
    assert compute(rule, date(2026, 12, 2), calendar=mainland).provisional_years == (2027,)


def test_an_alternative_in_the_next_year_makes_the_result_provisional(mainland: DayTable) -> None:
    closed = replace(mainland, rest_days={**mainland.rest_days, date(2026, 12, 31): NAME})
    rule = rule_for("hk-arrangement-1999-art4")
    assert compute(rule, date(2026, 10, 31), calendar=mainland).provisional is False
    moved = compute(rule, date(2026, 10, 31), calendar=closed)
    assert (moved.due.year, moved.provisional_years) == (2026, (2027,))


def test_good_friday_rests_hong_kong_and_macao_but_not_the_mainland(
    mainland: DayTable, hong_kong: DayTable, macao_government: DayTable, macao_public: DayTable
) -> None:
    good_friday = date(2026, 4, 3)
    assert mainland.rest_reason(good_friday) is None
    for calendar in (hong_kong, macao_government, macao_public):
        assert calendar.rest_reason(good_friday) is not None
    rule = rule_for("cpl-2023-art171-ruling")
    assert compute(rule, date(2026, 3, 24), calendar=mainland).due == good_friday
    assert compute(rule, date(2026, 3, 24), calendar=hong_kong).due == date(2026, 4, 8)
    assert compute(rule, date(2026, 3, 24), calendar=macao_government).due == date(2026, 4, 8)


def test_a_macao_day_in_lieu_rests_public_services_only(
    macao_government: DayTable, macao_public: DayTable
) -> None:
    assert macao_government.rest_reason(date(2026, 12, 21)) is not None
    assert macao_public.rest_reason(date(2026, 12, 21)) is None


def test_a_calendar_without_a_working_weekday_is_refused() -> None:
    for rest in (frozenset(range(1, 8)), frozenset({0})):
        with pytest.raises(ValueError, match="working weekday"):
            DayTable("none", NAME, rest)


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_mainland_working_days_agree_with_another_library(year: int, mainland: DayTable) -> None:
    china = holidays.country_holidays("CN", years=year)
    on = date(year, 1, 1)
    while on.year == year:
        assert (mainland.rest_reason(on) is None) == china.is_working_day(on), on
        on += timedelta(days=1)


@given(rule=st.sampled_from(COUNTED), start=days)
def test_the_start_day_never_counts_and_the_end_never_comes_early(rule: object, start: date) -> None:
    result = compute(rule, start, calendar=WEEKENDS)  # type: ignore[arg-type]
    assert start < result.nominal <= result.due
    assert result.rolled is (result.due != result.nominal)
    if result.rule.roll is not Roll.NONE:
        assert WEEKENDS.rest_reason(result.due) is None
    if result.alternative:
        assert {result.due, result.alternative} > {result.nominal}
        assert result.rule.roll is not Roll.LAW


@given(start=days, length=st.integers(1, 24))
def test_months_end_on_the_corresponding_or_last_day(start: date, length: int) -> None:
    rule = replace(rule_for("hkmo-service-2009-art9"), length=length)
    end = compute(rule, start, calendar=NO_REST).due
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == length
    assert end.day == start.day or (end.day < start.day and (end + timedelta(days=1)).day == 1)


@given(start=days, first=st.integers(-20, 80), length=st.integers(0, 40))
def test_excluded_days_move_the_end_by_exactly_their_number(start: date, first: int, length: int) -> None:
    rule = rule_for("invited-mediation-2016-art27-prefiling")
    span = Span(start + timedelta(days=first), start + timedelta(days=first + length))
    end = compute(rule, start, calendar=NO_REST, exclude=[span]).nominal
    counted = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert len([day for day in counted if day not in span.days()]) == 30
    assert end not in span.days()


@given(start=days)
def test_a_later_start_never_ends_earlier(start: date) -> None:
    for rule in RULES.values():
        today = compute(rule, start, calendar=WEEKENDS)
        tomorrow = compute(rule, start + timedelta(days=1), calendar=WEEKENDS)
        assert today.due <= tomorrow.due
