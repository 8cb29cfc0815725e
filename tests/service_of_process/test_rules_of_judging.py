"""The rules behind the judge's acts, as pure functions: effect, dependent periods, notice, alerts, extension."""

from __future__ import annotations

from datetime import date

import pytest

from service_of_process.rules import alerts, channels, dependent, effect, extension, lifecycle, notice
from service_of_process.rules.notice import LegFacts

MAY_3, MAY_10 = date(2026, 5, 3), date(2026, 5, 10)


def test_the_earliest_confirmed_day_counts_and_nothing_when_none_is() -> None:
    assert effect.earliest({"a": MAY_10, "b": MAY_3}) == "b"
    assert effect.earliest({"a": MAY_3, "b": MAY_3}) == "a"
    assert effect.earliest({}) is None


@pytest.mark.parametrize(
    ("family", "state", "expiry", "today", "day"),
    [
        (channels.POST, lifecycle.POSTED, MAY_10, date(2026, 5, 11), MAY_10),
        (channels.POST, lifecycle.LAPSED, MAY_10, date(2026, 6, 1), MAY_10),
        (channels.POST, lifecycle.POSTED, MAY_10, MAY_10, None),
        (channels.POST, lifecycle.POSTED, None, MAY_10, None),
        (channels.POST, lifecycle.FAILED, MAY_10, date(2026, 6, 1), MAY_3),
        (channels.ENTRUSTED, lifecycle.EXECUTING, MAY_10, MAY_10, MAY_3),
    ],
)
def test_silent_mail_is_deemed_on_its_last_day_everything_else_on_the_day_of_the_fact(
    family: str, state: str, expiry: date | None, today: date, day: date | None
) -> None:
    assert effect.deemed_on(family, state, MAY_3, expiry, today) == day


@pytest.mark.parametrize(
    ("rule", "with_fact", "without"),
    [
        ("hkmo-service-2009-art6", "deemed", "unavailable"),
        ("hkmo-service-2009-art7", "deemed", "not_served"),
        ("hkmo-service-2009-art9", "notice", "notice"),
        ("cpl-2023-art283-notice", "notice", "notice"),
        ("hk-arrangement-1999-art4", None, None),
    ],
)
def test_expiry_proposes_by_its_article(rule: str, with_fact: str | None, without: str | None) -> None:
    assert (effect.on_expiry(rule, True), effect.on_expiry(rule, False)) == (with_fact, without)


@pytest.mark.parametrize(
    ("kinds", "is_judgment", "here", "procedure", "expected"),
    [
        (["claim", "summons"], False, False, "ordinary", ["cpl-2023-art285-answer"]),
        (["claim"], False, True, "ordinary", ["cpl-2023-art128-answer"]),
        (["counterclaim"], False, False, "ordinary", ["cpl-2023-art285-answer"]),
        (["appeal"], False, False, "second_instance", ["cpl-2023-art286-answer"]),
        (["appeal"], False, True, "second_instance", []),
        (["judgment"], False, False, "ordinary", ["cpl-2023-art286-appeal"]),
        (["ruling"], True, False, "summary", ["cpl-2023-art286-appeal"]),
        (["judgment"], True, True, "ordinary", ["cpl-2023-art171-judgment"]),
        (["ruling"], True, True, "ordinary", ["cpl-2023-art171-ruling"]),
        ([], True, True, "ordinary", ["cpl-2023-art171-judgment"]),
        (
            ["judgment", "ruling"],
            True,
            True,
            "ordinary",
            ["cpl-2023-art171-judgment", "cpl-2023-art171-ruling"],
        ),
        (["judgment"], True, False, "second_instance", []),
        (["judgment"], True, False, "small_claims", []),
        (["summons"], False, False, "ordinary", []),
    ],
)
def test_what_runs_from_the_day_of_service(
    kinds: list[str], is_judgment: bool, here: bool, procedure: str, expected: list[str]
) -> None:
    found = dependent.dependent_rules(kinds, is_judgment=is_judgment, in_mainland=here, procedure=procedure)
    assert list(found) == expected


def legs(*states: str) -> list[LegFacts]:
    return [LegFacts(number, channels.POST, state) for number, state in enumerate(states, 1)]


@pytest.mark.parametrize(
    ("states", "codes"),
    [
        (("failed",), []),
        (("failed", "lapsed", "withdrawn"), []),
        (("failed", "posted"), ["still_open"]),
        (("failed", "proved"), ["still_open"]),
        (("failed", "confirmed"), ["succeeded"]),
        (("withdrawn",), ["nothing_tried"]),
        ((), ["nothing_tried"]),
    ],
)
def test_routes_are_exhausted_when_all_chosen_legs_are_over_without_success(
    states: tuple[str, ...], codes: list[str]
) -> None:
    assert [one.code for one in notice.against_exhaustion(legs(*states))] == codes


def test_a_notice_is_no_route_that_is_exhausted() -> None:
    stopped = LegFacts(2, channels.PUBLIC, lifecycle.RUNNING)
    assert notice.against_exhaustion([*legs("failed"), stopped]) == []


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"is_exhausted": False, "is_whereabouts_unknown": True}, []),
        ({"is_exhausted": False}, ["not_exhausted"]),
        ({"procedure": "summary"}, ["summary_procedure"]),
        ({"procedure": "small_claims"}, ["summary_procedure"]),
        ({"states": ("failed", "draft")}, ["still_open"]),
        ({"term": notice.SIXTY_DAYS}, []),
        ({"term": notice.SIXTY_DAYS, "is_judgment": True}, ["judgment_three_months"]),
        ({"is_judgment": True}, []),
    ],
)
def test_what_stands_against_a_public_notice(changes: dict, codes: list[str]) -> None:
    words = {
        "procedure": "ordinary", "is_exhausted": True, "is_whereabouts_unknown": False,
        "term": notice.THREE_MONTHS, "is_judgment": False, "states": ("failed",), **changes,
    }  # fmt: skip
    states = words.pop("states")
    assert [one.code for one in notice.against_notice(legs(*states), **words)] == codes


@pytest.mark.parametrize(
    ("rule", "kind", "is_practice", "days", "alert"),
    [
        ("hk-arrangement-1999-art4", "mandatory", False, 8, ""),
        ("hk-arrangement-1999-art4", "mandatory", False, 7, "due"),
        ("hk-arrangement-1999-art4", "mandatory", False, 0, "due"),
        ("hk-arrangement-1999-art4", "mandatory", False, -1, "overdue"),
        ("hk-evidence-2017-art10", "target", False, -1, "late"),
        ("practice-register", "mandatory", True, -1, "late"),
        ("hkmo-service-2009-art13", "mandatory", False, -1, "escalated"),
        ("cpl-2023-art285-answer", "mandatory", False, -1, ""),
        ("hkmo-service-2009-art6", "deeming", False, -1, ""),
    ],
)
def test_what_a_clock_says(rule: str, kind: str, is_practice: bool, days: int, alert: str) -> None:
    today = date(2026, 5, 10)
    alarm = date.fromordinal(today.toordinal() + days)
    assert alerts.alert_on(today, alarm, rule, kind, is_practice=is_practice) == alert


@pytest.mark.parametrize(
    ("rule", "ends", "found"),
    [
        ("cpl-2023-art285-answer", [MAY_3], "on_application"),
        ("cpl-2023-art171-judgment", [MAY_10, MAY_3], "on_application"),
        ("cpl-2023-art285-answer", [MAY_10], "other_day"),
        ("hk-arrangement-1999-art4", [MAY_3], "not_extendable"),
        ("hkmo-service-2009-art7", [MAY_3], "not_extendable"),
        ("practice-register", [MAY_3], "not_extendable"),
    ],
)
def test_an_outage_opens_an_application_only_where_the_row_says_so(
    rule: str, ends: list[date], found: str
) -> None:
    assert extension.effect_of_outage(rule, ends, date(2026, 5, 2), MAY_3) == found
