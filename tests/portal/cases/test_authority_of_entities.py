"""An entity acts through people; each link of the chain is simply confirmed by the court."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404

from portal.cases import actions
from portal.cases.models import Case
from tests.factories import cases, people

pytestmark = pytest.mark.django_db
NOW, TODAY = cases.NOW, cases.TODAY


@pytest.fixture
def case():
    return cases.a_case()


@pytest.fixture
def company(case):
    return cases.a_party(case, name="虛構貿易有限公司", kind="entity")


def clerk():
    return people.actor(people.clerk_a())


def link(case, company, name="陳嘉敏", user=None, **entries):
    return actions.enter_authority(
        actor=clerk(), at=NOW, case_id=case.pk, party_id=company.pk, holder_name=name, capacity="director",
        document_name="Extract of the register", holder=people.person_of(user) if user else None, **entries,
    )  # fmt: skip


def sees(user, case) -> bool:
    return case in Case.objects.for_user(people.actor(user), TODAY)


def test_the_director_sees_the_case_only_after_the_court_confirmed_the_authority(case, company):
    chan = people.principal()
    entered = link(case, company, user=chan)
    assert not sees(chan, case)
    actions.confirm_authority(actor=clerk(), at=NOW, case_id=case.pk, link_id=entered.pk)
    assert sees(chan, case)


def test_a_chain_is_confirmed_from_its_head_and_falls_with_it(case, company):
    head = link(case, company, user=people.principal())
    hand = link(case, company, "何德榮", user=people.opponent(), acts_for=head)
    with pytest.raises(ValidationError):
        actions.confirm_authority(actor=clerk(), at=NOW, case_id=case.pk, link_id=hand.pk)
    for one in (head, hand):
        actions.confirm_authority(actor=clerk(), at=NOW, case_id=case.pk, link_id=one.pk)
    with pytest.raises(ValidationError):
        actions.confirm_authority(actor=clerk(), at=NOW, case_id=case.pk, link_id=hand.pk)
    assert sees(people.opponent(), case)
    actions.end_authority(actor=clerk(), at=NOW, case_id=case.pk, link_id=head.pk, reason="Resigned.")
    assert not sees(people.opponent(), case)
    assert company.authority_links.count() == 2


def test_a_party_never_confirms_her_own_authority(case, company):
    head = link(case, company, user=people.principal())
    actions.confirm_authority(actor=clerk(), at=NOW, case_id=case.pk, link_id=head.pk)
    chan = people.actor(people.principal())
    entered = actions.enter_authority(
        actor=chan, at=NOW, case_id=case.pk, party_id=company.pk, holder_name="何", capacity="authorised",
        document_name="Letter", acts_for=head,
    )  # fmt: skip
    with pytest.raises(Http404):
        actions.confirm_authority(actor=chan, at=NOW, case_id=case.pk, link_id=entered.pk)


def test_an_authority_needs_a_name_a_document_and_its_own_chain(case, company):
    other = cases.a_party(case, name="另一公司", kind="entity", role="defendant")
    foreign = link(case, other)
    for entries in ({"holder_name": " "}, {"document_name": ""}, {"acts_for": foreign}):
        with pytest.raises(ValidationError):
            actions.enter_authority(**{
                "actor": clerk(), "at": NOW, "case_id": case.pk, "party_id": company.pk, "holder_name": "甲",
                "capacity": "director", "document_name": "Letter", **entries,
            })  # fmt: skip
