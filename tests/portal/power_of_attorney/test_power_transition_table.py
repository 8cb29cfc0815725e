"""One table says who may do what in which state of a power; here every cell is tried by every member of the cast."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from portal.audit.actors import Actor, system_actor
from portal.audit.models import Event
from portal.identity.permissions import PermissionRefused
from portal.power_of_attorney.models import PowerOfAttorney
from portal.power_of_attorney.rules import lifecycle
from portal.power_of_attorney.rules.permissions import ACTS
from tests.factories import people, power_acts
from tests.factories import powers as made

pytestmark = pytest.mark.django_db

TABLE = Path(__file__).parents[2] / "tables" / "power_transitions.csv"
ROWS = list(csv.DictReader(TABLE.open(encoding="utf-8", newline=""))) if TABLE.exists() else []
CAST: dict[str, Callable[[], Any]] = {**people.CAST, "interpreter": made.interpreter}
#: In the table of permissions, and not moves of a power: slots, tests of devices, documents, retention.
BESIDE = frozenset(ACTS) - {act for _state, act in lifecycle.TRANSITIONS}


class Undo(Exception):
    """Takes a tried act back."""


def tried(act: str, power: PowerOfAttorney, actor: Actor) -> str:
    """The state after the act, or the empty string when it is refused; the act is taken back."""
    try:
        with transaction.atomic():
            events = Event.objects.count()
            power_acts.CALLS[act][1](power, actor)
            assert Event.objects.count() > events
            raise Undo(PowerOfAttorney.objects.get(pk=power.pk).state)
    except (PermissionRefused, ValidationError):
        return ""
    except Undo as undone:
        return str(undone)


def observed(state: str) -> list[dict[str, str]]:
    """What really happens in this state: one row for each act, with everybody who may do it."""
    actors = {name: people.actor(user(), made.NOW) for name, user in CAST.items()}
    actors["system"] = system_actor("beat")
    power = made.a_power(state)
    return [observed_of(act, state, power, actors) for act in power_acts.CALLS]


def observed_of(act: str, state: str, power: PowerOfAttorney, actors: dict[str, Actor]) -> dict[str, str]:
    with transaction.atomic():
        before = transaction.savepoint()
        power_acts.CALLS[act][0](power)
        events = Event.objects.count()
        found = {name: tried(act, power, actor) for name, actor in actors.items()}
        assert Event.objects.count() == events
        transaction.savepoint_rollback(before)
    permitted = " ".join(name for name, after in found.items() if after)
    after = " ".join(sorted({after for after in found.values() if after}))
    return {"state": state, "act": act, "permitted": permitted, "after": after}


@pytest.mark.parametrize("state", lifecycle.STATES)
def test_every_cell_of_the_table_holds_for_the_real_acts(state: str) -> None:
    wanted = [row for row in ROWS if row["state"] == state]
    assert observed(state) == [
        {name: row[name] for name in ("state", "act", "permitted", "after")} for row in wanted
    ]


def test_the_table_names_each_act_in_each_state_once() -> None:
    cells = [(row["state"], row["act"]) for row in ROWS]
    assert len(cells) == len(set(cells)) == len(lifecycle.STATES) * len(power_acts.CALLS)


def test_the_rules_and_the_table_agree_on_where_an_act_may_happen() -> None:
    for row in ROWS:
        after = lifecycle.after(row["state"], lifecycle.P + row["act"])
        assert not row["permitted"] or row["after"] == after
        assert not row["permitted"] or row["article"]


def test_every_act_of_the_transitions_is_tried() -> None:
    moves = {act.removeprefix(lifecycle.P) for state, act in lifecycle.TRANSITIONS if state is not None}
    assert moves == set(power_acts.CALLS)


def test_nobody_without_a_seat_may_do_anything() -> None:
    seated = {"principal", "lawyer", "judge_a", "clerk_a", "interpreter", "system"}
    assert {name for row in ROWS for name in row["permitted"].split()} <= seated
