"""Whatever people try in whatever order, a mediation never leaves the table of its states."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mediation_registry.models import Appointment, Mediation
from mediation_registry.rules import mediation as rules
from portal.identity.permissions import PermissionRefused
from tests.factories import mediation_acts, people
from tests.factories import mediations as made

pytestmark = pytest.mark.django_db
CAST = (people.principal, people.opponent, made.mediator_user, people.clerk_a, people.stranger)
STEPS = st.lists(
    st.tuples(st.sampled_from(sorted(mediation_acts.CALLS)), st.integers(0, len(CAST) - 1)),
    min_size=5,
    max_size=25,
)


class Undo(Exception):
    """Takes a walk back."""


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS, start=st.sampled_from([rules.CONSENT, rules.CHOICE, rules.ACCEPTANCE, rules.SESSIONS]))
def test_random_walks_keep_to_the_table(steps: list[tuple[str, int]], start: str) -> None:
    try:
        with transaction.atomic():
            mediation = made.in_state(start, "pre_filing")
            actors = [made.actor(user()) for user in CAST]
            for act, number in steps:
                one_step(mediation, act, actors[number])
            raise Undo
    except Undo:
        pass


def one_step(mediation: Mediation, act: str, actor) -> None:
    before = Mediation.objects.get(pk=mediation.pk)
    try:
        with transaction.atomic():
            mediation_acts.CALLS[act][1](before, actor)
    except (PermissionRefused, ValidationError):
        assert Mediation.objects.get(pk=mediation.pk).state == before.state
        return
    after = Mediation.objects.get(pk=mediation.pk)
    reached = {to for (state, _act), to in rules.TRANSITIONS.items() if state == before.state}
    assert after.state in reached
    live = after.appointments.filter(state__in=["told", "accepted"])
    assert (after.state != rules.ACCEPTANCE) or live.exists()
    assert after.state not in (rules.CONSENT, rules.CHOICE) or not live.exists()
    assert live.filter(presides=True).count() <= 1
    assert after.state != rules.ENDED or after.end_ground
    assert not Appointment.objects.filter(mediation=after, state="accepted", mediator=None).exists()
