"""The tables of the outcome: transitions by role, the checklist, competence, alarms, the other ways."""

from __future__ import annotations

import csv
from datetime import date, datetime
from pathlib import Path

import pytest

from mediation_registry.rules import confirmation, settlement
from mediation_registry.rules.confirmation_checks import Facts, checks, may_be_filed
from mediation_registry.rules.permissions.settlements import ACTS

TABLES = Path(__file__).parents[1] / "tables"
ROLES = ("party", "lawyer", "mediator", "assistance_desk", "clerk", "judge", "system")
M = "mediation_registry."
AFTER = {
    "settlement": (settlement.after, settlement.TRANSITIONS, (None, *settlement.STATES)),
    "judgment": (
        settlement.judgment_after,
        settlement.JUDGMENT_TRANSITIONS,
        (None, *settlement.JUDGMENT_STATES),
    ),
    "confirmation": (confirmation.after, confirmation.TRANSITIONS, (None, *confirmation.STATES)),
}


def rows(name: str) -> list[dict[str, str]]:
    with (TABLES / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


TRANSITIONS = rows("confirmation_transitions.csv")


@pytest.mark.parametrize("row", TRANSITIONS, ids=lambda row: f"{row['record']}-{row['from']}-{row['act']}")
def test_each_step_leads_where_the_signed_table_says_for_the_roles_it_names(row: dict[str, str]):
    after, _table, _states = AFTER[row["record"]]
    assert after(row["from"] or None, M + row["act"]) == row["to"]
    assert {role for role in ROLES if row[role] == "yes"} == ACTS[M + row["act"]] & set(ROLES)
    assert row["source"]


@pytest.mark.parametrize("record", sorted(AFTER))
def test_what_the_signed_table_does_not_name_may_not_happen(record: str):
    after, table, states = AFTER[record]
    signed = {(row["from"] or None, M + row["act"]) for row in TRANSITIONS if row["record"] == record}
    assert signed == set(table)
    acts = {act for _state, act in table}
    for state in states:
        for act in acts:
            assert (after(state, act) is not None) == ((state, act) in signed)


@pytest.mark.parametrize("record", sorted(AFTER))
def test_no_step_leads_out_of_an_ended_record(record: str):
    _after, table, _states = AFTER[record]
    ended = {"settlement": ("withdrawn", "refused"), "judgment": ("effective", "not_made", "action_withdrawn"),
             "confirmation": ("withdrawn", "treated_as_withdrawn", "lapsed", "set_aside")}[record]  # fmt: skip
    assert not [key for key in table if key[0] in ended]


@pytest.mark.parametrize(
    "row", rows("confirmation_checks.csv"), ids=lambda row: f"{row['fact']}-{row['value']}"
)
def test_the_checklist_says_what_the_signed_table_says(row: dict[str, str]):
    words = {"yes": True, "no": False}
    facts = Facts(**{row["fact"]: words.get(row["value"], row["value"])}) if row["fact"] else Facts()
    lines = checks(facts)
    line = next(entry for entry in lines if entry.code == row["code"])
    assert (line.verdict, line.article, line.stops) == (row["verdict"], row["article"], row["stops"] == "yes")
    assert may_be_filed(lines) == (row["stops"] == "no")


def test_a_mediator_of_a_roster_without_organisation_is_warned_and_the_court_decides():
    line = next(
        entry
        for entry in checks(Facts(organisation="none", on_court_roster=True))
        if entry.code == "roster_mediator"
    )
    assert (line.verdict, line.stops) == ("warning", False)


def test_the_inviting_court_is_alone_competent():
    found = confirmation.competent_courts(referred=True, inviting="A", seats=("B",))
    assert [(row.ground, row.court) for row in found] == [("inviting", "A")]


def test_without_invitation_every_seat_the_domicile_and_the_object_are_open():
    found = confirmation.competent_courts(referred=False, inviting=None, seats=("B", "C"))
    assert [(row.ground, row.court) for row in found] == [
        ("seat", "B"), ("seat", "C"), ("domicile", None), ("object", None)]  # fmt: skip


@pytest.mark.parametrize(("day", "alarm"), [("2026-01-20", None), ("2026-01-21", 20), ("2026-01-25", 20),
                                             ("2026-01-26", 25), ("2026-01-29", 25), ("2026-01-30", 29),
                                             ("2026-02-03", 29)])  # fmt: skip
def test_alarms_run_on_the_nominal_days_even_at_weekends(day: str, alarm: int | None):
    assert confirmation.alarm_on(date(2026, 1, 1), date.fromisoformat(day)) == alarm


def test_the_last_day_still_counts():
    assert confirmation.is_in_time(date(2026, 1, 31), date(2026, 1, 31))
    assert not confirmation.is_in_time(date(2026, 2, 1), date(2026, 1, 31))


def test_three_days_to_accept_move_over_a_weekend():
    def weekend(on: date) -> bool:
        return on.isoweekday() > 5

    assert confirmation.accept_by(date(2026, 11, 18), weekend) == date(2026, 11, 23)
    assert confirmation.accept_by(date(2026, 11, 16), weekend) == date(2026, 11, 19)


def test_the_other_ways_depend_on_what_is_to_be_performed():
    def codes(**facts: bool) -> list[str]:
        return [way.code for way in confirmation.other_ways(**facts)]

    assert codes(has_performance=False, is_money=False) == ["suit"]
    assert codes(has_performance=True, is_money=False) == ["notary", "suit", "preservation"]
    assert codes(has_performance=True, is_money=True) == ["payment_order", "notary", "suit", "preservation"]
    assert codes(has_performance=False, is_money=False, was_dismissed=True) == ["suit", "anew"]


def test_a_settlement_is_in_force_only_when_every_party_signed():
    first, second = datetime(2026, 1, 1, 9), datetime(2026, 1, 3, 9)
    assert settlement.effective_at(["a", "b"], {"a": first}) is None
    assert settlement.effective_at([], {}) is None
    assert settlement.effective_at(["a", "b"], {"a": second, "b": first}) == second
