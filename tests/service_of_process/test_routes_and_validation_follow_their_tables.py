"""The tables that a jurist signs: lawful routes, and what the validator finds before a request leaves."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from i18n.folding import fold
from service_of_process.queries import problem_words, route_words
from service_of_process.rules import (
    addresses,
    channels,
    contacts,
    document_lists,
    leg_opening,
    names,
    routes,
    sets,
    validation,
)
from service_of_process.rules.numbers import leg_stem, matter_stem, series_of
from service_of_process.rules.transfers import default_means, needs_upper_court
from tests.support.sources import ROOT

NUMBERS = {"days_to_hearing", "warn_days", "short_days", "answer_days", "sets"}
FLAGS = {"at_home", "whereabouts_unknown", "is_judgment", "to_be_recognised", "evidence", "pilot_open",
         "address_withdrawn", "special_method", "bears_costs", "letter_made", "readable", "translation",
         "translator"}  # fmt: skip
SETS_OF_WORDS = {"tried", "running"}


def table(name: str) -> list[dict[str, str]]:
    with (ROOT / f"tests/tables/{name}.csv").open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def entries(text: str, known: str = "") -> dict[str, Any]:
    """``name=value`` pairs; a value runs to the next name that is followed by an equals sign."""
    found: dict[str, Any] = {}
    last = ""
    for word in text.split(" ") if text else []:
        name, equals, value = word.partition("=")
        if equals and name.isidentifier():
            last, found[name] = name, value
        else:
            found[last] += f" {word}"
    for name, value in found.items():
        if name in NUMBERS:
            found[name] = int(value) if value else None
        elif name in FLAGS:
            found[name] = value == "1"
        elif name in SETS_OF_WORDS:
            found[name] = frozenset(value.split("+"))
    return found


@pytest.mark.parametrize("row", table("service_routes"), ids=lambda row: row["case"])
def test_a_route_is_lawful_as_the_table_says(row: dict[str, str]) -> None:
    situation = routes.Situation(region=row["region"], **entries(row["given"]))
    found = next(route for route in routes.plan(situation) if route.channel == row["route"])
    assert found.is_lawful == (row["lawful"] == "yes")
    if row["base"]:
        assert row["base"] in found.bases
    if row["next"]:
        assert found.next_step == row["next"]
    assert set(row["warns"].split()) <= set(found.warnings)
    assert set(row["asks"].split()) <= set(found.asks)
    if row["lawful"] == "yes" and not row["warns"]:
        assert not set(found.warnings) & {"hearing_past", "hearing_close", "hearing_urgent", "recognition",
                                          "branch_without_authority"}  # fmt: skip


def facts(row: dict[str, str]) -> validation.Facts:
    macao = row["channel"].endswith("macao")
    changed = entries(row["changed"])
    paper = validation.Paper(
        number=1, kind=changed.pop("kind", "claim"), language=changed.pop("language", "zh-hans"),
        has_translation=changed.pop("translation", False), translator_named=changed.pop("translator", False),
        name=changed.pop("on_paper", "何德榮"), address=changed.pop("address_on_paper", ""),
        is_readable=changed.pop("readable", True),
    )  # fmt: skip
    papers = () if changed.pop("papers", "") == "none" else (paper,)
    for name in ("hearing", "evidence_date"):
        if name in changed:
            changed[name] = date.fromisoformat(changed[name]) if changed[name] else None
    if "evidence" in changed:
        changed["evidence"] = frozenset(str(row["changed"]).rpartition("evidence=")[2].split("+"))
    plain = validation.Facts(
        channel=row["channel"], region="MO" if macao else "HK", name="何德榮", nature="买卖合同纠纷", papers=papers,
        other_names=("HO Tak Wing",), former_names=("何德容",), address="香港九龍虛構街8號12樓A室",
        means="platform" if macao else "post", sets=0 if macao else 2, answer_days=30,
        evidence_date=date(2027, 6, 1), today=date(2026, 11, 20), letter_made=True,
    )  # fmt: skip
    return replace(plain, **changed)


@pytest.mark.parametrize("row", table("service_validation"), ids=lambda row: row["case"])
def test_the_validator_finds_what_the_table_says(row: dict[str, str]) -> None:
    found = {problem.code: problem for problem in validation.problems(facts(row), fold=fold)}
    if not row["expected"]:
        assert not found
        return
    problem = found[row["expected"]]
    assert problem.blocks == (row["blocks"] == "yes")
    assert problem.article == row["cited"]


def test_every_finding_and_every_word_of_the_planner_is_spoken() -> None:
    for row in table("service_validation"):
        if row["expected"]:
            assert str(problem_words.PROBLEMS[row["expected"]])
            assert problem_words.article_words(row["cited"])
    everything = [
        routes.Situation(region=region, addressee=kind, branch=branch, business_agent=branch, evidence=evidence,
                         procedure=procedure, to_be_recognised=True, tried=frozenset({"mail"}))
        for region in ("HK", "MO") for kind in ("natural", "entity") for evidence in (True, False)
        for branch in ("no", "authorised", "unauthorised") for procedure in ("ordinary", "summary")
    ]  # fmt: skip
    for situation in everything:
        for route in routes.plan(situation):
            assert route.channel in route_words.ABOUT
            assert route_words.next_step_words(route.next_step) or route.channel == "notice" or route.obstacle
            assert {*route.papers} <= route_words.PAPERS.keys()
            assert {*route.warnings} <= route_words.WARNINGS.keys()
            assert {*route.asks} <= route_words.ASKS.keys()
            assert {route.obstacle} - {""} <= route_words.OBSTACLES.keys()


def test_what_blocks_stands_first() -> None:
    row = {"channel": "entrusted_hk", "changed": "nature= letter_made=0 sets=1 on_paper=何德容"}
    found = validation.problems(facts(row), fold=fold)
    assert [problem.blocks for problem in found] == sorted(
        (problem.blocks for problem in found), reverse=True
    )
    assert {problem.code for problem in validation.blocking(found)} == {"nature_missing", "sets_too_few"}


def test_without_a_day_of_asking_a_hearing_is_neither_close_nor_past() -> None:
    row = {"channel": "entrusted_hk", "changed": "hearing=2026-11-01 warn_days=180"}
    assert not validation.problems(replace(facts(row), today=None), fold=fold)


def test_public_notice_comes_last_and_only_one_region_is_planned() -> None:
    for region in ("HK", "MO"):
        lawful = [
            r for r in routes.plan(routes.Situation(region=region, tried=frozenset({"mail"}))) if r.is_lawful
        ]
        assert lawful[-1].channel == channels.NOTICE
    with pytest.raises(ValueError, match="no arrangement"):
        routes.plan(routes.Situation(region="TW"))


def test_after_a_failure_the_next_untried_route_follows_and_then_the_judge() -> None:
    known = routes.Situation(
        region="HK", address="yes", agent="no", in_mainland="no", wholly_owned="no", electronic="no"
    )
    assert routes.next_route(known, channels.ENTRUSTED_HK) == channels.MAIL
    after_mail = replace(known, tried=frozenset({channels.ENTRUSTED_HK}))
    assert routes.next_route(after_mail, channels.MAIL) == routes.JUDGE_NOTICE
    assert (
        routes.next_route(replace(after_mail, procedure="summary"), channels.MAIL) == routes.JUDGE_PROCEDURE
    )
    assert routes.next_route(replace(known, evidence=True), channels.EVIDENCE_HK) == routes.JUDGE_EVIDENCE


@pytest.mark.parametrize(
    ("channel", "level", "authorised", "upper"),
    [("entrusted_hk", "basic", False, True), ("entrusted_hk", "basic", True, True),
     ("entrusted_macao", "basic", True, False), ("entrusted_macao", "intermediate", False, True),
     ("entrusted_hk", "high", False, False), ("evidence_hk", "supreme", False, False),
     ("evidence_macao", "basic", True, False), ("mail", "basic", False, False)],
)  # fmt: skip
def test_a_letter_goes_through_the_high_peoples_court_unless_the_court_writes_itself(
    channel: str, level: str, authorised: bool, upper: bool
) -> None:
    assert needs_upper_court(channel, level, is_authorised_for_macao=authorised) is upper


def test_three_addressees_need_six_sets_by_post_and_none_on_the_platform() -> None:
    assert (sets.sets_needed(3, "post"), sets.sets_needed(3, "platform")) == (6, 0)
    assert (default_means("entrusted_hk"), default_means("evidence_macao"), default_means("mail")) == (
        "post", "platform", "",
    )  # fmt: skip
    with pytest.raises(ValueError, match="one addressee"):
        sets.sets_needed(0, "post")


def test_numbers_are_made_of_year_court_region_direction_and_sequence() -> None:
    assert matter_stem("QH", 2026, "HK", "O", 42) == "SD-2026-QH-HK-O-00042"
    assert leg_stem("SD-2026-QH-HK-O-00042", 1) == "SD-2026-QH-HK-O-00042-1"
    assert series_of("QH") == "SD-QH"


def test_a_document_of_a_region_without_arrangement_is_not_judged() -> None:
    with pytest.raises(ValueError, match="no arrangement"):
        document_lists.standing_of("claim", "TW")


def test_folding_alone_never_makes_two_names_the_same() -> None:
    assert names.comparison("何德荣", "何德榮", fold=fold) == names.OTHER_SCRIPT
    assert names.comparison("何德荣", "何德榮", ["何德荣"], fold=fold) == names.RECORDED
    assert addresses.same_text("香港九龍，1號", "香港九龙1号", fold)


@pytest.mark.parametrize(
    ("changed", "obstacle"),
    [
        ({"channel": "notice", "basis": "hkmo-service-2009-art9"}, "ordered_by_the_judge"),
        ({"channel": "pilot_lawyer", "basis": "court-practice"}, "ordered_by_the_judge"),
        ({"channel": "inbound_service"}, "not_this_kind"),
        ({"channel": "evidence_hk", "basis": "hk-evidence-2017"}, "not_this_kind"),
        ({"channel": "entrusted_macao", "basis": "macao-arrangement-2020"}, "other_region"),
        ({"runs_already": True}, "runs_already"),
        ({"basis": "hkmo-service-2009-art7"}, "basis_not_of_channel"),
        ({"basis": "supreme-court-direct"}, "only_supreme"),
        ({"channel": "personal", "basis": "cpl-2023-art283-1-7", "address_place": "CN"}, "only_entity"),
        ({"address_place": ""}, "address_wanted"),
        ({"address_place": "CN"}, "region_wanted"),
        ({"address_is_electronic": True}, "postal_wanted"),
        ({"channel": "electronic", "basis": "electronic-consent"}, "no_consent"),
        ({"channel": "electronic", "basis": "electronic-confirmed"}, "electronic_wanted"),
        ({"channel": "electronic", "basis": "electronic-confirmed", "address_is_electronic": True}, None),
        ({"channel": "electronic", "basis": "electronic-consent", "address_is_electronic": True,
          "has_reason": True}, None),
        ({"channel": "personal", "basis": "hkmo-service-2009-art3"}, "mainland_wanted"),
        ({"channel": "personal", "basis": "hkmo-service-2009-art3", "address_place": "CN"}, None),
        ({"channel": "leaving", "basis": "hkmo-service-2009-art11", "address_place": "",
          "has_contact": True}, None),
        ({"channel": "leaving", "basis": "hkmo-service-2009-art11", "address_place": ""}, "address_wanted"),
        ({"channel": "agent", "basis": "hkmo-service-2009-art4"}, "contact_wanted"),
        ({"channel": "agent", "basis": "hkmo-service-2009-art4", "has_contact": True}, None),
        ({"channel": "mail", "basis": "hkmo-service-2009-art7", "address_place": "XX"}, None),
        ({"channel": "evidence_hk", "basis": "hk-evidence-2017", "matter_kind": "evidence"}, None),
        ({}, None),
    ],
)  # fmt: skip
def test_a_leg_opens_only_on_a_lawful_route(changed: dict[str, Any], obstacle: str | None) -> None:
    plain = leg_opening.Opening("entrusted_hk", "hk-arrangement-1999", "HK", address_place="HK")
    assert leg_opening.opening_obstacle(replace(plain, **changed)) == obstacle


@pytest.mark.parametrize(
    ("changed", "obstacle"),
    [
        ({"channel": "agent"}, "no_agent"),
        ({"channel": "agent", "receives": False}, "receipt_excluded"),
        ({"channel": "agent", "receives": True}, None),
        ({"channel": "business_agent"}, "not_authorised"),
        ({"channel": "business_agent", "is_authorised": True}, None),
        ({"channel": "representative_office"}, "not_an_entity"),
        ({"channel": "representative_office", "addressee": "entity"}, None),
        ({"channel": "branch", "addressee": "entity"}, None),
        ({"channel": "wholly_owned"}, None),
        ({"channel": "codefendant_entity", "addressee": "entity"}, "not_natural"),
        ({"channel": "codefendant_entity"}, "not_codefendant"),
        ({"channel": "codefendant_entity", "is_codefendant": True}, None),
        ({"channel": "agreed_mode"}, "no_mode"),
        ({"channel": "agreed_mode", "mode": "WeChat"}, "no_proof"),
        ({"channel": "agreed_mode", "mode": "WeChat", "has_proof": True}, None),
    ],
)
def test_only_whoever_may_receive_receives(changed: dict[str, Any], obstacle: str | None) -> None:
    assert contacts.obstacle(contacts.Contact(**{"addressee": "natural", **changed})) == obstacle


def test_a_branch_without_authority_needs_a_reasoned_base_of_the_procedure_law() -> None:
    branch = contacts.Contact("branch", "entity")
    assert contacts.warning(branch) == "branch_without_authority"
    assert contacts.basis_is_barred(branch, "hkmo-service-2009-art5-2")
    assert contacts.needs_reasoned_basis(branch, "cpl-2023-art283-1-5")
    authorised = replace(branch, is_authorised=True)
    assert contacts.warning(authorised) is None
    assert not contacts.basis_is_barred(authorised, "hkmo-service-2009-art5-2")
