"""A1: nobody reads another's case. Every URL of these rooms, for every member of the cast."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import URLPattern, reverse

from portal.cases import urls as case_urls
from portal.drafts import urls as draft_urls
from portal.notices import urls as notice_urls
from portal.notices.models import Notice
from tests.factories import cases, people

pytestmark = pytest.mark.django_db

#: Pages that show only one's own things, whoever asks.
OWN = {"cases:mine", "notices:inbox", "drafts:drafts"}
RECORDS = [
    f"{module.app_name}:{pattern.name}"
    for module in (case_urls, notice_urls, draft_urls)
    for pattern in module.urlpatterns
    if isinstance(pattern, URLPattern) and f"{module.app_name}:{pattern.name}" not in OWN
]
CONCERNED = {"principal", "opponent", "lawyer"}
COURT = {"judge_a", "clerk_a"}
STRANGERS = sorted(set(people.CAST) - CONCERNED)
ELSEWHERE = sorted(set(STRANGERS) - COURT)


@pytest.fixture
def world():
    case = cases.chan_against_ho()
    agent = cases.represented(case)
    filed = cases.filed(case)
    notice = Notice.objects.filter(recipient_key=f"user:{people.principal().pk}").first()
    return {
        "case_id": case.pk,
        "party_id": cases.plaintiff(case).pk,
        "representation_id": agent.pk,
        "filed_id": filed.pk,
        "exhibit_id": filed.exhibit_id,
        "notice_id": notice.pk,
        "form_key": "cases.unknown",
    }


def address_of(name: str, world: dict) -> str:
    patterns = {
        f"{module.app_name}:{pattern.name}": pattern
        for module in (case_urls, notice_urls, draft_urls)
        for pattern in module.urlpatterns
    }
    wanted = patterns[name].pattern.converters
    return reverse(name, kwargs={key: world[key] for key in wanted})


def test_the_matrix_knows_every_url_and_every_role():
    assert len(RECORDS) >= 11
    assert {"stranger", "mediator", "clerk_b", "judge_b", "operator", "auditor"} <= set(STRANGERS)


@pytest.mark.parametrize("role", STRANGERS)
def test_a_stranger_gets_404_on_every_record(client, world, role):
    people.sign_in(client, people.CAST[role]())
    for name in RECORDS:
        address = address_of(name, world)
        answers = {client.get(address).status_code, client.post(address, {"reason": "x"}).status_code}
        assert answers <= {404, 405}, f"{role} at {name}: {answers}"
        assert 404 in answers, f"{role} at {name}: {answers}"


@pytest.mark.parametrize("role", STRANGERS)
def test_a_strangers_own_lists_show_nothing_of_the_case(client, world, role):
    people.sign_in(client, people.CAST[role]())
    page = client.get("/en/mine/").content.decode()
    assert "CASE-2026" not in page
    assert "No case is open to you yet." in page


@pytest.mark.parametrize("name", RECORDS)
def test_a_visitor_without_an_account_is_never_shown_a_record(client, world, name):
    address = address_of(name, world)
    assert client.get(address).status_code in {302, 404, 405}


def test_the_opponent_reads_the_case_and_none_of_her_papers_or_addresses(client, world):
    cases.confirmed_address(cases.chan_against_ho())
    people.sign_in(client, people.opponent())
    page = client.get(f"/en/mine/{world['case_id']}/").content.decode()
    assert "陳嘉敏" in page
    assert "虛構道" not in page and "chan@example.test" not in page and "contract of 2025" not in page
    for name in (
        "cases:address",
        "cases:withdraw_consent",
        "cases:authority",
        "cases:exhibit",
        "cases:end_representation",
    ):
        assert client.get(address_of(name, world)).status_code == 404, name


@pytest.mark.parametrize("role", [*ELSEWHERE, "principal", "opponent", "lawyer"])
def test_the_desk_of_court_a_is_shut_to_everybody_else(client, world, role):
    people.sign_in(client, people.CAST[role]())
    case = world["case_id"]
    desk = [
        reverse("cases_desk:act", args=[case, "stay"]),
        reverse("cases_desk:exhibit", args=[case, world["exhibit_id"]]),
        reverse("cases_desk:open"),
        reverse("cases_desk:import"),
    ]
    if role != "auditor":
        desk.append(reverse("cases_desk:inspect", args=[case]))
    if role in {"clerk_b", "assistance_desk"}:  # they open and import cases of their own court
        desk = [address for address in desk if "/open/" not in address and "/import/" not in address]
    for address in desk:
        assert client.get(address).status_code in {302, 404}, f"{role} at {address}"


def test_an_auditor_reads_the_history_and_nothing_else(client, world):
    people.sign_in(client, people.auditor())
    page = client.get(reverse("cases_desk:inspect", args=[world["case_id"]]))
    assert page.status_code == 200
    text = page.content.decode()
    assert len(page.context["history"]) > 3
    assert "is_staff" not in page.context and "contract of 2025" not in text
    assert "act/stay" not in text


def test_a_record_that_does_not_exist_answers_like_one_that_is_shut(client, world):
    people.sign_in(client, people.stranger())
    shut = client.get(f"/en/mine/{world['case_id']}/")
    missing = client.get(f"/en/mine/{uuid4()}/")
    assert shut.status_code == missing.status_code == 404
