"""The script as data: the eleven steps, who is asked what, fixed wording in four languages; guards without a database."""

from __future__ import annotations

import re

import pytest

from i18n import languages
from portal.power_of_attorney.rules import script, witnessing
from portal.power_of_attorney.rules.texts import script as texts

SMALL = script.Cast(((1, True),), False, False, frozenset({"settle"}), True)
LARGE = script.Cast(((1, True), (2, False)), True, True, frozenset(script.POWERS), False)
CHINESE = re.compile(r"[\u3400-\u9fff]")


def sheet(cast: script.Cast = SMALL, **facts: object) -> witnessing.Sheet:
    whole = {
        "is_open": True, "version": 1, "digest": "d1", "is_recording": True, "has_legal_basis": True,
        "identified": frozenset(cast.identified), "signed": dict.fromkeys(cast.signers, "d1"),
        "ticks": {
            one.key: witnessing.Tick(min(one.item.kind.passing), 1, True)
            for one in script.questions(cast) if one.step < script.CLOSING
        },
    }  # fmt: skip
    return witnessing.Sheet(cast=cast, **{**whole, **facts})


@pytest.mark.parametrize("cast", [SMALL, LARGE])
def test_every_step_has_questions_save_the_entitys_where_there_is_none(cast: script.Cast) -> None:
    steps = {one.step for one in script.questions(cast)}
    assert steps == set(script.STEPS) - ({5} if not cast.is_entity else set())
    keys = [one.key for one in script.questions(cast)]
    assert len(keys) == len(set(keys)) and max(map(len, keys)) <= 60


def test_each_special_power_is_asked_by_itself_and_only_those_granted() -> None:
    assert [one.key for one in script.questions(SMALL) if script.power_of(one.key)] == ["special.settle"]
    assert sum(bool(script.power_of(one.key)) for one in script.questions(LARGE)) == 9


def test_every_question_has_its_wording_in_four_languages_with_the_same_places() -> None:
    for item in script.ITEMS:
        version = texts.version_now(item.code)
        found = {code: texts.template(item.code, version, code) for code in languages.CODES}
        places = {code: sorted(set(re.findall(r"%\((\w+)\)s", text))) for code, text in found.items()}
        assert len({tuple(one) for one in places.values()}) == 1, (item.code, places)
        assert found["zh-hant"] != found["en"] and not CHINESE.search(found["pt"] + found["en"]), item.code
    known = {item.code for item in script.ITEMS}
    assert {code for edition in texts.EDITIONS.values() for code in edition} == known


def test_a_complete_sheet_may_be_attested_and_each_missing_thing_keeps_it_from_it() -> None:
    for cast in (SMALL, LARGE):
        assert witnessing.obstacles_to_attest(sheet(cast)) == []
        whole = sheet(cast)
        for key in whole.ticks:
            ticks = {one: tick for one, tick in whole.ticks.items() if one != key}
            assert witnessing.obstacles_to_attest(sheet(cast, ticks=ticks)), key
        for who in cast.identified:
            assert witnessing.obstacles_to_attest(sheet(cast, identified=frozenset(cast.identified) - {who}))
            assert witnessing.obstacles_to_attest(sheet(cast, absent=frozenset({who})))
        for who in cast.signers:
            signed = {one: digest for one, digest in whole.signed.items() if one != who}
            assert witnessing.obstacles_to_attest(sheet(cast, signed=signed))
            assert witnessing.obstacles_to_attest(sheet(cast, without_consent=frozenset({who})))


@pytest.mark.parametrize("fact", ["is_open", "is_recording", "has_legal_basis"])
def test_nothing_is_asked_signed_or_attested_without(fact: str) -> None:
    lacking = sheet(**{fact: False})
    assert witnessing.obstacles_to_attest(lacking)
    assert witnessing.obstacles_to_sign(lacking, "party", "d1")
    assert witnessing.obstacles_to_answer(lacking, "opening.court", "done", False)


def test_a_new_text_undoes_reading_powers_pledge_and_signatures_but_not_who_was_asked_before() -> None:
    later = sheet(version=2, digest="d2")
    undone = [step for step in script.STEPS if not witnessing.step_is_done(later, step)]
    assert undone == [8, 9, 10, 11]


def test_step_eleven_comes_after_the_attestation_and_closing_after_step_eleven() -> None:
    before = witnessing.obstacles_to_answer(sheet(), "closing.copy", "done", False)
    assert [one.code for one in before] == ["not_attested"]
    after = sheet(is_open=False, is_attested=True)
    assert witnessing.obstacles_to_answer(after, "closing.copy", "done", False) == []
    assert witnessing.obstacles_to_close(after)
