"""Who may do each act of this room, written out so that somebody can sign it."""

from __future__ import annotations

import pytest

from portal.identity.permissions import ACTS, PermissionRefused, may, require
from tests.factories import people

pytestmark = pytest.mark.django_db
EVERYBODY = {"principal", "lawyer", "clerk_a", "judge_a", "operator", "stranger", "mediator"}
CHECKERS = {"clerk_a", "judge_a"}
MAY = {
    "identity.person_registered": EVERYBODY,
    "identity.names_recorded": EVERYBODY,
    "identity.document_submitted": EVERYBODY,
    "identity.document_withdrawn": EVERYBODY,
    "identity.platform_consulted": CHECKERS,
    "identity.verified": CHECKERS,
    "identity.refused": CHECKERS,
    "identity.licence_submitted": EVERYBODY,
    "identity.licence_verified": CHECKERS,
    "identity.licence_refused": CHECKERS,
    "identity.place_edited": {"operator"},
    "identity.appointed": {"operator"},
    "identity.office_ended": {"operator"},
    "identity.leave_covered": {"operator"},
    "identity.reassigned": {"operator"},
    "identity.recovery_requested": EVERYBODY,
    "identity.recovery_proved": CHECKERS,
    "identity.recovery_refused": CHECKERS,
    "identity.recovery_completed": CHECKERS,
    "identity.recovery_cancelled": EVERYBODY,
    "identity.signing_key_enrolled": {"judge_a"},
    "identity.signing_key_revoked": {"judge_a"},
}


def test_the_table_names_every_act():
    assert set(MAY) == set(ACTS)


@pytest.mark.parametrize("act", sorted(MAY))
def test_exactly_these_people_may_do_the_act(act):
    assert {name for name in EVERYBODY if may(people.actor(people.CAST[name]()), act)} == MAY[act]


def test_a_refusal_is_a_page_that_does_not_exist():
    from django.http import Http404

    assert issubclass(PermissionRefused, Http404)
    with pytest.raises(Http404):
        require(people.actor(people.stranger()), "identity.verified")
