"""The cast that every other test relies on."""

from __future__ import annotations

import pytest
from allauth.mfa.utils import is_mfa_enabled

from tests.factories import people

pytestmark = pytest.mark.django_db

EXPECTED = {
    "principal": {"visitor", "party"},
    "lawyer": {"visitor", "party", "lawyer"},
    "judge_a": {"visitor", "party", "judge"},
    "clerk_b": {"visitor", "party", "clerk"},
    "mediator": {"visitor", "party", "mediator"},
    "opponent": {"visitor", "party"},
    "stranger": {"visitor", "party"},
    "operator": {"visitor", "party", "operator"},
    "authority_decider": {"visitor", "party", "authority_decider"},
}


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_everybody_in_the_cast_has_exactly_their_roles_and_a_second_factor(name):
    user = people.CAST[name]()
    assert people.actor(user).roles == EXPECTED[name]
    assert is_mfa_enabled(user)


def test_a_judge_and_a_clerk_of_two_courts_share_no_court():
    judge, clerk = people.actor(people.judge_a()), people.actor(people.clerk_b())
    assert judge.courts == {"CN-GD-QH"}
    assert clerk.courts == {"CN-GD-NS"}


def test_asking_twice_for_somebody_gives_the_same_account():
    assert people.lawyer().pk == people.lawyer().pk
    assert people.lawyer().person.licences.count() == 1
