"""One table says who may do what in which state; here every cell of it calls the real act."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from mediation_registry.models import Application, Listing
from mediation_registry.rules import lifecycle
from portal.audit.actors import Actor
from portal.audit.models import Event
from portal.identity.permissions import PermissionRefused
from tests.factories import mediator_acts, mediators, people

pytestmark = pytest.mark.django_db

TABLE = Path(__file__).parents[1] / "tables" / "mediator_transitions.csv"
ROWS = list(csv.DictReader(TABLE.open(encoding="utf-8", newline="")))
CAST: dict[str, Callable[[], Any]] = {
    "applicant": mediators.mediator_user,
    **{
        f"{place.lower()}_{seat}": (lambda place=place, seat=seat: mediators.officer(place, seat))
        for place in mediators.PLACES
        for seat in ("intake", "assessor", "decider", "publisher")
        if (place, seat) != ("MO", "publisher")
    },
    "clerk": people.clerk_a, "judge": people.judge_a, "another_mediator": people.mediator,
    "stranger": people.stranger, "operator": people.operator, "auditor": people.auditor,
}  # fmt: skip


class Undo(Exception):
    """Takes a tried act back."""


def rows_of(record: str, state: str) -> Iterator[tuple[str, set[str], str]]:
    for row in ROWS:
        if row["record"] == record and row["state"] == state:
            yield row["act"], set(row["permitted"].split()), row["after"]


def tried(call: Callable[[Any, Actor], Any], thing: Any, actor: Actor) -> str:
    """The state after the act, or the empty string when it is refused; everything is taken back."""
    after = ""
    events = Event.objects.count()
    try:
        with transaction.atomic():
            call(thing, actor)
            after = type(thing).objects.get(pk=thing.pk).state
            raise Undo
    except (PermissionRefused, ValidationError):
        assert Event.objects.count() == events
    except Undo:
        pass
    return after


def cells(record: str, state: str, acts: dict[str, Any], thing: Any) -> list[str]:
    """Where the acts differ from the table."""
    actors = {name: mediators.acting(account()) for name, account in CAST.items()}
    wrong = []
    for act, permitted, after in rows_of(record, state):
        for name, actor in actors.items():
            expected = after if name in permitted else ""
            found = tried(acts[act], thing, actor)
            if found != expected:
                wrong.append(
                    f"{state}, {act}, {name}: {found or 'refused'} instead of {expected or 'refused'}"
                )
    return wrong


@pytest.mark.parametrize("state", lifecycle.APPLICATION_STATES)
def test_each_act_on_an_application_is_permitted_or_forbidden_as_the_table_says(state: str):
    application = mediator_acts.prepared(mediators.application_in(state))
    assert cells("application", state, mediator_acts.APPLICATION_ACTS, application) == []
    assert Application.objects.get(pk=application.pk).state == state


@pytest.mark.parametrize("state", lifecycle.LISTING_STATES)
def test_each_act_on_a_listing_is_permitted_or_forbidden_as_the_table_says(state: str):
    listing = mediators.published_listing()
    mediator_acts.enable("suspension")
    mediator_acts.enable("validity_term", value=1)
    Listing.objects.filter(pk=listing.pk).update(valid_to=mediators.TODAY)
    mediator_acts.bring(listing, state)
    assert cells("listing", state, mediator_acts.LISTING_ACTS, listing) == []


def test_the_table_names_every_act_in_every_state_once():
    told = [(row["record"], row["state"], row["act"]) for row in ROWS]
    wanted = [
        *(
            ("application", state, act)
            for state in lifecycle.APPLICATION_STATES
            for act in mediator_acts.APPLICATION_ACTS
        ),
        *(
            ("listing", state, act)
            for state in lifecycle.LISTING_STATES
            for act in mediator_acts.LISTING_ACTS
        ),
    ]
    assert sorted(told) == sorted(wanted)


def test_the_table_and_the_pure_rules_know_the_same_ways():
    told = {(row["state"], f"mediation_registry.{row['act']}"): row["after"] for row in ROWS
            if row["record"] == "application" and row["permitted"]}  # fmt: skip
    by_themselves = {"mediation_registry.agreed", "mediation_registry.referred_back"}
    ruled = {
        key: after for key, after in lifecycle.APPLICATION_TRANSITIONS.items()
        if key[0] is not None and key[1] not in by_themselves
    }  # fmt: skip
    assert told == ruled


def test_no_court_no_operator_and_no_stranger_is_permitted_anything():
    outsiders = {"clerk", "judge", "operator", "auditor", "stranger", "another_mediator"}
    assert not [row for row in ROWS if outsiders & set(row["permitted"].split())]
