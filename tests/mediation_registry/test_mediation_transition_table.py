"""One table says who may do what in which state of a mediation; here every cell of it calls the real act."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from mediation_registry.models import Mediation
from mediation_registry.rules import mediation as rules
from mediation_registry.rules.permissions.mediations import ACTS
from portal.audit.actors import Actor
from portal.audit.models import Event
from portal.identity.permissions import PermissionRefused
from tests.factories import mediation_acts, people
from tests.factories import mediations as made

pytestmark = pytest.mark.django_db

TABLE = Path(__file__).parents[1] / "tables" / "mediation_transitions.csv"
ROWS = list(csv.DictReader(TABLE.open(encoding="utf-8", newline="")))
CAST: dict[str, Callable[[], Any]] = {
    "applicant": people.principal, "respondent": people.opponent, "mediator": made.mediator_user,
    "another_mediator": lambda: made.mediator_user(2), "clerk": people.clerk_a, "judge": people.judge_a,
    "clerk_elsewhere": people.clerk_b, "stranger": people.stranger, "operator": people.operator,
    "auditor": people.auditor,
}  # fmt: skip


class Undo(Exception):
    """Takes a tried act back."""


def tried(act: str, mediation: Mediation, actor: Actor) -> str:
    """The state after the act, or the empty string when it is refused; the act is taken back."""
    events = Event.objects.count()
    try:
        with transaction.atomic():
            mediation_acts.CALLS[act][1](mediation, actor)
            after = Mediation.objects.get(pk=mediation.pk).state
            assert Event.objects.count() > events
            raise Undo(after)
    except (PermissionRefused, ValidationError):
        assert Event.objects.count() == events
        return ""
    except Undo as undone:
        return str(undone)


def observed(state: str) -> list[dict[str, str]]:
    """What really happens in this state: one row for each act, with everybody who may do it."""
    mediation = made.in_state(state, "pre_filing")
    actors = {name: made.actor(user()) for name, user in CAST.items()}
    return [observed_of(act, state, mediation, actors) for act in mediation_acts.CALLS]


def observed_of(act: str, state: str, mediation: Mediation, actors: dict[str, Actor]) -> dict[str, str]:
    found: dict[str, str] = {}
    with transaction.atomic():
        before = transaction.savepoint()
        try:
            with transaction.atomic():
                mediation_acts.CALLS[act][0](mediation)
        except (PermissionRefused, ValidationError):
            pass  # what should stand before cannot stand in this state; the act is tried all the same
        found = {name: tried(act, mediation, actor) for name, actor in actors.items()}
        transaction.savepoint_rollback(before)
    permitted = " ".join(name for name, after in found.items() if after)
    after = " ".join(sorted({after for after in found.values() if after}))
    return {"state": state, "act": act, "permitted": permitted, "after": after}


@pytest.mark.parametrize("state", rules.STATES)
def test_every_cell_of_the_table_holds_for_the_real_acts(state: str) -> None:
    wanted = [row for row in ROWS if row["state"] == state]
    assert observed(state) == [
        {name: row[name] for name in ("state", "act", "permitted", "after")} for row in wanted
    ]


def test_the_table_names_each_act_in_each_state_once() -> None:
    cells = [(row["state"], row["act"]) for row in ROWS]
    assert len(cells) == len(set(cells)) == len(rules.STATES) * len(mediation_acts.CALLS)


def test_the_rules_and_the_table_agree_on_where_an_act_may_happen() -> None:
    for row in ROWS:
        if row["permitted"]:
            assert rules.after(row["state"], f"mediation_registry.{row['act']}") is not None


def test_every_act_of_the_permissions_stands_in_the_transitions() -> None:
    in_table = {act for _state, act in rules.TRANSITIONS}
    assert set(ACTS) <= in_table
