"""What the tables of states and seats promise together."""

from __future__ import annotations

import pytest

from service_of_process.models import Channel, LegalBasis, Proposal
from service_of_process.models.legs import Leg
from service_of_process.rules import channels, lifecycle
from service_of_process.rules.seats import SEATS
from tests.factories import service

pytestmark = pytest.mark.django_db

JUDGES = {
    "service_confirmed", "deemed_service_confirmed", "earlier_service_confirmed", "notice_service_confirmed",
    "channel_unavailable_confirmed", "not_served_confirmed", "exhaustion_confirmed", "notice_ordered", "fact_found",
}  # fmt: skip


def test_every_act_of_the_tables_has_a_seat() -> None:
    acts = {act for *_, act in lifecycle.LEG_TRANSITIONS} | {act for _, act in lifecycle.MATTER_TRANSITIONS}
    assert acts <= SEATS.keys()


def test_only_the_forum_judge_confirms() -> None:
    for act in JUDGES:
        assert SEATS[lifecycle.S + act] == (lifecycle.JUDGE,)


def test_every_served_state_is_reached_by_a_judges_act_alone() -> None:
    for (state, act), after in lifecycle.MATTER_TRANSITIONS.items():
        if after in lifecycle.WITH_DATE and state != after:
            assert SEATS[act] == (lifecycle.JUDGE,), act


def test_choices_follow_the_rules() -> None:
    assert [code for code, _label in Channel.choices] == list(channels.CHANNELS)
    assert set(LegalBasis.values) >= set(channels.BASES)
    assert set(Leg.State.values) == set(lifecycle.LEG_STATES)


def test_a_matter_and_a_leg_stand_in_any_state() -> None:
    matter = service.a_matter()
    leg = service.a_leg(matter, state=lifecycle.DISPATCHED)
    assert leg.matter.addressee.names[0] == "何德榮"
    assert Proposal.objects.count() == 0
