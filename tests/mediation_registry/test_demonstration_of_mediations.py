"""The demonstration can be loaded at any hour, and again: nothing is entered twice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mediation_registry.management.demonstration import everything
from mediation_registry.models import CourtRosterEntry, Mediation, Settlement
from portal.audit.models import Event
from portal.operations import demonstration
from tests.factories import mediations as made
from tests.factories import people

pytestmark = pytest.mark.django_db


def test_loading_the_demonstration_twice_changes_nothing():
    people.court()
    made.calendars()
    for _time in (1, 2):
        demonstration.load(at=made.NOW)
        everything.load(at=made.NOW)
        counted = Event.objects.count()
        if _time == 1:
            first = counted
    assert counted == first
    states = dict(Mediation.objects.values_list("kind", "state"))
    assert states == {"entrusted": "sessions", "self_arranged": "concluded"}
    assert (made.TODAY - Settlement.objects.get().effective_date).days == 24
    assert CourtRosterEntry.objects.get().state == "active"


def test_it_loads_at_half_past_one_at_night_when_the_day_in_utc_is_still_the_one_before():
    people.court()
    made.calendars()
    night = made.NOW.replace(hour=17, minute=30)
    demonstration.load(at=night)
    everything.load(at=night)
    entered = CourtRosterEntry.objects.get().events.order_by("-number")[0]
    assert entered.effective_date == made.TODAY + timedelta(days=1) - timedelta(days=55)
