"""The factory brings an application into every state by the acts of those who hold the seats."""

from __future__ import annotations

import pytest

from mediation_registry.rules import lifecycle
from tests.factories import mediators

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", lifecycle.APPLICATION_STATES)
def test_every_state_of_an_application_is_reached_by_acts_alone(state: str):
    assert mediators.application_in(state).state == state


@pytest.mark.parametrize("place", ["GD", "MO"])
def test_every_place_leads_to_a_listing(place: str):
    listing = mediators.published_listing(place=place)
    assert listing.state == lifecycle.ACTIVE
    assert listing.jurisdiction.code == mediators.PLACES[place]
