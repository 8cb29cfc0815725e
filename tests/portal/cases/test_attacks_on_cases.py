"""Attacks on cases that must fail: both sides at once, one's own judge, a colleague dismissed."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse

from portal.cases import actions, queries
from portal.cases.models import Case
from tests.factories import cases, people

pytestmark = pytest.mark.django_db
NOW, TODAY = cases.NOW, cases.TODAY


@pytest.fixture
def case():
    return cases.chan_against_ho()


def clerk():
    return people.actor(people.clerk_a())


def test_an_agent_entered_by_name_for_one_side_is_never_linked_to_the_other_sides_agent(case):
    cases.represented(case)
    by_name = actions.add_representation(
        actor=clerk(), at=NOW, case_id=case.pk, party_id=cases.defendant(case).pk,
        agent=cases.an_agent(case, "lawyer", name="周平"),
    )  # fmt: skip
    with pytest.raises(ValidationError):
        actions.link_account(
            actor=clerk(), at=NOW, case_id=case.pk, person=people.person_of(people.lawyer()),
            record_of=by_name,
        )  # fmt: skip
    by_name.refresh_from_db()
    assert by_name.agent is None


def test_an_opponent_is_never_linked_as_the_representative_of_the_other_side(case):
    firm = cases.a_party(case, role="plaintiff", name="虛構有限公司", kind="entity")
    link = actions.enter_authority(
        actor=clerk(), at=NOW, case_id=case.pk, party_id=firm.pk, holder_name="何德榮", capacity="director",
        document_name="resolution",
    )  # fmt: skip
    with pytest.raises(ValidationError):
        actions.link_account(
            actor=clerk(), at=NOW, case_id=case.pk, person=people.person_of(people.opponent()), record_of=link
        )


def test_the_agent_of_one_side_does_not_enter_the_case_as_a_party_of_the_other(case):
    cases.represented(case)
    with pytest.raises(ValidationError):
        cases.a_party(case, people.lawyer(), role="defendant", name="周平")
    with pytest.raises(ValidationError):
        actions.succeed_party(
            actor=clerk(), at=NOW, case_id=case.pk, party_id=cases.defendant(case).pk, name="周平",
            kind="natural", basis="ruling", person=people.person_of(people.lawyer()),
        )  # fmt: skip


def clerk_who_is_a_party(case):
    user = people.account("wong.chi.keung")
    people.person_of(user)
    people.office_of(user, "clerk", court=people.court())
    cases.a_party(case, user, role="defendant", name="黃志強")
    return user


def test_a_clerk_who_is_a_party_sees_and_moves_the_case_as_a_party_only(client, case):
    filed = cases.filed(case)
    user = clerk_who_is_a_party(case)
    acting = people.actor(user)
    assert case in Case.objects.concerning(acting, TODAY)
    assert case not in Case.objects.for_staff(acting, TODAY)
    assert filed not in queries.exhibits_of(case, acting, TODAY)
    people.sign_in(client, user)
    assert client.get(f"/staff/cases/inspect/{case.pk}/").status_code == 404
    assert case.reference not in client.get("/staff/cases/").content.decode()
    with pytest.raises(Http404):
        actions.confirm_address(
            actor=acting, at=NOW, case_id=case.pk, party_id=cases.plaintiff(case).pk,
            address=cases.an_address(), paper=cases.paper(case),
        )  # fmt: skip
    with pytest.raises(Http404):
        actions.add_party(
            actor=acting, at=NOW, case_id=case.pk, kind="natural", role="plaintiff", name="Anybody"
        )
    with pytest.raises(Http404):
        actions.rectify(
            actor=acting, at=NOW, case_id=case.pk, record_of=case, field="court_number", new="x", reason="y"
        )


def test_a_case_is_not_given_to_a_judge_who_stands_in_it(case):
    judge = people.judge_a()
    cases.a_party(case, judge, role="third_party", name="林曉")
    with pytest.raises(ValidationError):
        actions.assign(actor=clerk(), at=NOW, case_id=case.pk, seat="judge", holder=judge)


def test_an_agent_resigns_but_dismisses_no_other_agent(case):
    first = cases.represented(case)
    second = actions.add_representation(
        actor=clerk(), at=NOW, case_id=case.pk, party_id=cases.plaintiff(case).pk,
        agent=cases.an_agent(case),
    )  # fmt: skip
    lawyer = people.actor(people.lawyer())
    with pytest.raises(Http404):
        actions.end_representation(
            actor=lawyer, at=NOW, case_id=case.pk, representation_id=second.pk, reason="rival"
        )
    actions.end_representation(
        actor=lawyer, at=NOW, case_id=case.pk, representation_id=first.pk, reason="resigned"
    )


def test_an_address_of_first_instance_reaches_enforcement_across_an_appeal_without_its_own(case):
    cases.confirmed_address(case)
    appeal = cases.a_case("（2026）粤03民终77号", procedure="second_instance", follows=case)
    appellant = cases.a_party(appeal, people.principal(), role="appellant", continues=cases.plaintiff(case))
    enforcement = cases.a_case("（2026）粤0391执88号", procedure="enforcement", follows=appeal)
    applicant = cases.a_party(
        enforcement, people.principal(), role="enforcement_applicant", continues=appellant
    )
    found = queries.address_in_force(applicant, TODAY)
    assert found is not None
    assert found.is_carried


def test_what_was_searched_for_at_the_desk_never_stands_in_an_address(client):
    people.sign_in(client, people.clerk_a())
    page = client.get(reverse("desk_search")).content.decode()
    assert 'method="post"' in page
    answer = client.post(reverse("desk_search"), {"q": "A123456(3)"})
    assert answer.status_code == 200
    assert "A123456(3)" in answer.content.decode()


@pytest.mark.parametrize("name", ["judge_a", "clerk_a", "auditor"])
def test_the_menu_leads_to_the_list_of_cases_which_everybody_there_may_open(client, name):
    home = people.sign_in(client, people.CAST[name]()).get("/staff/").content.decode()
    assert '"url": "/staff/cases/"' in home
    assert client.get("/staff/cases/").status_code == 200


def test_a_clerk_elsewhere_does_a_clerks_acts_only_there(case):
    judge = people.judge_a()
    people.office_of(judge, "clerk", court=people.court(people.COURT_B))
    with pytest.raises(Http404):
        actions.add_party(
            actor=people.actor(judge),
            at=NOW,
            case_id=case.pk,
            kind="natural",
            role="third_party",
            name="梁偉",
        )
    assert actions.stay(actor=people.actor(judge), at=NOW, case_id=case.pk, reason="death").state == "stayed"
