"""The rows, the labels and the sentences are whole in four languages."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

import portal.time_limits as package
from portal.time_limits import RULES, DayTable, Roll, Span, Unit, compute, rule_for
from portal.time_limits.labels import LABELS, citation_of, length_in_words, name_of, read_labels
from portal.time_limits.rows import read_rules
from portal.time_limits.sentences import SENTENCES, as_dict, date_in_words, render, render_all
from portal.time_limits.values import CODES, Dates, Length, Step

FOLDER = Path(package.__file__).parent
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
CHINESE = re.compile(r"[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]")
FIELDS = [
    "rule", "article", "kind", "from", "nominal", "due", "rolled", "roll_basis", "alternative", "provisional",
    "working",
]  # fmt: skip


def test_there_are_thirty_four_rows_and_their_order_is_the_files() -> None:
    assert len(RULES) == 34
    assert next(iter(RULES)) == "hk-arrangement-1999-art4"


def test_every_sentence_keeps_its_placeholders_in_every_language() -> None:
    for message, text in SENTENCES.items():
        wanted = set(PLACEHOLDER.findall(text.en))
        for code, wording in text.as_dict().items():
            assert set(PLACEHOLDER.findall(wording)) == wanted, (message, code)


def test_portuguese_and_english_carry_no_chinese() -> None:
    for key, text in {**LABELS, **SENTENCES}.items():
        assert not CHINESE.search(text.pt + text.en), key


def test_no_label_is_left_unused() -> None:
    used = set()
    for rule in RULES.values():
        used |= {
            f"rule.{rule.id}", f"instrument.{rule.instrument}", f"trigger.{rule.trigger}",
            f"expiry.{rule.expiry}", f"extension.{rule.extension}", f"exclusion.{rule.exclusion}",
            f"kind.{rule.kind.value}", f"note.{rule.note}",
        }  # fmt: skip
    assert set(LABELS) <= used


def test_the_answer_has_exactly_the_promised_fields(mainland: DayTable) -> None:
    answer = as_dict(compute(rule_for("hkmo-service-2009-art6"), date(2025, 11, 30), calendar=mainland))
    assert list(answer) == FIELDS
    assert answer["article"].endswith("art. 6, para. 2")  # type: ignore[attr-defined]
    for step in answer["working"]:  # type: ignore[attr-defined]
        assert list(step) == list(CODES)
        assert all(step.values())


def test_a_period_in_working_days_has_no_roll_basis(mainland: DayTable) -> None:
    answer = as_dict(compute(rule_for("hkmo-service-2009-art13"), date(2026, 2, 12), calendar=mainland))
    assert (answer["roll_basis"], answer["rolled"], answer["alternative"]) == (None, False, None)


def test_every_step_of_every_rule_renders_without_a_gap(mainland: DayTable) -> None:
    said = set()
    for rule in RULES.values():
        for start in (date(2025, 11, 14), date(2025, 12, 31), date(2026, 8, 1), date(2026, 12, 18)):
            for step in compute(rule, start, calendar=mainland).working:
                said.add(step.message)
                assert all("%(" not in wording for wording in render_all(step).values())
    assert {"months", "months_last_day", "days", "working_days", "make_up_counted", "provisional"} <= said
    assert {"working_day_stays", "working_days_stay", "roll_law", "roll_none", "roll_inferred"} <= said


def test_the_judge_is_told_that_an_inferred_date_is_inferred(mainland: DayTable) -> None:
    result = compute(rule_for("hkmo-service-2009-art7"), date(2026, 1, 5), calendar=mainland)
    sentence = next(render(step, "en") for step in result.working if step.message == "roll_inferred")
    assert "the judge decides" in sentence


def test_only_deeming_rows_are_inferred_and_only_working_days_lack_a_roll() -> None:
    for rule in RULES.values():
        assert (rule.roll is Roll.INFERRED) == (rule.kind.value == "deeming")
        assert (rule.roll is None) == (rule.unit is Unit.WORKING_DAYS)


def test_an_extension_and_excluded_days_name_their_ground(mainland: DayTable) -> None:
    result = compute(
        rule_for("online-mediation-2021-art24-prefiling"), date(2026, 3, 1), calendar=mainland,
        extended_to=date(2026, 5, 8), exclude=[Span(date(2026, 3, 10), date(2026, 3, 19))],
    )  # fmt: skip
    said = " ".join(render(step, "en") for step in result.working)
    assert "By agreement of all parties" in said
    assert "Time for appraisal does not count" in said


def test_numbers_and_dates_are_said_as_each_language_says_them() -> None:
    assert length_in_words(Length(1, Unit.MONTHS)).pt == "1 mês"
    assert length_in_words(Length(2, Unit.WORKING_DAYS)).en == "2 working days"
    assert date_in_words(date(2026, 2, 28)).zh_hant == "2026年2月28日（星期六）"
    assert date_in_words(date(2026, 3, 3)).pt == "3 de Março de 2026 (terça-feira)"
    two = Step("excluded_result", {"on": Dates((date(2026, 1, 1), date(2026, 1, 2)))})
    assert "、" in render(two, "zh-hans")
    assert "; " in render(two, "en")


def test_no_two_rules_share_a_name() -> None:
    for code in CODES:
        assert len({name_of(rule).in_language(code) for rule in RULES.values()}) == len(RULES)


def test_a_citation_without_paragraph_ends_with_the_article() -> None:
    assert citation_of(rule_for("cpl-2023-art285-answer")).zh_hans.endswith("第285条")


@pytest.mark.parametrize(
    "line",
    [
        "key,zh-hant,zh-hans,pt,en\na,一,一,um,\n",
        "key,zh-hant,zh-hans,pt,en\na,一,一,um,one\na,一,一,um,one\n",
    ],
)
def test_an_incomplete_or_double_label_stops_the_reading(tmp_path: Path, line: str) -> None:
    table = tmp_path / "labels.csv"
    table.write_text(line, encoding="utf-8")
    with pytest.raises(ValueError, match="twice or is incomplete"):
        read_labels(table)


@pytest.mark.parametrize(
    ("was", "now", "fault"),
    [
        (",requested-side-receives,", ",nobody-knows,", "no label"),
        (",7,working_days,mandatory,,", ",7,working_days,mandatory,law,", "working days"),
        (",2,months,", ",0,months,", "at least 1"),
        ("macao-arrangement-2020-art6-service,", "hk-arrangement-1999-art4,", "stands twice"),
    ],
)
def test_a_row_that_contradicts_itself_stops_the_reading(
    tmp_path: Path, was: str, now: str, fault: str
) -> None:
    table = tmp_path / "rules.csv"
    whole = (FOLDER / "rules.csv").read_text(encoding="utf-8")
    assert was in whole
    table.write_text(whole.replace(was, now, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=fault):
        read_rules(table)


def test_a_row_may_end(tmp_path: Path) -> None:
    table = tmp_path / "rules.csv"
    whole = (FOLDER / "rules.csv").read_text(encoding="utf-8")
    table.write_text(whole.replace("1999-03-30,,", "1999-03-30,2030-01-01,", 1), encoding="utf-8")
    assert read_rules(table)["hk-arrangement-1999-art4"].in_force_to == date(2030, 1, 1)
