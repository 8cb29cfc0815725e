"""One or two agents, each with the papers of Interp. 88; a change ends one and begins another."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404

from portal.cases import actions
from portal.cases.models import Case, Representation
from portal.cases.queries import accounts_concerned
from portal.cases.rules import representation as law
from portal.notices.models import Notice
from tests.factories import cases, people

pytestmark = pytest.mark.django_db
NOW, TODAY = cases.NOW, cases.TODAY


@pytest.fixture
def case():
    return cases.chan_against_ho()


def clerk():
    return people.actor(people.clerk_a())


def add(case, agent, party=None):
    return actions.add_representation(
        actor=clerk(), at=NOW, case_id=case.pk, party_id=(party or cases.plaintiff(case)).pk, agent=agent
    )


@pytest.mark.parametrize("kind", sorted(law.REQUIRED_PROOFS))
def test_each_kind_of_agent_is_entered_with_the_papers_of_interpretation_88(case, kind):
    agent = add(case, cases.an_agent(case, kind))
    assert set(agent.proofs.values_list("kind", flat=True)) == set(law.REQUIRED_PROOFS[kind])


@pytest.mark.parametrize("kind", sorted(law.REQUIRED_PROOFS))
def test_an_agent_with_a_paper_missing_is_refused_by_its_name(case, kind):
    missing = law.REQUIRED_PROOFS[kind][-1]
    with pytest.raises(ValidationError) as refused:
        add(case, cases.an_agent(case, kind, without=missing))
    assert law.ARTICLES[kind] in str(refused.value)
    assert not Representation.objects.exists()


def test_no_other_kind_of_person_may_be_entrusted():
    with pytest.raises(KeyError):
        law.missing_proofs("consultant", [])


def test_a_licence_verified_once_is_not_asked_for_again(case):
    agent = cases.represented(case)
    assert agent.licence is not None
    assert law.LAWYER_LICENCE not in agent.proofs.values_list("kind", flat=True)
    assert case in Case.objects.for_user(people.actor(people.lawyer()), TODAY)


def test_somebody_elses_licence_is_refused(case):
    agent = cases.zhou_ping(case)
    with pytest.raises(ValidationError):
        add(case, type(agent)(**{**agent.__dict__, "person": people.person_of(people.mediator())}))


def test_a_third_agent_is_refused(case):
    add(case, cases.an_agent(case, name="甲"))
    add(case, cases.an_agent(case, name="乙"))
    with pytest.raises(ValidationError) as refused:
        add(case, cases.an_agent(case, name="丙"))
    assert refused.value.code == "agents"


def test_nobody_acts_for_both_sides(case):
    cases.represented(case)
    with pytest.raises(ValidationError):
        add(case, cases.zhou_ping(case), cases.defendant(case))
    opponent = people.person_of(people.opponent())
    with pytest.raises(ValidationError):
        add(case, cases.an_agent(case, name="何德榮", person=opponent))


def test_special_powers_are_named_one_by_one_and_unknown_ones_are_not_kept(case):
    agent = cases.represented(case, special_powers=("settle", "everything"), stages=("first_instance",))
    assert agent.special_powers == ["settle"]


def test_a_power_without_a_stage_is_refused(case):
    with pytest.raises(ValidationError):
        cases.represented(case, stages=())


def test_the_other_side_is_told_when_a_representation_ends(case):
    agent = cases.represented(case)
    Notice.objects.all().delete()
    actions.end_representation(
        actor=people.actor(people.principal()),
        at=NOW,
        case_id=case.pk,
        representation_id=agent.pk,
        reason="Trust lost.",
    )
    agent.refresh_from_db()
    assert agent.valid_to == TODAY and agent.end_reason == "Trust lost."
    told = set(
        Notice.objects.filter(kind="cases.representation_changed").values_list("recipient_key", flat=True)
    )
    assert f"user:{people.opponent().pk}" in told
    assert f"user:{people.lawyer().pk}" not in told
    assert case not in Case.objects.for_user(people.actor(people.lawyer()), TODAY)


def test_an_opponent_cannot_end_her_representation_nor_can_anybody_twice(case):
    agent = cases.represented(case)
    with pytest.raises(Http404):
        actions.end_representation(
            actor=people.actor(people.opponent()),
            at=NOW,
            case_id=case.pk,
            representation_id=agent.pk,
            reason="x",
        )
    with pytest.raises(ValidationError):
        actions.end_representation(
            actor=clerk(), at=NOW, case_id=case.pk, representation_id=agent.pk, reason=" "
        )
    actions.end_representation(actor=clerk(), at=NOW, case_id=case.pk, representation_id=agent.pk, reason="x")
    with pytest.raises(ValidationError):
        actions.end_representation(
            actor=clerk(), at=NOW, case_id=case.pk, representation_id=agent.pk, reason="x"
        )


def test_a_change_of_lawyer_ends_one_and_begins_the_other_in_one_act(case):
    first = add(case, cases.an_agent(case, name="舊代理"))
    second = actions.change_lawyer(
        actor=clerk(),
        at=NOW,
        case_id=case.pk,
        representation_id=first.pk,
        agent=cases.zhou_ping(case),
        reason="Moved.",
    )
    first.refresh_from_db()
    assert first.valid_to == second.valid_from == TODAY
    assert second.replaces == first


def test_a_change_of_lawyer_with_a_paper_missing_leaves_the_first_in_place(case):
    first = add(case, cases.an_agent(case))
    with pytest.raises(ValidationError):
        actions.change_lawyer(
            actor=clerk(), at=NOW, case_id=case.pk, representation_id=first.pk, reason="Moved.",
            agent=cases.an_agent(case, name="新", without="kinship"),
        )  # fmt: skip
    first.refresh_from_db()
    assert first.valid_to is None


def test_an_agent_entered_by_name_is_linked_to_an_account_once(case):
    agent = add(case, cases.an_agent(case))
    person = people.person_of(people.mediator())
    actions.link_account(actor=clerk(), at=NOW, case_id=case.pk, person=person, record_of=agent)
    assert people.mediator() in accounts_concerned(case, TODAY)
    with pytest.raises(ValidationError):
        actions.link_account(actor=clerk(), at=NOW, case_id=case.pk, person=person, record_of=agent)
    unknown = people.register_person(actor=people.SETUP, at=NOW, names={"latin": "Nobody"})
    with pytest.raises(ValidationError):
        actions.link_account(
            actor=clerk(),
            at=NOW,
            case_id=case.pk,
            person=unknown,
            record_of=add(case, cases.an_agent(case, name="乙")),
        )
