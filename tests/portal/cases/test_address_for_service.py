"""The address for service: confirmed by its own side, consent with scope and date, carried to later stages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404

from portal.audit.models import Event
from portal.cases import actions
from portal.cases.models import AddressConfirmation
from portal.cases.queries import address_in_force
from portal.cases.rules import addresses as law
from portal.notices.models import Notice
from portal.notices.queries import message
from tests.factories import cases, people

pytestmark = pytest.mark.django_db
NOW, TODAY = cases.NOW, cases.TODAY


@pytest.fixture
def case():
    return cases.chan_against_ho()


def confirm(case, user, address=None, **extra):
    return actions.confirm_address(
        actor=people.actor(user), at=NOW, case_id=case.pk, party_id=cases.plaintiff(case).pk,
        address=address or cases.an_address(), **extra,
    )  # fmt: skip


def test_consent_stands_in_the_confirmation_with_scope_date_and_text(case):
    confirmation = cases.confirmed_address(case)
    assert confirmation.consents_now
    assert confirmation.consent_scope == ["procedural", "evidence"]
    assert confirmation.consent_text == law.CONSENT_TEXT
    assert confirmation.confirmed_at == NOW and confirmation.source == "online"


def test_a_consent_names_what_it_covers_and_where_documents_arrive():
    problem = law.consent_problem
    assert problem(consents=False, scope=(), electronic_addresses=()) is None
    assert problem(consents=True, scope=(), electronic_addresses=["a@b.c"]) == law.NO_SCOPE
    assert problem(consents=True, scope=("gossip",), electronic_addresses=["a@b.c"]) == law.UNKNOWN_SCOPE
    assert (
        problem(consents=True, scope=("evidence",), electronic_addresses=["", ""])
        == law.NO_ELECTRONIC_ADDRESS
    )
    assert problem(consents=True, scope=("evidence",), electronic_addresses=["", "123"]) is None


@pytest.mark.parametrize(
    ("entries", "field"),
    [
        ({"addressee": " "}, "addressee"),
        ({"postal_address": ""}, "postal_address"),
        ({"scope": ()}, "scope"),
        ({"email": "", "fax": ""}, "email"),
    ],
)
def test_an_incomplete_confirmation_is_refused_at_its_field(case, entries, field):
    with pytest.raises(ValidationError) as refused:
        cases.confirmed_address(case, **entries)
    assert field in refused.value.error_dict
    assert not AddressConfirmation.objects.exists()


def test_a_new_confirmation_ends_the_earlier_one_and_both_stay_legible(case):
    first = cases.confirmed_address(case)
    second = cases.confirmed_address(case, postal_address="澳門虛構街2號")
    first.refresh_from_db()
    assert first.valid_to == TODAY and first.postal_address == "香港中環虛構道1號"
    assert address_in_force(cases.plaintiff(case), TODAY).confirmation == second


def test_only_the_own_side_confirms_online(case):
    with pytest.raises(Http404):
        confirm(case, people.opponent())
    with pytest.raises(Http404):
        confirm(case, people.stranger())


def test_an_agent_confirms_unless_the_power_excludes_receipt(case):
    agent = cases.represented(case)
    assert confirm(case, people.lawyer()).pk
    agent.receives_service = False
    agent.save()
    with pytest.raises(ValidationError):
        confirm(case, people.lawyer())


def test_the_court_enters_a_paper_form_with_the_form_itself(case):
    with pytest.raises(ValidationError):
        confirm(case, people.clerk_a())
    confirmation = confirm(case, people.clerk_a(), paper=cases.paper(case, "signed form"))
    assert confirmation.source == "paper" and confirmation.paper is not None


def test_a_withdrawn_consent_keeps_the_postal_address_and_its_history(case):
    cases.confirmed_address(case)
    party = cases.plaintiff(case)
    actions.withdraw_consent(
        actor=people.actor(people.principal()), at=NOW, case_id=case.pk, party_id=party.pk
    )
    held = address_in_force(party, TODAY).confirmation
    assert not held.consents_now and held.electronic_consent and held.postal_address
    with pytest.raises(ValidationError):
        actions.withdraw_consent(
            actor=people.actor(people.principal()), at=NOW, case_id=case.pk, party_id=party.pk
        )
    assert Notice.objects.filter(kind="cases.consent_withdrawn").exists()


def test_the_judge_in_charge_is_told_at_the_desk_and_the_party_on_her_page(case):
    clerk = people.actor(people.clerk_a())
    actions.assign(actor=clerk, at=NOW, case_id=case.pk, seat="judge", holder=people.judge_a())
    cases.confirmed_address(case)
    told = {notice.recipient_key: message(notice, "en").address("en") for notice in Notice.objects.filter(
        kind="cases.address_confirmed"
    )}  # fmt: skip
    assert told == {
        f"user:{people.principal().pk}": f"/en/mine/{case.pk}/",
        f"user:{people.judge_a().pk}": f"/staff/cases/inspect/{case.pk}/",
    }


def on_appeal(case, procedure="second_instance"):
    appeal = cases.a_case("（2026）粤03民终1号", follows=case, procedure=procedure)
    party = cases.a_party(appeal, people.principal(), role="appellant", continues=cases.plaintiff(case))
    return appeal, party


@pytest.mark.parametrize("procedure", law.CARRIED_TO)
def test_the_address_is_carried_to_later_stages(case, procedure):
    cases.confirmed_address(case)
    _appeal, party = on_appeal(case, procedure)
    found = address_in_force(party, TODAY)
    assert found.is_carried and found.confirmation.consents_now


def test_the_address_is_not_carried_to_another_first_instance(case):
    cases.confirmed_address(case)
    _appeal, party = on_appeal(case, "ordinary")
    assert address_in_force(party, TODAY) is None


def test_a_carried_consent_is_withdrawn_for_the_later_case_alone(case):
    cases.confirmed_address(case)
    appeal, party = on_appeal(case)
    actions.withdraw_consent(
        actor=people.actor(people.principal()), at=NOW, case_id=appeal.pk, party_id=party.pk
    )
    assert not address_in_force(party, TODAY).confirmation.consents_now
    assert address_in_force(cases.plaintiff(case), TODAY).confirmation.consents_now


def test_a_party_continues_only_a_party_of_the_case_that_is_continued(case):
    other = cases.a_case("（2026）粤0391民初2号")
    with pytest.raises(ValidationError):
        cases.a_party(other, continues=cases.plaintiff(case))


def test_addresses_are_encrypted_and_stay_out_of_the_log(case):
    cases.confirmed_address(case)
    stored = AddressConfirmation.objects.values_list("postal_address", flat=True)[0]
    assert "香港".encode() not in stored.sealed
    body = bytes(Event.objects.get(act="cases.address_confirmed").body).decode()
    assert "香港" not in body and "chan@example.test" not in body


def test_nothing_is_in_force_before_its_day(case):
    cases.confirmed_address(case)
    assert address_in_force(cases.plaintiff(case), TODAY - timedelta(days=1)) is None
