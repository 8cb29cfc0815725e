"""Whatever the parties, the court and the beat do in whatever order, no application reaches an illegal state."""

from __future__ import annotations

import random

import pytest
from django.core.exceptions import ValidationError

from mediation_registry.actions import alarms, confirmations
from mediation_registry.models import ConfirmationApplication
from mediation_registry.queries.outcome import settlement_of
from mediation_registry.rules import confirmation as rules
from portal.audit.actors import system_actor
from portal.identity.permissions import PermissionRefused
from tests.factories import outcomes, people

pytestmark = pytest.mark.django_db


def moves(mediation, found, at):
    """Every step somebody may try at this moment."""

    def court(name, user=None, **entries):
        return lambda: outcomes.step(name, found, user, at=at, **entries)

    key = settlement_of(mediation).pk
    return [
        lambda: outcomes.join(mediation, "first", at),
        lambda: outcomes.join(mediation, "second", at),
        lambda: confirmations.file(**outcomes.who(people.principal(), mediation, at)),
        lambda: confirmations.ask_withdrawal(**outcomes.who(people.opponent(), mediation, at)),
        lambda: alarms.watch(actor=system_actor("beat"), at=at, settlement_id=key),
        court("accept", court_number="1"),
        court("accept", people.clerk_b(), court_number="1"),
        court("not_accept", ground="wrong_court", reason="x"),
        court("record_hearing", heard_date=outcomes.TODAY),
        court("grant"),
        court("grant", people.clerk_a()),
        court("dismiss", ground="unclear", reason="x"),
        court("permit_withdrawal"),
        court("treat_as_withdrawn", reason="x"),
    ]


@pytest.mark.parametrize("seed", [3, 11])
def test_no_sequence_of_steps_reaches_an_illegal_state(seed: int):
    dice = random.Random(seed)
    mediation = outcomes.settled()
    found = outcomes.prepared(mediation)
    before, days = found.state, 0
    for _turn in range(25):
        days += dice.choice([0, 0, 0, 1, 4])
        try:
            dice.choice(moves(mediation, found, outcomes.when(days)))()
        except (ValidationError, PermissionRefused):
            pass
        found = ConfirmationApplication.objects.get(pk=found.pk)
        reached = {to for (state, _act), to in rules.TRANSITIONS.items() if state == before}
        assert found.state == before or found.state in reached
        assert (found.filed_at is None) == (found.state in ("preparing", "lapsed"))
        assert found.state != "confirmed" or (found.heard_date and found.accepted_date and found.decided_date)
        before = found.state
