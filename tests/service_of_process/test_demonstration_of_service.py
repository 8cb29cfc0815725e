"""The demonstration is made by real acts, and a second run changes nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from portal.cases.actions.steps import day_of
from portal.identity.models import User
from portal.operations import demonstration as portal_cast
from service_of_process.actions import practice
from service_of_process.management.demonstration.everything import load
from service_of_process.models import Leg, ServiceMatter
from tests.factories import people

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_the_demonstration_of_service_is_whole_and_made_once() -> None:
    people.court()
    call_command("load_calendars", verbosity=0)
    practice.seed_practice()
    portal_cast.load(at=NOW)
    lines = load(at=NOW)
    states = sorted(ServiceMatter.objects.values_list("state", flat=True))
    assert states == ["active", "active", "draft", "proposed_served", "served"]
    assert len(lines) == 7
    made = set(User.objects.values_list("email", flat=True)) - {member.email for member in portal_cast.CAST}
    assert made == {line.split()[0] for line in lines if "@" in line}  # who can sign in is told
    assert load(at=NOW) == []
    assert ServiceMatter.objects.count() == 5
    # The way is chosen before anything is sent by it.
    for leg in Leg.objects.exclude(channel__startswith="inbound"):
        days = [event.on_date for event in leg.events.all()]
        assert len(days) > 1
        assert day_of(leg.matter.opened_at) < day_of(leg.opened_at) == min(days) < max(days), leg.reference
