"""The table of drafts that a jurist signs: each situation, and what stands in its way."""

from __future__ import annotations

import csv
from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from django.utils import translation

from i18n import languages
from portal.power_of_attorney.queries.drafting_words import SENTENCES, in_words
from portal.power_of_attorney.rules import drafting as rules
from portal.power_of_attorney.rules.texts import consents, powers, warnings
from tests.support.sources import ROOT

TODAY = date(2026, 11, 21)
COMPLETE = rules.DraftFacts(
    today=TODAY, matter="買賣合約的貨款", opponent="何德榮", stages=("first_instance",), powers=("settle",),
    agents=(rules.AgentFacts(),), consents=frozenset({"online", "recording"}),
    answers={
        "coercion": "free", "capacity": "capable", "family_status": "no", "no_private_recording": "understood",
    },
)  # fmt: skip
KINDS = {field.name: field.type for field in fields(rules.DraftFacts)}


def rows() -> list[dict[str, str]]:
    with (ROOT / "tests/tables/power_drafting.csv").open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def an_agent(text: str) -> rules.AgentFacts:
    kind, email, *rest = text.split()
    return rules.AgentFacts(
        kind=kind, email=email, has_accepted=not rest, has_declined="declined" in rest
    )  # fmt: skip


def value_of(name: str, text: str) -> Any:
    kind = str(KINDS[name])
    if name == "agents":
        return tuple(an_agent(part) for part in text.split(" + ") if part)
    if kind == "bool":
        return text == "yes"
    if "date" in kind:
        return date.fromisoformat(text)
    parts = [part for part in text.split("+") if part]
    if kind == "tuple[bool, ...]":
        return tuple(part == "yes" for part in parts)
    if kind.startswith("tuple"):
        return tuple(parts)
    return frozenset(parts) if kind.startswith("frozenset") else text


def changed(change: str) -> rules.DraftFacts:
    facts = COMPLETE
    for part in filter(None, (piece.strip() for piece in change.split(";"))):
        name, _equals, text = part.partition("=")
        if name in rules.ANSWERS:
            facts = replace(facts, answers={**facts.answers, name: text})
        else:
            facts = replace(facts, **{name: value_of(name, text)})
    return facts


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["situation"])
def test_each_situation_meets_exactly_the_problems_of_the_table(row: dict[str, str]) -> None:
    expected = [part.strip() for part in row["problems"].split("|") if part.strip()]
    assert [f"{found.field}:{found.code}" for found in rules.problems(changed(row["change"]))] == expected


def test_every_code_of_the_table_has_a_sentence_and_every_row_its_basis() -> None:
    codes = {part.strip().partition(":")[2] for row in rows() for part in row["problems"].split("|") if part}
    assert codes - {""} <= set(SENTENCES)
    assert all(row["basis"] for row in rows())


def test_the_table_tries_every_problem_that_the_rules_know() -> None:
    advice = {
        "no_identity_paper", "not_accepted_yet", "papers_missing", "not_a_lawyer", "no_special_power",
        "family_matter",
    }  # fmt: skip
    tried = {part.strip().partition(":")[2] for row in rows() for part in row["problems"].split("|") if part}
    assert set(SENTENCES) - advice == tried - {""}


def test_advice_names_what_the_court_will_ask_for_without_stopping_the_draft() -> None:
    facts = replace(
        COMPLETE, powers=(), has_identity_paper=False, answers={**COMPLETE.answers, "family_status": "yes"},
        agents=(
            rules.AgentFacts(kind="close_relative", missing_papers=("kinship",)),
            rules.AgentFacts(email="b@example.test", has_accepted=False),
        ),
    )  # fmt: skip
    assert rules.problems(facts) == []
    assert [found.code for found in rules.advice(facts)] == [
        "no_identity_paper", "not_accepted_yet", "papers_missing", "not_a_lawyer", "no_special_power", "family_matter",
    ]  # fmt: skip
    assert len(in_words(rules.advice(facts))) == 6


def test_a_complete_draft_of_a_lawyer_meets_no_advice() -> None:
    assert rules.advice(COMPLETE) == []


@pytest.mark.parametrize("language", languages.CODES)
def test_every_text_is_there_in_every_language_with_as_many_clauses(language: str) -> None:
    for name in consents.TEXTS:
        version = consents.version_now(name)
        told = consents.clauses(name, version, language)
        assert len(told) == len(consents.clauses(name, version, "en"))
        assert all(told)
    for subject, possible in rules.ANSWERS.items():
        found = warnings.warning(subject, language)
        assert tuple(found.answers) == possible
        assert found.question and len(found.clauses) == len(warnings.warning(subject, "en").clauses)
    for code in rules.POWERS:
        assert powers.consequence(code, language)


@pytest.mark.parametrize("language", languages.CODES)
def test_the_consents_name_the_offline_way_of_each_place(language: str) -> None:
    told = consents.clauses("offline", consents.version_now("offline"), language)
    places = {"zh-hant": ("香港", "澳門", "內地"), "zh-hans": ("香港", "澳门", "内地"),
              "pt": ("Hong Kong", "Macau", "Interior"), "en": ("Hong Kong", "Macao", "Mainland")}  # fmt: skip
    assert all(place in clause for place, clause in zip(places[language], told, strict=True))


def test_the_chinese_text_prevails_whatever_stands_beside_it() -> None:
    assert rules.prevailing("zh-hant", "pt") == "zh-hant"
    assert rules.prevailing("en", "zh-hans") == "zh-hans"
    assert rules.prevailing("en", "pt") == ""


def test_a_sentence_of_a_problem_names_what_to_do_in_the_active_language() -> None:
    with translation.override("en"):
        assert "tick each power" in in_words([rules.Problem("matter", "full_agency")])[0].sentence
