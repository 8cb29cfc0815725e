"""Criteria against answers: what is met, missing or unknown, and what the authorities did not specify."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from mediation_registry.queries.criteria import enabled, gap
from mediation_registry.rules import criteria, windows
from mediation_registry.rules.criteria import Said, Verdict, Wanted, judge, unanswered
from tests.factories import mediator_acts, mediators
from tests.factories.mediators import CLOSES_AT, NOW, OPENS_AT, TODAY

YEARS = Wanted("years", 5, True)
MEASURES = st.sampled_from(["declaration", "document", "years", "count", "hours"])
WANTED = st.builds(Wanted, MEASURES, st.none() | st.integers(0, 100), st.booleans())
SAID = st.none() | st.builds(Said, st.booleans(), st.none() | st.integers(0, 100), st.integers(0, 3))


@pytest.mark.parametrize(
    ("wanted", "said", "expected"),
    [
        (YEARS, None, Verdict("unknown", ("number", "evidence"))),
        (YEARS, Said(number=5, files=1), Verdict("met")),
        (YEARS, Said(number=4, files=1), Verdict("missing", ("below",), 1)),
        (YEARS, Said(number=4), Verdict("missing", ("below", "evidence"), 1)),
        (Wanted("years", None, False), Said(number=0), Verdict("met")),
        (Wanted("declaration", None, False), Said(), Verdict("missing", ("declaration",))),
        (Wanted("declaration", None, False), Said(declared=True), Verdict("met")),
        (Wanted("document", None, False), Said(declared=True), Verdict("missing", ("evidence",))),
        (Wanted("document", None, True), Said(files=1), Verdict("met")),
    ],
)
def test_a_criterion_is_judged_by_its_measure(wanted: Wanted, said: Said | None, expected: Verdict):
    assert judge(wanted, said) == expected


@given(WANTED, SAID)
def test_what_is_met_lacks_nothing_and_what_lacks_nothing_is_answered(wanted: Wanted, said: Said | None):
    verdict = judge(wanted, said)
    assert (verdict.standing == criteria.MET) == (said is not None and not verdict.lacking)
    if verdict.standing == criteria.MET:
        assert unanswered(wanted, said) == ()
    assert (verdict.short_by > 0) == (criteria.BELOW in verdict.lacking)


@given(WANTED, st.integers(0, 100), st.integers(0, 100), st.integers(0, 3))
def test_more_experience_never_turns_met_into_missing(wanted: Wanted, less: int, more: int, files: int):
    low, high = sorted((less, more))
    if judge(wanted, Said(True, low, files)).standing == criteria.MET:
        assert judge(wanted, Said(True, high, files)).standing == criteria.MET


def test_recognition_is_blocked_by_what_is_open_and_by_what_is_not_met():
    results = {"a": "met", "b": "waived", "c": "not_met"}
    assert criteria.blocks_recognition(results, ("a", "b", "c", "d")) == (("d",), ("c",))
    assert criteria.blocks_recognition({"a": "met", "b": "waived"}, ("a", "b")) == ((), ())


@given(st.integers(-3, 3))
def test_a_window_is_half_open(seconds: int):
    step = timedelta(seconds=seconds)
    assert windows.state_at(OPENS_AT, CLOSES_AT, OPENS_AT + step) == ("announced" if seconds < 0 else "open")
    assert windows.state_at(OPENS_AT, CLOSES_AT, CLOSES_AT + step) == ("open" if seconds < 0 else "closed")


def test_a_window_is_judged_by_moments_with_a_time_zone_that_follow_each_other():
    with pytest.raises(ValueError, match="time zone"):
        windows.state_at(OPENS_AT, CLOSES_AT, datetime(2026, 11, 20))
    with pytest.raises(ValueError, match="closes after"):
        windows.state_at(CLOSES_AT, OPENS_AT, NOW)


def test_the_clock_is_that_of_the_three_places():
    assert windows.on_the_clock(datetime(2026, 11, 1)).utcoffset() == timedelta(hours=8)
    assert windows.on_the_clock(datetime(2026, 10, 31, 16, tzinfo=UTC)).hour == 0
    assert f"{windows.last_minute(CLOSES_AT):%Y-%m-%d %H:%M}" == "2026-12-10 23:59"


@pytest.mark.django_db
def test_a_visitor_sees_hong_kongs_six_criteria_and_that_the_others_specified_none():
    guangdong, hong_kong, macao = gap(mediators.scheme(), TODAY)
    assert [place.code for place in (guangdong, hong_kong, macao)] == ["GD", "HK", "MO"]
    assert (guangdong.is_specified, macao.is_specified) == (False, False)
    with translation.override("en"):
        assert (
            gap(mediators.scheme(), TODAY)[0].sentence == "The criteria are not specified by the authority."
        )
        assert [row.satisfied_by for row in gap(mediators.scheme(), TODAY)[1].criteria][2:5] == [
            "At least 5 years", "At least 5 cases", "At least 3 years",
        ]  # fmt: skip
    assert {row.standing for row in hong_kong.criteria} == {"unknown"}
    assert (hong_kong.is_confirmed, hong_kong.window_state) == (False, "none")
    assert hong_kong.rule_version.source_url.startswith("https://")


@pytest.mark.django_db
def test_before_the_local_rules_no_criteria_are_shown():
    assert gap(mediators.scheme(), date(2024, 3, 27))[1].rule_version is None
    assert gap(mediators.scheme(), date(2024, 3, 28))[1].rule_version is not None


@pytest.mark.django_db
def test_a_mediator_sees_what_is_met_missing_and_unknown_from_her_own_answers():
    application = mediators.answered(mediators.drafted(), without="ethics")
    criterion = application.window.rule_version.criteria.get(code="mediations")
    mediators.applications.answer_criterion(
        actor=mediators.acting(application.registrant.person.user), at=NOW, application_id=application.pk,
        criterion_id=criterion.pk, number=2,
    )  # fmt: skip
    with translation.override("en"):
        rows = {
            row.criterion.code: row
            for row in gap(mediators.scheme(), NOW, application.registrant)[1].criteria
        }
    standings = {code: row.standing for code, row in rows.items()}
    assert standings == {
        "constitution": "met", "training": "met", "work_experience": "met", "mediations": "missing",
        "mediator_years": "met", "ethics": "unknown",
    }  # fmt: skip
    assert rows["mediations"].lacking == ("3 short of the 5 required.",)


@pytest.mark.django_db
def test_a_visitor_may_try_with_numbers_of_her_own():
    said = {"work_experience": Said(number=9, files=1)}
    rows = gap(mediators.scheme(), TODAY, answers=said)[1].criteria
    assert [row.standing for row in rows if row.criterion.code == "work_experience"] == ["met"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("on", "state"),
    [
        (OPENS_AT - timedelta(seconds=1), "announced"), (OPENS_AT, "open"), (CLOSES_AT, "closed"),
        (date(2026, 10, 31), "announced"), (date(2026, 11, 1), "open"), (date(2026, 12, 10), "open"),
        (date(2026, 12, 11), "closed"),
    ],
)  # fmt: skip
def test_each_place_says_whether_its_intake_is_to_come_open_or_closed(on, state: str):
    mediators.open_window()
    assert gap(mediators.scheme(), on)[1].window_state == state


@pytest.mark.django_db
def test_the_overview_costs_a_bounded_number_of_queries(django_assert_max_num_queries):
    for place in mediators.PLACES:
        mediators.open_window(place)
    entry, scheme = mediators.answered(mediators.drafted()).registrant, mediators.scheme()
    with django_assert_max_num_queries(8):
        assert [place.is_open for place in gap(scheme, NOW, entry)] == [True, True, True]


@pytest.mark.django_db
def test_a_power_is_off_until_a_rule_is_confirmed_and_that_of_the_place_goes_first():
    scheme, place = mediators.scheme(), mediators.jurisdiction("HK")
    assert enabled("waiver", scheme, place, TODAY) is None
    rule = mediator_acts.enable("waiver")
    assert enabled("waiver", scheme, place, TODAY) == rule
    assert enabled("waiver", scheme, place, date(2025, 12, 31)) is None
    assert enabled("waiver", scheme, mediators.jurisdiction("MO"), TODAY) is None
    assert enabled("waiver", scheme, None, TODAY) is None
