"""Pages of parties and agents: what is next, in their language, in a bounded number of queries."""

from __future__ import annotations

import pytest
from django.utils import translation

from portal.cases import actions
from portal.cases.models import AddressConfirmation
from portal.cases.templatetags.cases_words import typed
from portal.exhibits.models import Exhibit
from tests.factories import cases, people

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return cases.chan_against_ho()


@pytest.fixture
def chan(client):
    return people.sign_in(client, people.principal())


def test_my_cases_say_what_is_next_and_who_holds_it(chan, case):
    page = chan.get("/en/mine/").content.decode()
    assert case.reference in page
    assert "Confirm your address for service" in page
    assert "Now with: you." in page
    cases.confirmed_address(case)
    assert "Nothing is asked of you now" in chan.get("/en/mine/").content.decode()


@pytest.mark.parametrize("language", ["zh-hant", "zh-hans", "pt", "en"])
def test_the_case_page_opens_in_every_language(chan, case, language):
    cases.represented(case)
    cases.confirmed_address(case)
    cases.filed(case)
    answer = chan.get(f"/{language}/mine/{case.pk}/")
    assert answer.status_code == 200
    assert '<bdi lang="zh-Hant">陳嘉敏</bdi>' in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"


def test_a_list_of_many_cases_costs_as_many_queries_as_a_list_of_one(
    chan, case, django_assert_max_num_queries
):
    chan.get("/en/mine/")
    with django_assert_max_num_queries(20) as one:
        chan.get("/en/mine/")
    for number in range(6):
        other = cases.a_case(f"number {number}")
        cases.a_party(other, people.principal())
        cases.a_party(other, people.opponent(), role="defendant", name="何德榮")
    with django_assert_max_num_queries(20) as many:
        chan.get("/en/mine/")
    assert len(many) == len(one)


def test_the_address_is_confirmed_on_its_page(chan, case):
    address = f"/en/mine/parties/{cases.plaintiff(case).pk}/address/"
    assert "You need not consent" in chan.get(address).content.decode()
    wrong = chan.post(
        address, {"addressee": "Chan", "region": "HK", "postal_address": "1 Road", "consents": "on"}
    )
    assert wrong.status_code == 200
    assert "Choose what the consent covers." in wrong.content.decode()
    assert "1 Road" in wrong.content.decode()
    right = {"addressee": "Chan", "region": "HK", "postal_address": "1 Road", "consents": "on", "scope": ["procedural"],
             "email": "chan@example.test"}  # fmt: skip
    assert chan.post(address, right).status_code == 302
    assert AddressConfirmation.objects.get().consents_now


def test_the_consent_is_withdrawn_on_its_page(chan, case):
    cases.confirmed_address(case)
    address = f"/en/mine/parties/{cases.plaintiff(case).pk}/consent/"
    assert chan.get(address).status_code == 200
    assert chan.post(address, {"reason": ""}).status_code == 302
    assert not AddressConfirmation.objects.get().consents_now


def test_a_representation_is_ended_on_its_page_only_with_a_reason(chan, case):
    agent = cases.represented(case)
    address = f"/en/mine/agents/{agent.pk}/end/"
    assert chan.post(address, {"reason": ""}).status_code == 200
    assert chan.post(address, {"reason": "Trust lost."}).status_code == 302
    agent.refresh_from_db()
    assert agent.valid_to is not None


def test_an_exhibit_is_filed_and_downloaded_in_a_sandbox(chan, case):
    address = f"/en/mine/{case.pk}/exhibits/new/"
    assert chan.get(address).status_code == 200
    posted = {"party": cases.plaintiff(case).pk, "description": "A letter", "upload": cases.upload()}
    assert chan.post(address, posted).status_code == 302
    filed = case.filed_exhibits.get()
    answer = chan.get(f"/en/mine/{case.pk}/exhibits/{filed.pk}/")
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    again = {"party": cases.plaintiff(case).pk, "description": "Again", "upload": cases.upload()}
    assert "filed already" in chan.post(address, again).content.decode()
    assert Exhibit.objects.count() == 1


def test_a_download_asks_for_the_second_factor(client, case):
    filed = cases.filed(case)
    people.sign_in(client, people.principal(), second_factor=False)
    assert client.get(f"/en/mine/{case.pk}/exhibits/{filed.pk}/").status_code == 302


def test_an_entitys_representative_enters_the_next_link_of_the_chain(client):
    case = cases.a_case()
    company = cases.a_party(case, name="虛構貿易有限公司", kind="entity")
    clerk = people.actor(people.clerk_a())
    head = actions.enter_authority(
        actor=clerk, at=cases.NOW, case_id=case.pk, party_id=company.pk, holder_name="陳嘉敏", capacity="director",
        document_name="Register", holder=people.person_of(people.principal()),
    )  # fmt: skip
    actions.confirm_authority(actor=clerk, at=cases.NOW, case_id=case.pk, link_id=head.pk)
    people.sign_in(client, people.principal())
    address = f"/en/mine/parties/{company.pk}/authority/"
    assert client.get(address).status_code == 200
    posted = {
        "holder_name": "何",
        "capacity": "authorised",
        "document_name": "Letter",
        "acts_for": str(head.pk),
    }
    assert client.post(address, posted).status_code == 302
    assert "Waiting for the court" in client.get(f"/en/mine/{case.pk}/").content.decode()


@pytest.mark.parametrize(("page", "text", "script"), [
    ("zh-hans", "双方于2024年签订合同，约定交货。", "zh-Hans"), ("zh-hans", "違約金條款", "zh-Hant"),
    ("pt", "违约金条款", "zh-Hans"), ("pt", "違約金條款", "zh-Hant"), ("zh-hant", "合同", "zh-Hant"),
])  # fmt: skip
def test_what_was_typed_is_marked_with_the_script_in_which_it_stands(
    page: str, text: str, script: str
) -> None:
    with translation.override(page):
        assert typed(text) == f'<bdi lang="{script}">{text}</bdi>'
        assert typed("plain words") == "plain words"
