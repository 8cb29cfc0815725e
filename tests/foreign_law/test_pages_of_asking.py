"""The pages of a side and of whoever was asked, and the court's page for a new request: who sees what, what is kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from foreign_law.models import AscertainmentRequest, Cost
from foreign_law.rules.ascertainment import lifecycle
from portal.drafts import actions as drafts
from tests.factories import ascertainment as made
from tests.factories import cases, people

pytestmark = pytest.mark.django_db
LIST = "/en/law/ascertainment/"


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def here(request: AscertainmentRequest, end: str = "") -> str:
    return f"{LIST}{request.reference}/{end}"


def said(client: Client, user: Any, address: str, status: int = 200) -> str:
    people.sign_in(client, user)
    answer = client.get(address)
    assert answer.status_code == status, (answer.status_code, address)
    return answer.content.decode()


def entered(**changed: Any) -> dict[str, Any]:
    return {
        "basis": "party_choice", "choice_clause": "本合同适用香港法律。", "jurisdiction": "CN-HK", "fact_date": "2024-05-06",
        "language": "en", "question_1": "违约金条款是否有效？", "translation_1": "Is the clause valid?", **changed,
    }  # fmt: skip


def in_full(**entries: Any) -> AscertainmentRequest:
    """A request with an attempt, periods and a cost."""
    request = made.a_request(lifecycle.IN_PROGRESS, **entries)
    attempt = made.an_attempt(request, state=lifecycle.ACCEPTED)
    plaintiff, defendant = request.case.parties.order_by("number")
    common = {"reason": "公证", "due_date": "2099-12-31", "fixed_at": made.NOW, "fixed_by": "user:x"}
    request.periods.create(kind="provide", party=plaintiff, **common)
    request.periods.create(kind="supplement", party=defendant, **common)
    request.periods.create(kind="answer", attempt=attempt, **common)
    Cost.objects.create(
        request=request,
        attempt=attempt,
        number=1,
        kind="fee",
        currency="HKD",
        quoted="8000",
        quoted_date=made.TODAY,
    )
    return request


def test_a_side_reads_where_it_stands_and_only_its_own_periods(client: Client) -> None:
    request = in_full()
    page = said(client, people.principal(), LIST)
    assert request.reference in page
    page = said(client, people.principal(), here(request))
    for words in (
        "The foreign law is being ascertained",
        "Now with: whoever was asked",
        "HKD&nbsp;8,000.00",
        "违约金",
    ):
        assert words in page
    assert "To provide the foreign law" in page
    assert "To supplement" not in page
    assert "Agree to cost 1" in page


def test_whoever_was_asked_reads_the_question_and_no_party(client: Client) -> None:
    request = in_full()
    page = said(client, made.expert(), here(request))
    assert "违约金" in page
    assert "For the answer on a route" in page
    assert "双方于2024年5月6日签订合同。" in page
    for hidden in (
        "陳嘉敏",
        "何德榮",
        "To provide the foreign law",
        request.case.reference,
        "Basis",
        "Agree to cost",
    ):
        assert hidden not in page
    request.attempts.update(names_parties=True)
    assert "陳嘉敏" in said(client, made.expert(), here(request))


@pytest.mark.parametrize("who", ["stranger", "clerk_b", "librarian"])
def test_a_request_of_others_does_not_exist(client: Client, who: str) -> None:
    request = in_full()
    period, cost, attempt = request.periods.first(), request.costs.get(), request.attempts.get()
    people.sign_in(client, people.CAST[who]())
    assert request.reference not in client.get(LIST).content.decode()
    ends = ["", "edit/", "withdraw/", f"periods/{period.pk}/extension/", f"quote/{attempt.pk}/",
            f"costs/{cost.pk}/agree/", f"costs/{cost.pk}/paid/"]  # fmt: skip
    assert {client.get(here(request, end)).status_code for end in ends} == {404}
    assert client.get(f"{LIST}ask/{request.case.pk}/").status_code == 404


def test_another_expert_the_other_side_and_unknown_numbers_find_nothing(client: Client) -> None:
    request = in_full()
    own = request.periods.get(kind="provide")
    said(client, made.other_expert(), here(request), 404)
    said(client, people.opponent(), here(request, f"periods/{own.pk}/extension/"), 404)
    said(client, people.opponent(), f"{LIST}FL-2026-00001-X/", 404)
    said(client, people.opponent(), f"{LIST}{'9' * 200}/", 404)
    draft = made.a_request(lifecycle.DRAFT)
    said(client, people.principal(), here(draft), 404)


def test_a_party_asks_keeps_what_she_typed_and_finds_her_request(client: Client) -> None:
    case = made.ascertained_case()
    address = f"{LIST}ask/{case.pk}/"
    assert "Ask in case" in said(client, people.principal(), LIST)
    answer = client.post(
        address, entered(choice_clause="", question_1="", question_2="第二个？", jurisdiction="other")
    )
    page = answer.content.decode()
    assert "Quote the clause" not in page  # the code of the law is asked for first
    assert "Enter the ISO 3166 code" in page
    assert "第二个？" in page
    answer = client.post(address, entered(choice_clause="", jurisdiction="other", other_law="gb"))
    assert "Quote the clause" in answer.content.decode()
    answer = client.post(address, entered(choice_upload=cases.upload("contract")))
    request = AscertainmentRequest.objects.get()
    assert answer["Location"] == here(request)
    assert request.questions.get().translation == "Is the clause valid?"
    assert "The request lies before the judge" in said(client, people.principal(), here(request))


def test_what_was_typed_opens_again_as_a_draft(client: Client) -> None:
    case = made.ascertained_case()
    key = f"foreign_law.ask:{case.pk}"
    typed = {
        "choice_clause": ["条款"],
        "question_1": ["甲？"],
        "question_5": ["戊？"],
        "basis": ["party_choice"],
    }
    drafts.save(owner_key=f"user:{people.principal().pk}", form_key=key, values=typed, at=made.NOW)
    page = said(client, people.principal(), f"{LIST}ask/{case.pk}/")
    assert "This is your draft" in page
    for words in ("条款", "甲？", "戊？"):
        assert words in page
    client.post(f"{LIST}ask/{case.pk}/", entered())
    assert drafts.load(f"user:{people.principal().pk}", key) is None


def test_what_came_back_is_completed_and_sent_again(client: Client) -> None:
    case = made.ascertained_case()
    request = made.a_request(
        lifecycle.DRAFT, asked_by_party=cases.plaintiff(case), reason="请补充。", basis="party_choice"
    )
    page = said(client, people.principal(), here(request))
    assert "请补充。" in page
    said(client, people.opponent(), here(request), 404)
    people.sign_in(client, people.principal())
    client.post(here(request, "edit/"), entered(question_1="改过的问题", _save=""))
    request.refresh_from_db()
    assert (request.state, request.questions.get().text) == (lifecycle.DRAFT, "改过的问题")
    fields = entered(question_1="改过的问题", _send="")
    client.post(here(request, "edit/"), fields)
    request.refresh_from_db()
    assert request.state == lifecycle.SUBMITTED
    client.post(here(request, "withdraw/"), {"reason": "和解"})
    request.refresh_from_db()
    assert request.state == lifecycle.WITHDRAWN


def test_more_time_costs_and_quotes_by_their_pages(client: Client) -> None:
    request = in_full()
    period, cost, attempt = request.periods.get(kind="provide"), request.costs.get(), request.attempts.get()
    people.sign_in(client, people.principal())
    address = here(request, f"periods/{period.pk}/extension/")
    client.post(address, {"until": "2100-02-01", "reasons": "律师休假"})
    assert period.extension_requests.get().party == cases.plaintiff(request.case)
    client.post(here(request, f"costs/{cost.pk}/agree/"))
    client.post(here(request, f"costs/{cost.pk}/paid/"), {"paid_date": "2026-11-20"})
    cost.refresh_from_db()
    assert (cost.state, cost.payer.number) == ("paid", 1)
    people.sign_in(client, made.expert())
    quote = {"kind": "attendance", "currency": "HKD", "quoted": "500", "quoted_date": "2026-11-20"}
    client.post(here(request, f"quote/{attempt.pk}/"), quote)
    assert request.costs.get(number=2).attempt == attempt
    assert client.post(here(request, f"costs/{cost.pk}/agree/")).status_code == 404


def test_the_answer_and_the_costs_are_open_to_the_sides_alone(client: Client) -> None:
    request = in_full(basis="party_choice")
    AscertainmentRequest.objects.update(state=lifecycle.CONFIRMED)
    held = made.a_determination(request)
    held.answers.create(question=request.questions.get(), text="有效，但不得为惩罚性。")
    page = said(client, people.opponent(), here(request))
    assert "What the judge held" in page
    assert "不得为惩罚性" in page
    other = said(client, made.expert(), here(request))
    assert "What the judge held" not in other
    assert "本合同適用香港法律。" not in other


@pytest.mark.parametrize("who", ["principal", "expert"])
def test_one_request_takes_a_bounded_number_of_queries(
    client: Client, django_assert_max_num_queries: Any, who: str
) -> None:
    request = in_full()
    people.sign_in(client, made.expert() if who == "expert" else people.CAST[who]())
    client.get(here(request))
    with django_assert_max_num_queries(55):
        client.get(here(request))


def test_a_page_with_many_requests_asks_no_more_of_the_database(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    for _number in range(3):
        in_full()
    people.sign_in(client, people.principal())
    client.get(LIST)
    with django_assert_max_num_queries(24):
        client.get(LIST)


def test_the_clerk_opens_a_request_on_one_page(client: Client) -> None:
    case = made.ascertained_case()
    assert case.reference in said(client, people.clerk_a(), "/staff/ascertainment/new/?q=陳")
    address = f"/staff/ascertainment/new/?case={case.pk}"
    assert "陳嘉敏" in said(client, people.clerk_a(), address)
    answer = client.post(address, entered(question_1="", _submit=""))
    with translation.override("zh-hans"):
        assert gettext("Enter at least one question on foreign law.") in answer.content.decode()
    assert not AscertainmentRequest.objects.exists()
    client.post(address, entered(asked_by_party=cases.plaintiff(case).pk, nature="买卖合同", _submit=""))
    request = AscertainmentRequest.objects.get()
    assert (request.state, request.nature, request.asked_by_party.number) == (
        lifecycle.SUBMITTED,
        "买卖合同",
        1,
    )
    client.post(address, entered(_draft=""))
    assert AscertainmentRequest.objects.filter(state=lifecycle.DRAFT).count() == 1


@pytest.mark.parametrize(("who", "status"), [("clerk_b", 404), ("librarian", 404), ("judge_b", 404)])
def test_a_case_of_another_court_is_not_opened(client: Client, who: str, status: int) -> None:
    case = made.ascertained_case()
    said(client, people.CAST[who](), f"/staff/ascertainment/new/?case={case.pk}", status)
