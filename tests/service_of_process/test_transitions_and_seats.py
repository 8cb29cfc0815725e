"""One table says which act may happen in which state and from which seat; everything else is forbidden."""

from __future__ import annotations

import ast
import csv
from collections.abc import Iterator
from functools import cache

import pytest

from portal.audit.actors import Actor
from portal.audit.labels import acts
from portal.identity.permissions import may
from portal.identity.roles import Role
from service_of_process.rules import channels, lifecycle, seats
from service_of_process.rules.lifecycle import LEG_OVER, LEG_TRANSITIONS, MATTER_TRANSITIONS, S
from service_of_process.rules.seats import ROLES_AT, SEATS
from tests.support.sources import ROOT

EVERYBODY = [*Role.values, "system"]
FAMILIES = sorted(set(channels.FAMILY.values()))


@cache
def rows() -> tuple[dict[str, str], ...]:
    with (ROOT / "tests/tables/service_transitions.csv").open(encoding="utf-8", newline="") as table:
        return tuple(csv.DictReader(table))


def of(record: str) -> Iterator[dict[str, str]]:
    return (row for row in rows() if row["record"] == record)


def test_matters_move_exactly_as_the_signed_table_says() -> None:
    signed = {(row["state"] or None, S + row["act"]): row["after"] for row in of("matter")}
    assert signed == MATTER_TRANSITIONS


def test_legs_move_exactly_as_the_signed_table_says() -> None:
    signed = {(row["family"], row["state"] or None, S + row["act"]): row["after"] for row in of("leg")}
    assert signed == LEG_TRANSITIONS


def test_every_row_names_its_article_and_its_seats() -> None:
    assert not [row for row in rows() if not row["article"] or not row["seats"]]


@pytest.mark.parametrize("act", sorted({row["act"] for row in rows()}))
def test_each_role_may_do_exactly_what_the_seats_of_the_act_say(act: str) -> None:
    signed = {row["seats"] for row in rows() if row["act"] == act}
    assert signed == {" ".join(sorted(SEATS[S + act]))}
    allowed = frozenset().union(*(ROLES_AT[seat] for seat in signed.pop().split()))
    found = {role for role in EVERYBODY if may(Actor(key="system:test", roles=frozenset({role})), S + act)}
    assert found == allowed


@pytest.mark.parametrize("state", lifecycle.MATTER_STATES)
def test_what_the_table_of_matters_does_not_name_is_forbidden(state: str) -> None:
    permitted = {row["act"] for row in of("matter") if row["state"] == state}
    every = {row["act"] for row in of("matter")}
    for act in sorted(every):
        assert (lifecycle.matter_after(state, S + act) is not None) == (act in permitted)


@pytest.mark.parametrize("family", FAMILIES)
def test_what_the_table_of_legs_does_not_name_is_forbidden(family: str) -> None:
    permitted = {(row["state"], row["act"]) for row in of("leg") if row["family"] == family}
    every = {row["act"] for row in of("leg")}
    for state in lifecycle.LEG_STATES:
        for act in sorted(every):
            assert (lifecycle.leg_after(family, state, S + act) is not None) == ((state, act) in permitted)


def test_every_act_of_this_module_has_its_words_and_its_seats() -> None:
    named = {act for act in acts if act.startswith(S)}
    assert named == set(SEATS)


def test_no_row_of_the_seats_hides_another() -> None:
    """Two rows with the same seats in the same order would be one key, and the first row's acts would be lost."""
    tree = ast.parse((ROOT / "service_of_process/rules/seats.py").read_text("utf-8"))
    table = next(
        node.value for node in ast.walk(tree) if isinstance(node, ast.AnnAssign) and _names(node, "_TABLE")
    )
    assert isinstance(table, ast.Dict)
    keys = [eval(compile(ast.Expression(key), "seats", "eval"), vars(seats)) for key in table.keys if key]
    assert len(keys) == len(set(keys))


def _names(node: ast.AnnAssign, name: str) -> bool:
    return isinstance(node.target, ast.Name) and node.target.id == name


# -- what the tables alone already promise


def test_only_the_judge_leads_to_a_state_with_a_date() -> None:
    for (state, act), after in MATTER_TRANSITIONS.items():
        if after in lifecycle.WITH_DATE and state not in lifecycle.WITH_DATE:
            assert SEATS[act] == (lifecycle.JUDGE,)


def test_only_the_judge_confirms_or_unseats_a_leg() -> None:
    for (_family, state, act), after in LEG_TRANSITIONS.items():
        if (after == lifecycle.CONFIRMED) != (state == lifecycle.CONFIRMED):
            assert SEATS[act] == (lifecycle.JUDGE,)


def test_lapse_never_leads_to_proof_or_service_without_the_judge() -> None:
    for (_family, state, act), after in LEG_TRANSITIONS.items():
        if state == lifecycle.LAPSED and after not in (lifecycle.LAPSED, lifecycle.LATE_RESULT):
            assert after == lifecycle.CONFIRMED
            assert act == S + "deemed_service_confirmed"
    assert {after for (_f, _s, act), after in LEG_TRANSITIONS.items()
            if act in (S + "channel_unavailable_confirmed", S + "not_served_confirmed")} == {lifecycle.LAPSED}  # fmt: skip


def test_a_leg_that_is_over_never_runs_again() -> None:
    """So that a notice, which begins only when every leg is over, never finds one running beside it."""
    settled = LEG_OVER | {lifecycle.LATE_RESULT, lifecycle.PROVED}
    for (_family, state, act), after in LEG_TRANSITIONS.items():
        if state in LEG_OVER:
            assert after in settled, (state, act, after)


def test_no_leg_begins_while_a_notice_runs_or_after_service() -> None:
    beginning = {act for (_family, state, act) in LEG_TRANSITIONS if state is None}
    for state in (lifecycle.NOTICE_RUNNING, *lifecycle.WITH_DATE, lifecycle.CHALLENGED, *lifecycle.OVER):
        assert not [act for act in beginning if lifecycle.matter_after(state, act) is not None], state


def test_inbound_requests_know_no_notice() -> None:
    inbound = {act for (family, _state, act) in LEG_TRANSITIONS if family == channels.INBOUND}
    assert not [act for act in inbound if "notice" in act]
