"""The pages of planning: the public planner, the clerk's one page, the routes of a matter, the courts' practice."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from portal.audit.models import Event
from portal.cases.models import Cause
from service_of_process.actions.practice import seed_practice
from service_of_process.models import CourtPractice, Leg, MacaoAuthorisation, ServiceMatter
from service_of_process.queries.abroad import left_abroad
from service_of_process.rules import channels, lifecycle
from tests.factories import cases, people, service

pytestmark = pytest.mark.django_db
ANSWERS = {
    "region": "HK",
    "address": "yes",
    "agent": "no",
    "electronic": "no",
    "in_mainland": "no",
    "wholly_owned": "no",
}


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def page(client: Client, **answers: str) -> str:
    return client.get("/en/service/plan/", answers).content.decode()


def signed_in(user) -> Client:
    client = Client()
    user.language = "en"
    user.save()
    people.sign_in(client, user)
    return client


def test_anybody_plans_a_route_from_answers_in_the_address(client: Client) -> None:
    assert "What is known" in page(client)
    found = page(client, **ANSWERS)
    assert "Entrusted to the Hong Kong High Court" in found
    assert "Macao Court of Final Appeal" not in found
    assert "Public notice comes only when the other routes have failed" in found
    assert "the judge finds that the routes are exhausted" in found


def test_answers_that_cannot_be_read_are_named_and_change_nothing(client: Client) -> None:
    wrong = page(client, region="TW", hearing="yesterday", court="NOWHERE")
    assert "Please correct the following" in wrong
    assert "Lawful routes" not in wrong


def test_the_planner_shows_figures_only_with_enough_decided_legs(client: Client) -> None:
    matter = service.a_matter()
    for day in (1, 2, 3, 4):
        service.a_leg(
            matter,
            state=lifecycle.PROVED,
            dispatched_date=f"2026-09-0{day}",
            proof_received_date="2026-09-11",
        )
    assert "too few decided legs" in page(client, **ANSWERS)
    service.a_leg(matter, state=lifecycle.FAILED)
    service.a_leg(matter, state=lifecycle.DISPATCHED)  # open: not counted
    found = page(client, **ANSWERS)
    assert "4 of 5 decided legs succeeded (80 %)." in found
    assert "Half of these took up to 8 days, nine in ten up to 10 days." in found


def test_rarer_questions_stand_behind_a_fold_that_opens_when_answered(client: Client) -> None:
    assert "<details>" in page(client, **ANSWERS, branch="no")
    assert "<details open>" in page(client, **ANSWERS, is_judgment="yes")


@pytest.mark.parametrize("language", ["zh-hant", "zh-hans", "pt", "en"])
def test_the_planner_answers_in_four_languages(client: Client, language: str) -> None:
    assert (
        client.get(f"/{language}/service/plan/", {"region": "MO", "purpose": "evidence"}).status_code == 200
    )


def test_a_clerk_opens_a_matter_with_address_document_and_routes_on_one_page() -> None:
    service.practice()
    case = service.served_case()
    client = signed_in(people.clerk_a())
    address = reverse("service_planning:new")
    assert "何德榮" in client.get(address, {"q": "1001"}).content.decode()
    party = cases.defendant(case)
    where = f"{address}?party={party.pk}"
    assert "Name on the papers" in client.get(where).content.decode()
    entered = {
        "kind": "service", "region": "HK", "nature": "买卖合同纠纷", "answer_days": "30", "second_language": "en",
        "name": "何德榮", "language": "zh-hant", "address": "香港九龍虛構街8號12樓A室", "address_kind": "residence",
        "address_source": "claim", "email": "ho@example.test", "routes": ["entrusted_hk", "mail", "electronic"],
        "documents-TOTAL_FORMS": "1", "documents-INITIAL_FORMS": "0", "documents-0-kind": "claim",
        "documents-0-language": "zh-hans", "documents-0-pages": "2", "documents-0-title": "起诉状副本",
        "documents-0-upload": cases.upload("statement of claim"),
    }  # fmt: skip
    answer = client.post(where, entered)
    matter = ServiceMatter.objects.get()
    assert answer["Location"] == reverse("service_planning:routes", args=[matter.pk])
    legs = {leg.channel: leg for leg in matter.legs.all()}
    assert set(legs) == {"entrusted_hk", "mail", "electronic"}
    assert legs["electronic"].legal_basis == channels.BY_CONFIRMED_RECEIPT
    assert matter.documents.get().name_on_document == "何德榮"
    shown = client.get(answer["Location"]).content.decode()
    assert "To be looked at" in shown and "The Chinese letter of request has not been made yet." in shown


def test_a_refused_entry_opens_no_matter_and_keeps_what_was_typed() -> None:
    service.practice()
    party = cases.defendant(service.served_case())
    client = signed_in(people.clerk_a())
    where = f"{reverse('service_planning:new')}?party={party.pk}"
    entered = {
        "kind": "service", "region": "HK", "nature": "买卖合同纠纷", "second_language": "en", "name": "何德榮",
        "language": "zh-hant", "address_kind": "residence", "address_source": "claim", "routes": ["entrusted_hk"],
        "documents-TOTAL_FORMS": "1", "documents-INITIAL_FORMS": "0", "documents-0-kind": "",
        "documents-0-language": "zh-hans",
    }  # fmt: skip
    answer = client.post(where, entered).content.decode()
    assert "Choose the address." in answer
    assert "买卖合同纠纷" in answer
    nameless = client.post(
        where, {**entered, "documents-0-title": "起诉状", "documents-0-upload": cases.upload("x")}
    )
    assert "Choose the kind of document." in nameless.content.decode()
    assert not ServiceMatter.objects.exists()


def test_the_nature_is_proposed_in_chinese_whatever_the_language_of_the_page() -> None:
    case = service.served_case()
    case.cause = Cause.objects.create(
        code="loan", name_zh_hans="借款合同纠纷", name_en="Dispute over a loan contract"
    )
    case.save()
    service.practice()
    client = signed_in(people.clerk_a())
    where = f"{reverse('service_planning:new')}?party={cases.defendant(case).pk}"
    assert 'value="借款合同纠纷"' in client.get(where).content.decode()


def test_papers_abroad_in_a_concluded_case_wait_on_the_desk() -> None:
    matter = service.a_matter()
    leg = service.a_leg(matter, state=lifecycle.RECEIVED)
    clerk = people.actor(people.clerk_a())
    assert not list(left_abroad(clerk, service.TODAY))
    matter.case.state, matter.case.concluded_date = "concluded", service.TODAY
    matter.case.save()
    assert [row.title for row in left_abroad(clerk, service.TODAY)] == [leg.reference]
    assert not list(left_abroad(people.actor(people.clerk_b()), service.TODAY))


def test_routes_are_opened_from_the_planner_of_a_matter() -> None:
    matter = service.a_matter(lifecycle.DRAFT)
    client = signed_in(people.clerk_a())
    where = reverse("service_planning:routes", args=[matter.pk])
    assert "Open this route: Mail" in client.get(where).content.decode()
    client.post(where, {"routes": ["mail", "entrusted_hk"]})
    assert set(Leg.objects.values_list("channel", flat=True)) == {"mail", "entrusted_hk"}
    assert "under way" in client.get(where).content.decode()


@pytest.mark.parametrize("somebody", ["clerk_b", "principal", "stranger", "judge_a"])
def test_planning_does_not_exist_for_others(somebody: str) -> None:
    matter = service.a_matter()
    client = signed_in(people.CAST[somebody]())
    routes = client.get(reverse("service_planning:routes", args=[matter.pk])).status_code
    new = client.get(f"{reverse('service_planning:new')}?party={matter.addressee.party_id}").status_code
    assert new in (302, 404)
    assert routes == (200 if somebody == "judge_a" else routes) and (
        routes in (302, 404) or somebody == "judge_a"
    )


def test_practice_is_changed_by_the_courts_own_staff_and_recorded() -> None:
    held = service.practice()
    client = signed_in(people.clerk_a())
    where = reverse("service_planning:practice_edit", args=[held.court_id])
    entered = {"letters": "QH", "hearing_warn_days": "180", "hearing_short_days": "200", "smallest_cell": "5"}
    assert "not longer than" in client.post(where, entered).content.decode()
    client.post(where, {**entered, "hearing_short_days": "120"})
    held.refresh_from_db()
    assert (held.hearing_warn_days, held.hearing_short_days) == (180, 120)
    assert Event.objects.filter(act="service_of_process.practice_changed").count() == 1
    assert signed_in(people.clerk_b()).get(where).status_code == 404
    assert "180 / 120" in client.get(reverse("service_planning:practice")).content.decode()


def test_letters_stay_once_a_number_was_given() -> None:
    held = service.a_matter().court.service_practice
    client = signed_in(people.clerk_a())
    where = reverse("service_planning:practice_edit", args=[held.court_id])
    assert "they stay" in client.post(where, {"letters": "XX", "smallest_cell": "5"}).content.decode()


def test_an_authorisation_is_entered_with_its_source_and_ended_with_a_reason() -> None:
    service.practice()
    client = signed_in(service.own_desk())
    entered = {
        "court": people.court().pk,
        "valid_from": "2023-03-01",
        "source": "Order of the Supreme People's Court",
    }
    client.post(reverse("service_planning:authorise"), entered)
    row = MacaoAuthorisation.objects.get()
    again = client.post(reverse("service_planning:authorise"), {**entered, "valid_from": "2024-03-01"})
    assert "authorised already" in again.content.decode()
    client.post(
        reverse("service_planning:authorisation_end", args=[row.pk]),
        {"valid_to": "2026-12-01", "reason": "Over"},
    )
    row.refresh_from_db()
    assert str(row.valid_to) == "2026-12-01"


def test_the_bootstrap_enters_letters_and_authorised_courts_once() -> None:
    people.court()
    seed_practice()
    assert "0 courts entered" in seed_practice()
    assert CourtPractice.objects.get(letters="QH").upper_court.code == "CN-GD-HPC"
    assert CourtPractice.objects.get(letters="GDHPC").upper_court is None
    codes = set(MacaoAuthorisation.objects.values_list("court__code", flat=True))
    assert codes == {"CN-GD-HQ", "CN-GD-QH", "CN-GD-NS"}
    assert not CourtPractice.objects.filter(pilot_is_open=True).exists()
