"""One table says which act of an ascertainment may happen in which state and from which seat; the rest is forbidden."""

from __future__ import annotations

import csv
from functools import cache

import pytest

from foreign_law.rules.ascertainment import lifecycle
from foreign_law.rules.ascertainment.lifecycle import ATTEMPT_TRANSITIONS, REQUEST_TRANSITIONS, F
from foreign_law.rules.ascertainment.seats import ACTS, ROLES_AT, SEATS
from portal.audit.actors import Actor
from portal.audit.labels import acts
from portal.identity.permissions import may
from portal.identity.roles import Role
from tests.support.sources import ROOT

EVERYBODY = [*Role.values, "system"]
TABLES = {"request": REQUEST_TRANSITIONS, "attempt": ATTEMPT_TRANSITIONS}
STATES = {"request": lifecycle.STATES, "attempt": lifecycle.ATTEMPT_STATES}


@cache
def rows() -> tuple[dict[str, str], ...]:
    with (ROOT / "tests/tables/ascertainment_transitions.csv").open(encoding="utf-8", newline="") as table:
        return tuple(csv.DictReader(table))


@pytest.mark.parametrize("record", TABLES)
def test_records_move_exactly_as_the_signed_table_says(record: str) -> None:
    signed = {
        (row["state"] or None, F + row["act"]): row["after"] for row in rows() if row["record"] == record
    }
    assert signed == TABLES[record]
    states = set(STATES[record])
    assert set(signed.values()) | {state for state, _act in signed if state} <= states


def test_every_row_names_its_article_and_its_seats() -> None:
    assert not [row for row in rows() if not row["article"] or not row["seats"]]


@pytest.mark.parametrize("act", sorted({row["act"] for row in rows()}))
def test_each_role_may_do_exactly_what_the_seats_of_the_act_say(act: str) -> None:
    signed = {row["seats"] for row in rows() if row["act"] == act}
    assert signed == {" ".join(sorted(SEATS[F + act]))}
    allowed = frozenset().union(*(ROLES_AT[seat] for seat in signed.pop().split()))
    found = {role for role in EVERYBODY if may(Actor(key="system:test", roles=frozenset({role})), F + act)}
    assert found == allowed


@pytest.mark.parametrize("record", TABLES)
def test_what_the_table_does_not_name_is_forbidden(record: str) -> None:
    after = lifecycle.request_after if record == "request" else lifecycle.attempt_after
    permitted = {(row["state"], row["act"]) for row in rows() if row["record"] == record}
    every = {row["act"] for row in rows() if row["record"] == record}
    for state in STATES[record]:
        for act in every:
            assert (after(state, F + act) is not None) == ((state, act) in permitted), (state, act)


def test_every_act_has_its_words_and_every_act_of_the_tables_its_seats() -> None:
    assert {act for act in ACTS if not any(known == act for known, _label in acts.items())} == set()
    assert {act for table in TABLES.values() for _state, act in table} <= set(SEATS)


# -- what the tables alone already promise


def test_only_the_judge_answers_and_only_she_takes_it_back() -> None:
    for (state, act), after in REQUEST_TRANSITIONS.items():
        enters = after in lifecycle.ANSWERED and state not in lifecycle.ANSWERED
        leaves = state in (*lifecycle.ANSWERED, lifecycle.COSTED) and after in lifecycle.STATES[:9]
        if enters or leaves:
            assert SEATS[act] == (lifecycle.JUDGE,), act
    for (state, act), after in ATTEMPT_TRANSITIONS.items():
        if after == lifecycle.ASSESSED != state:
            assert SEATS[act] == (lifecycle.JUDGE,)


def test_no_route_is_opened_before_findings_were_looked_at() -> None:
    assert lifecycle.request_after(lifecycle.SCOPED, F + "route_opened") is None
    leading = {act for (state, act), after in REQUEST_TRANSITIONS.items()
               if state == lifecycle.SCOPED and after == lifecycle.ROUTING}  # fmt: skip
    assert leading == {F + "findings_shown"}


def test_content_is_answered_only_while_the_parties_are_heard() -> None:
    for act in ("content_confirmed", "content_determined", "finding_adopted"):
        assert {state for state, name in REQUEST_TRANSITIONS if name == F + act} == {lifecycle.POSITIONS}


def test_a_request_is_closed_only_after_the_costs_were_decided() -> None:
    assert {state for state, act in REQUEST_TRANSITIONS if act == F + "request_closed"} == {lifecycle.COSTED}


#: What ascertaining cost before the request was given up is still settled (art. 11); nothing new is quoted.
SETTLED_LATER = {
    F + act for act in ("cost_agreed", "cost_invoiced", "cost_paid", "cost_withdrawn", "costs_allocated")
}


def test_what_is_over_moves_no_more_and_only_the_costs_of_a_withdrawn_request_are_settled() -> None:
    later = {F + "case_judgment_recorded", F + "case_judgment_set_aside"}
    for (state, act), after in REQUEST_TRANSITIONS.items():
        if state in lifecycle.OVER:
            assert after == state
            assert act in (SETTLED_LATER if state == lifecycle.WITHDRAWN else later)
