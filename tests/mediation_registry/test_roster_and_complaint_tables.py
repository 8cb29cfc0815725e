"""Two tables say who may do what in which state; here every cell of them calls the real act."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from mediation_registry.actions import complaint_outcomes as outcomes
from mediation_registry.actions import complaints, roster_conduct, rosters
from mediation_registry.models import Complaint, CourtRosterEntry
from mediation_registry.rules import complaints as complaint_rules
from mediation_registry.rules import rosters as roster_rules
from portal.audit.actors import Actor
from portal.identity.permissions import PermissionRefused
from tests.factories import mediators, people
from tests.factories import rosters as cast

pytestmark = pytest.mark.django_db
TABLES = Path(__file__).parents[1] / "tables"
NOW, TODAY = cast.NOW, cast.TODAY
Call = Callable[[Any, Actor], Any]


class Undo(Exception):
    """Takes a tried act back."""


def table(name: str) -> dict[tuple[str, str], tuple[set[str], str]]:
    with (TABLES / name).open(encoding="utf-8", newline="") as rows:
        return {
            (row["state"], row["act"]): (set(row["permitted"].split()), row["after"])
            for row in csv.DictReader(rows)
        }


def tried(call: Call, thing: Any, actor: Actor) -> str:
    """The state after the act, or the empty string when it is refused; everything is taken back."""
    after = ""
    try:
        with transaction.atomic():
            call(type(thing).objects.get(pk=thing.pk), actor)
            after = type(thing).objects.get(pk=thing.pk).state
            raise Undo
    except (PermissionRefused, ValidationError):
        return ""
    except Undo:
        return after


# -- rosters
def proposed_by_another(entry: CourtRosterEntry) -> None:
    roster_conduct.propose_removal(
        actor=cast.acting(cast.second_judge_a()), at=NOW, entry_id=entry.pk, ground="leaking", reason="Told."
    )


def decide_removal(action: Callable[..., Any], **said: Any) -> Call:
    def call(entry: CourtRosterEntry, actor: Actor) -> Any:
        if entry.state in roster_rules.ON_THE_ROSTER:
            proposed_by_another(entry)
        return action(actor=actor, at=NOW, entry_id=entry.pk, **said)

    return call


def end_term(entry: CourtRosterEntry, actor: Actor) -> Any:
    CourtRosterEntry.objects.filter(pk=entry.pk).update(valid_to=entry.valid_from)
    return roster_conduct.end_term(actor=actor, at=NOW, entry_id=entry.pk, effective_date=TODAY)


def on_entry(action: Callable[..., Any], **said: Any) -> Call:
    return lambda entry, actor: action(actor=actor, at=NOW, entry_id=entry.pk, **said)


SANCTION = {"ground": "leaking", "reason": "Told."}
ROSTER_ACTS: dict[str, Call] = {
    "roster_invitation_accepted": on_entry(rosters.accept_invitation),
    "roster_invitation_declined": on_entry(rosters.decline_invitation),
    "roster_application_accepted": on_entry(rosters.accept_application),
    "roster_refused": on_entry(rosters.refuse, reason="No."),
    "roster_training_recorded": on_entry(rosters.record_training, training="Induction", effective_date=TODAY),
    "put_on_roster": on_entry(rosters.put_on_roster, valid_from=TODAY),
    "roster_paused": on_entry(roster_conduct.pause, reason="Illness."),
    "roster_resumed": on_entry(roster_conduct.resume),
    "roster_warned": on_entry(roster_conduct.warn, **SANCTION),
    "roster_criticised": on_entry(roster_conduct.criticise, **SANCTION),
    "roster_evaluated": on_entry(roster_conduct.evaluate, effective_date=TODAY, result="Good"),
    "roster_graded": on_entry(roster_conduct.enter_grade, grade="A", grading_body="Body", grade_date=TODAY),
    "roster_term_renewed": on_entry(roster_conduct.renew_term, valid_to=TODAY + timedelta(days=700)),
    "roster_term_ended": end_term,
    "roster_resigned": on_entry(roster_conduct.resign),
    "roster_removal_proposed": on_entry(roster_conduct.propose_removal, **SANCTION),
    "roster_removal_dropped": decide_removal(roster_conduct.drop_removal, reason="Not proved."),
    "roster_removed": decide_removal(roster_conduct.remove, effective_date=TODAY),
}


@pytest.mark.parametrize("state", roster_rules.STATES)
def test_each_act_on_an_entry_is_for_those_and_in_those_states_that_the_table_says(state: str) -> None:
    entry, rows = cast.entry_in(state), table("roster_transitions.csv")
    actors = {
        "person": cast.acting(entry.registrant.person.user), "clerk": cast.acting(people.clerk_a()),
        "judge": cast.acting(people.judge_a()), "clerk_elsewhere": cast.acting(people.clerk_b()),
        "authority": cast.acting(mediators.hk_decider()), "stranger": cast.acting(people.stranger()),
    }  # fmt: skip
    cast.second_judge_a()
    for act, call in ROSTER_ACTS.items():
        permitted, after = rows.get((state, act), (set(), ""))
        for name, actor in actors.items():
            assert tried(call, entry, actor) == (after if name in permitted else ""), (state, act, name)


def test_the_roster_table_speaks_of_every_transition() -> None:
    by_hand = {(state, act) for (state, act) in table("roster_transitions.csv")}
    written = {
        (state, act.removeprefix("mediation_registry."))
        for (state, act) in roster_rules.TRANSITIONS
        if state is not None and act.removeprefix("mediation_registry.") in ROSTER_ACTS
    }
    assert by_hand == written


# -- complaints
def on_complaint(action: Callable[..., Any], **said: Any) -> Call:
    return lambda complaint, actor: action(actor=actor, at=NOW, complaint_id=complaint.pk, **said)


def answer(complaint: Complaint, actor: Actor) -> Any:
    statement = complaint.statements.first()
    if statement is None:
        raise PermissionRefused
    statement.answered_at = None
    statement.save()
    return outcomes.give_statement(
        actor=actor, at=NOW, complaint_id=complaint.pk, statement_id=statement.pk, answer="No."
    )


COMPLAINT_ACTS: dict[str, Call] = {
    "complaint_withdrawn": on_complaint(complaints.withdraw),
    "complaint_acknowledged": on_complaint(complaints.acknowledge),
    "complaint_jurisdiction_opened": on_complaint(complaints.open_jurisdiction_check),
    "complaint_jurisdiction_confirmed": on_complaint(complaints.confirm_jurisdiction),
    "complaint_due_date_set": on_complaint(complaints.set_due_date, due_date=TODAY),
    "complaint_dismissed": on_complaint(outcomes.dismiss, reason="Nothing."),
    "complaint_investigation_opened": on_complaint(outcomes.open_investigation),
    "complaint_statement_asked": on_complaint(outcomes.ask_statement, question="Did you?"),
    "complaint_statement_given": answer,
    "complaint_decided": on_complaint(outcomes.decide, ruling=cast.ruling()),
    "complaint_review_opened": on_complaint(outcomes.open_review, reason="Too mild."),
    "complaint_review_decided": on_complaint(outcomes.decide_review, ruling=cast.ruling("dismissed")),
    "complaint_closed": on_complaint(outcomes.close),
    "complaint_published": on_complaint(outcomes.publish, text="A warning.", order="Order 1"),
}
STATES_HERE = [state for state in complaint_rules.STATES if state != complaint_rules.TRANSFERRED]


@pytest.mark.parametrize("state", STATES_HERE)
def test_each_act_on_a_complaint_is_for_those_and_in_those_states_that_the_table_says(state: str) -> None:
    complaint, rows = cast.complaint_in(state), table("complaint_transitions.csv")
    actors = {
        "complainant": cast.acting(people.principal()), "mediator": cast.acting(complaint.about.person.user),
        "screener": cast.acting(people.clerk_a()), "decider": cast.acting(people.judge_a()),
        "third_judge": cast.acting(cast.second_judge_a()), "clerk_elsewhere": cast.acting(people.clerk_b()),
        "authority": cast.acting(mediators.hk_assessor()), "stranger": cast.acting(people.stranger()),
    }  # fmt: skip
    for act, call in COMPLAINT_ACTS.items():
        permitted, after = rows.get((state, act), (set(), ""))
        for name, actor in actors.items():
            assert tried(call, complaint, actor) == (after if name in permitted else ""), (state, act, name)
