"""What a material must bring before it is shown in court, and how parties count as heard (pure rules, guards 3 and 4)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from foreign_law.rules.ascertainment import exhibiting, positions
from foreign_law.rules.ascertainment import materials as rules
from foreign_law.rules.ascertainment.materials import (
    CitedFacts,
    MaterialFacts,
    Missing,
    ProviderFacts,
    TextFacts,
)

CHINESE = TextFacts("zh-hant")
ENGLISH = TextFacts("en")
LAW = CitedFacts(1, "legislation", (CHINESE, ENGLISH))
WHOLE = MaterialFacts(
    "opinion", "zh-hans", has_file=True, how_obtained="a", validity="b", relevance="c", cited=(LAW,)
)
INSTITUTION = ProviderFacts(True, frozenset({"qualification"}), has_statement=True)
EXPERT = ProviderFacts(False, frozenset({"identity", "record"}), has_statement=True)


@pytest.mark.parametrize("material", [
    WHOLE,
    replace(WHOLE, provider=INSTITUTION),
    replace(WHOLE, provider=EXPERT),
    replace(WHOLE, kind="party", has_file=False),
    replace(WHOLE, language="en", has_translation=True, has_translator=True),
    replace(WHOLE, cited=(CitedFacts(1, "case_law", (), True, "zh-hant"),)),
    replace(WHOLE, cited=(CitedFacts(1, "case_law", (), True, "en", True),)),
    replace(WHOLE, cited=(replace(LAW, texts=(ENGLISH, TextFacts("zh-hans", True, True))),)),
    MaterialFacts("finding", "zh-hans", finding_is_effective=True),
])  # fmt: skip
def test_a_material_with_everything_lacks_nothing(material: MaterialFacts) -> None:
    assert rules.missing(material) == ()


@pytest.mark.parametrize(("material", "part", "cited"), [
    (replace(WHOLE, how_obtained=" "), "how_obtained", 0),
    (replace(WHOLE, validity=""), "validity", 0),
    (replace(WHOLE, relevance=""), "relevance", 0),
    (replace(WHOLE, cited=()), "provisions", 0),
    (replace(WHOLE, has_file=False), "file", 0),
    (replace(WHOLE, language="en"), "chinese_file", 0),
    (replace(WHOLE, language="pt", has_translation=True), "translator", 0),
    (replace(WHOLE, cited=(replace(LAW, texts=()),)), "text", 1),
    (replace(WHOLE, cited=(LAW, CitedFacts(2, "treaty", (ENGLISH,)))), "chinese_text", 2),
    (replace(WHOLE, cited=(replace(LAW, texts=(ENGLISH, TextFacts("zh-hans", True, False))),)), "translator", 1),
    (replace(WHOLE, cited=(CitedFacts(3, "case_law", (CHINESE,)),)), "full_text", 3),
    (replace(WHOLE, cited=(CitedFacts(3, "case_law", (CHINESE,), True, "en"),)), "chinese_judgment", 3),
    (replace(WHOLE, provider=replace(INSTITUTION, proofs=frozenset())), "qualification", 0),
    (replace(WHOLE, provider=replace(EXPERT, proofs=frozenset({"record"}))), "identity", 0),
    (replace(WHOLE, provider=replace(EXPERT, proofs=frozenset({"identity"}))), "record", 0),
    (replace(WHOLE, provider=replace(EXPERT, has_statement=False)), "statement", 0),
    (replace(WHOLE, provider=replace(EXPERT, is_named=False)), "author", 0),
    (replace(WHOLE, kind="party", has_file=False, provider=EXPERT), "file", 0),  # commissioned by the party
    (MaterialFacts("finding", "zh-hans"), "not_effective", 0),
])  # fmt: skip
def test_the_one_missing_part_is_named_and_blocks_showing_in_court(
    material: MaterialFacts, part: str, cited: int
) -> None:
    parts = rules.missing(material)
    assert parts == (Missing(part, cited),)
    assert part in rules.PARTS
    blocked = exhibiting.against_exhibiting([exhibiting.Shown(4, "incomplete", parts)])
    assert blocked == (exhibiting.Obstacle(4, "parts_missing", parts),)


def test_an_empty_material_names_every_part_at_once() -> None:
    parts = [one.part for one in rules.missing(MaterialFacts("opinion", "en", provider=ProviderFacts(False)))]
    assert parts == [
        "how_obtained", "validity", "relevance", "file", "provisions", "identity", "record", "statement",
    ]  # fmt: skip


def test_nothing_is_shown_where_nothing_was_chosen_or_the_material_is_gone() -> None:
    assert exhibiting.against_exhibiting([]) == (exhibiting.Obstacle(0, "nothing"),)
    for state in ("withdrawn", "left_out"):
        assert exhibiting.against_exhibiting([exhibiting.Shown(1, state)]) == (
            exhibiting.Obstacle(1, "no_longer"),
        )
    assert exhibiting.against_exhibiting([exhibiting.Shown(1, "complete")]) == ()


@pytest.mark.parametrize(("who", "opens"), [
    ({"submitted_it": True}, True),
    ({"is_staff": True}, True),
    ({"is_side": True}, False),
    ({"is_side": True, "was_shown": True}, True),
    ({"is_side": True, "is_finding": True}, True),
    ({"was_shown": True, "is_finding": True}, False),  # another institution or expert
])  # fmt: skip
def test_the_other_side_reads_a_material_only_once_it_was_shown(who: dict[str, bool], opens: bool) -> None:
    nobody = dict.fromkeys(("submitted_it", "is_staff", "is_side", "was_shown", "is_finding"), False)
    assert exhibiting.is_open_to(**{**nobody, **who}) is opens


@pytest.mark.parametrize(("aspect", "stance", "reasons", "refusal"), [
    ("content", "agree", "", ""),
    ("meaning", "object", "why", ""),
    ("application", "object", " ", "no_reasons"),
    ("application", "", "why", "unknown_stance"),
    ("style", "agree", "", "unknown_aspect"),
])  # fmt: skip
def test_an_objection_gives_reasons(aspect: str, stance: str, reasons: str, refusal: str) -> None:
    assert positions.against_position(aspect, stance, reasons) == refusal


def test_silence_alone_is_no_consent_and_one_objection_is_a_dispute() -> None:
    points = positions.points_of([1], ["a", "b"])
    assert len(points) == 6
    agreed = {(1, side, aspect): "agree" for side in "ab" for aspect in ("content", "meaning", "application")}
    assert positions.is_undisputed(points, agreed) and not positions.open_points(points, agreed)
    assert not positions.is_undisputed(points, {})
    disputed = {**agreed, (1, "b", "meaning"): "object"}
    assert not positions.is_undisputed(points, disputed)
    assert positions.objections(points, disputed) == ((1, "b", "meaning"),)


def test_a_party_is_heard_by_a_position_or_a_recorded_opportunity() -> None:
    assert positions.unheard(["a", "b", "c"], ["a"], ["b"]) == ("c",)
    assert positions.unheard(["a"], [], ["a"]) == ()
