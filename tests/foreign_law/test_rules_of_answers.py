"""The guards as pure rules: each blocks, and names what is missing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from foreign_law.rules.ascertainment import findings, outcomes, routes
from foreign_law.rules.ascertainment.outcomes import Fixed, Hearing, Said, Tried

TODAY = date(2026, 11, 20)
PAST, AHEAD = date(2026, 11, 1), date(2026, 12, 1)


def said(
    party: str = "a", stance: str = "agree", *, question: int = 1, fresh: bool = True
) -> tuple[Said, ...]:
    return tuple(Said(party, question, aspect, stance, fresh) for aspect in routes.ASPECTS)


def codes(found: Any) -> list[str]:
    return sorted({one.code for one in found})


TWO = ("a", "b")


@pytest.mark.parametrize(
    ("hearing", "wanted"),
    [
        (Hearing(TWO, (1,), said("a") + said("b")), []),
        (Hearing(TWO, (1,), said("a"), silent=frozenset("b")), []),
        (Hearing(TWO, (1,), said("a")), ["unheard"]),
        (Hearing(TWO, (1,), said("a") + said("b", fresh=False)), ["unheard"]),
        (Hearing(TWO, (1,), said("a") + said("b", "object")), ["objection"]),
        (Hearing(TWO, (1,), said("a") + said("b", "object", fresh=False)), ["objection"]),
        (Hearing(TWO, (1,), said("a")[:2] + said("b")), ["unheard"]),
        (Hearing(TWO, (1, 2), said("a") + said("b")), ["unheard"]),
        (Hearing(TWO, (2,), said("a") + said("b", "object") + said("a", question=2) + said("b", question=2)), []),
        (Hearing(TWO, (1,), (), frozenset(TWO), was_shown=False), ["nothing_shown"]),
        (Hearing(TWO, (1,), said("a") + said("b"), unshown=(3,)), ["not_shown"]),
        (Hearing(TWO, (1,), said("a") + said("b"), interested=(3,)), ["interested"]),
        (Hearing(TWO, (1,), said("a") + said("b"), undecided=(1,)), ["questioning_undecided"]),
        (Hearing(TWO, (1,), said("a"), silent=frozenset("b"), until={"b": TODAY}), ["positions_run"]),
        (Hearing(TWO, (1,), said("a") + said("b"), silent=frozenset("b"), until={"b": TODAY}), []),
    ],
)  # fmt: skip
def test_what_is_undisputed_and_heard_may_be_confirmed(hearing: Hearing, wanted: list[str]) -> None:
    assert codes(outcomes.against_confirming(hearing)) == wanted


@pytest.mark.parametrize(
    ("stance", "supplements", "why", "wanted"),
    [
        ("object", 1, "", []), ("object", 0, "已充分", []), ("object", 0, " ", ["no_supplement"]),
        ("agree", 1, "", ["no_objection"]),
    ],
)  # fmt: skip
def test_what_is_disputed_is_determined_after_a_supplement(
    stance: str, supplements: int, why: str, wanted: list[str]
) -> None:
    hearing = Hearing(("a",), (1,), said("a", stance))
    assert codes(outcomes.against_determining(hearing, supplements=supplements, why_none=why)) == wanted


@pytest.mark.parametrize(
    ("entries", "wanted"),
    [
        ({}, []),
        ({"is_effective": False}, ["finding_not_effective"]),
        ({"is_relied_on": False}, ["finding_not_relied_on"]),
        ({"was_shown_in_court": False}, ["finding_not_shown_in_court"]),
        ({"rebuttals": 1}, ["rebuttals_unanswered"]),
        ({"rebuttals": 1, "on_rebuttals": "不成立"}, []),
    ],
)
def test_a_finding_is_adopted_only_while_it_stands_unrebutted(entries: Any, wanted: list[str]) -> None:
    known = {
        "is_effective": True,
        "is_relied_on": True,
        "was_shown_in_court": True,
        "rebuttals": 0,
        "on_rebuttals": "",
    }
    hearing = Hearing(("a",), (1,), said("a"))
    assert codes(outcomes.against_adopting(hearing, **{**known, **entries})) == wanted


def conflict(*tried: Tried, needed: int = 2) -> list[str]:
    return codes(outcomes.against_holding_unascertainable(
        routes.CONFLICT_RULE, tried, (), on=TODAY, needed=needed, provided_in_time=9
    ))  # fmt: skip


@pytest.mark.parametrize(
    ("tried", "needed", "wanted"),
    [
        ((), 2, ["too_few_routes"]),
        ((Tried(1, 1, "none"), Tried(2, 1, "unclear")), 2, ["only_the_party", "too_few_routes"]),
        ((Tried(1, 1, "none"),), 1, ["only_the_party"]),
        ((Tried(1, 2, "none"),), 0, []),
        ((Tried(1, 6, "none"), Tried(2, 6, "none")), 2, ["too_few_routes"]),
        ((Tried(1, 1, "none"), Tried(2, 6, "insufficient")), 2, []),
        ((Tried(1, 1, "none"), Tried(2, 6, "sufficient")), 2, ["only_the_party", "sufficient", "too_few_routes"]),
        ((Tried(1, 1, "none"), Tried(2, 6, "none"), Tried(3, 3, "", True)), 2, ["still_open"]),
    ],
)  # fmt: skip
def test_guard_1_counts_different_routes_and_never_the_party_alone(
    tried: tuple[Tried, ...], needed: int, wanted: list[str]
) -> None:
    assert conflict(*tried, needed=needed) == wanted


@pytest.mark.parametrize(
    ("periods", "provided", "wanted"),
    [
        ((), 0, ["no_period"]),
        ((Fixed(PAST),), 0, []),
        ((Fixed(TODAY),), 0, ["period_runs"]),
        ((Fixed(AHEAD, is_ended=True),), 0, ["no_period"]),
        ((Fixed(AHEAD, is_ended=True), Fixed(PAST)), 0, []),
        ((Fixed(PAST), Fixed(AHEAD)), 0, ["period_runs"]),
        ((Fixed(PAST, is_extension_pending=True),), 0, ["extension_pending"]),
        ((Fixed(PAST, was_justification_given=True),), 0, ["justification_undecided"]),
        ((Fixed(PAST, was_justification_given=True, justified=True),), 0, ["justified"]),
        ((Fixed(PAST, was_justification_given=True, justified=False),), 0, []),
        ((Fixed(PAST),), 1, ["provided_in_time"]),
    ],
)
def test_guard_2_needs_an_unjustified_failure_in_a_period_that_is_over(
    periods: tuple[Fixed, ...], provided: int, wanted: list[str]
) -> None:
    found = outcomes.against_holding_unascertainable(
        routes.PARTY_CHOICE, (), periods, on=TODAY, needed=2, provided_in_time=provided
    )
    assert codes(found) == wanted


@pytest.mark.parametrize(
    ("entries", "wanted"),
    [
        ({"unseen": 2}, ["findings_unseen"]),
        ({"unseen": 2, "may_look": False}, ["findings_unseen_in_hearing"]),
        ({"standing": (4,)}, ["finding_stands"]),
    ],
)
def test_what_effective_judgments_found_is_passed_over_on_no_basis(entries: Any, wanted: list[str]) -> None:
    for basis, tried, periods in (
        (routes.PARTY_CHOICE, (), (Fixed(PAST),)),
        (routes.CONFLICT_RULE, (Tried(1, 1, "none"), Tried(2, 6, "none")), ()),
    ):
        found = outcomes.against_holding_unascertainable(
            basis, tried, periods, on=TODAY, needed=2, provided_in_time=0, **entries
        )
        assert codes(found) == wanted


@pytest.mark.parametrize(
    ("place", "work", "wanted", "near"),
    [
        ("hk:cap:1:s2", "hk:cap:1", ("hk:cap:1:s2", "hk:cap:1"), "provision"),
        ("HK:cap:1:S2", "hk:cap:1", ("hk:cap:1:s2", "hk:cap:1"), "provision"),
        ("hk:cap:1:s3", "hk:cap:1", ("hk:cap:1:s2", "hk:cap:1"), "work"),
        ("hk:cap:2:s2", "hk:cap:2", ("hk:cap:1:s2", "hk:cap:1"), ""),
        ("", "", ("hk:cap:1:s2", "hk:cap:1"), "law"),
        ("hk:cap:2:s2", "hk:cap:2", None, "law"),
    ],
)
def test_findings_are_near_by_provision_work_or_law(
    place: str, work: str, wanted: tuple[str, str] | None, near: str
) -> None:
    asked = (
        findings.Wanted(*(frozenset({one}) for one in wanted))
        if wanted
        else findings.Wanted(frozenset(), frozenset())
    )
    assert findings.nearness(place, work, asked) == near


@pytest.mark.parametrize(
    ("asked", "found", "known", "same"),
    [
        (None, PAST, None, None), (PAST, PAST, None, True), (PAST, AHEAD, None, None),
        (TODAY, PAST, (PAST, None), True), (TODAY, PAST, (PAST, TODAY), False), (PAST, AHEAD, (TODAY, None), False),
        (PAST, AHEAD, (None, TODAY), True),
    ],
)  # fmt: skip
def test_the_same_text_is_a_matter_of_proved_dates(asked: Any, found: Any, known: Any, same: Any) -> None:
    assert findings.same_text(asked, found, known) is same


@pytest.mark.parametrize(
    ("place", "parted"),
    [
        ("hk:cap:9001:s2", ("hk:cap:9001", "s2")), ("hk:cap:9001", ("hk:cap:9001", "")),
        ("mo:codigo-penal:art1", ("mo:codigo-penal", "art1")), ("mo:codigo-penal", ("mo:codigo-penal", "")),
        ("hk:neutral:hkcfa:2022:20", ("hk:neutral:hkcfa:2022:20", "")),
    ],
)  # fmt: skip
def test_a_place_is_parted_into_work_and_provision(place: str, parted: tuple[str, str]) -> None:
    assert findings.parted(place) == parted
    assert findings.place_of(*parted) == place
