"""The desk of ascertainment: who sees which request, what its page tells, which buttons stand there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from foreign_law.forms.ascertainment.offered import offered
from foreign_law.models import (
    AscertainmentRequest,
    Cost,
    ExtensionRequest,
    Finding,
    FindingShown,
    Period,
    Questioning,
)
from foreign_law.rules.ascertainment import lifecycle, routes
from foreign_law.rules.ascertainment.lifecycle import F
from foreign_law.rules.ascertainment.seats import SEATS
from foreign_law.viewsets.ascertainment.acts import RECORDS
from portal.desk.registry import queues, sources
from tests.factories import ascertainment as law
from tests.factories import people

pytestmark = pytest.mark.django_db
DESK = "ascertainment_desk:"
#: Who has no desk at all is asked to sign in as somebody else.
SHUT = (302, 404)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def as_user(client: Client, user: Any) -> Client:
    people.sign_in(client, user)
    client.cookies["django_language"] = "en"
    user.language = "en"
    user.save()
    return client


def page(request: AscertainmentRequest) -> str:
    return reverse(DESK + "inspect", args=[request.pk])


def full(state: str = lifecycle.POSITIONS, number: int = 1) -> AscertainmentRequest:
    """A request with something of everything, ``number`` times."""
    request = law.a_request(state, questions=2)
    party = request.case.parties.first()
    for _turn in range(number):
        attempt = law.an_attempt(request, state="answered")
        law.proofs_of(attempt)
        law.a_material(request, attempt)
        law.a_material(request, how_obtained="", state="incomplete")
        Questioning.objects.create(
            attempt=attempt,
            number=attempt.questionings.count() + 1,
            state="asked",
            asked_by_party=party,
            reason="含义不明",
        )
        period = Period.objects.create(
            request=request, kind="provide", due_date=law.TODAY + timedelta(days=9), reason="公证认证", fixed_at=law.NOW,
            fixed_by="system:test",
        )  # fmt: skip
        ExtensionRequest.objects.create(
            period=period, party=party, until=law.TODAY + timedelta(days=20), reasons="领馆", asked_at=law.NOW,
            asked_by="system:test",
        )  # fmt: skip
        Cost.objects.create(
            request=request,
            number=request.costs.count() + 1,
            kind="fee",
            currency="HKD",
            quoted=1000,
            quoted_date=law.TODAY,
        )
        FindingShown.objects.create(
            request=request, finding=law.a_finding(case_number=f"{request.reference} {_turn}"), shown_at=law.NOW,
            shown_to="system:test",
        )  # fmt: skip
    law.positions(request, "object")
    return request


# -- who sees it


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("clerk_a", True), ("judge_a", True), ("clerk_b", False), ("judge_b", False), ("lawyer", False),
        ("principal", False), ("stranger", False), ("librarian", False),
    ],
)  # fmt: skip
def test_a_request_is_open_to_the_staff_of_its_court_and_to_nobody_else(
    client: Client, name: str, seen: bool
) -> None:
    request = law.a_request(lifecycle.ROUTING)
    exhibit = law.a_file(request)
    as_user(client, getattr(people, name)())
    wanted = (200,) if seen else SHUT
    for address in (
        page(request),
        reverse(DESK + "file", args=[request.pk, exhibit.pk]),
        reverse(DESK + "act", args=["findings_shown", request.pk]),
    ):
        assert client.get(address).status_code in wanted, address
    shown = client.get(reverse(DESK + "index"))
    if shown.status_code == 200:
        assert (request.reference in shown.content.decode()) == seen
    else:
        assert not seen and shown.status_code in SHUT


def test_a_file_of_another_request_is_not_given_out(client: Client) -> None:
    request, other = law.a_request(), law.a_request()
    exhibit = law.a_file(other)
    as_user(client, people.clerk_a())
    assert client.get(reverse(DESK + "file", args=[request.pk, exhibit.pk])).status_code == 404


# -- the page


def test_the_page_tells_everything_in_a_bounded_number_of_queries(client: Client) -> None:
    small, large = full(), full(number=3)
    as_user(client, people.judge_a())
    client.get(page(small))
    counted = []
    for request in (small, large):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            shown = client.get(page(request)).content.decode()
        counted.append(len(queries))
        for words in (
            "Cap. 9001 s. 2",
            "how the law was obtained",
            "含义不明",
            "Questioning in court",
            "HKD&nbsp;1,000",
        ):
            assert words in shown, words
    assert counted[1] <= counted[0] + 2 and counted[1] < 130, counted


def test_the_judge_reads_what_each_answer_still_lacks(client: Client) -> None:
    request = full()
    shown = as_user(client, people.judge_a()).get(page(request)).content.decode()
    assert "The answer is yours" in shown and "Nothing was shown in court yet" in shown
    assert "The answer is yours" not in as_user(client, people.clerk_a()).get(page(request)).content.decode()


# -- buttons


def buttons_on(client: Client, request: AscertainmentRequest) -> set[str]:
    shown = client.get(page(request)).content.decode()
    return {name.partition("-")[0] for name in re.findall(r"/act/([a-z_0-9-]+)/", shown)}


@pytest.mark.parametrize("state", lifecycle.STATES)
def test_buttons_stand_exactly_where_the_tables_let_the_seat_act(client: Client, state: str) -> None:
    request = law.a_request(state)
    named = {act for _state, act in lifecycle.REQUEST_TRANSITIONS}
    for user, seat in ((people.clerk_a(), lifecycle.CLERK), (people.judge_a(), lifecycle.JUDGE)):
        as_user(client, user)
        for act in buttons_on(client, request):
            assert seat in SEATS[F + act], act
            assert F + act not in named or lifecycle.request_after(state, F + act), act
            assert client.get(reverse(DESK + "act", args=[act, request.pk])).status_code == 200, act
    for form in offered():
        if (
            form.on == "request"
            and not lifecycle.request_after(state, F + form.act)
            and F + form.act in named
        ):
            assert client.get(reverse(DESK + "act", args=[form.act, request.pk])).status_code == 404, form.act


def test_every_button_of_every_record_opens_its_form(client: Client) -> None:
    request = full()
    for user in (people.clerk_a(), people.judge_a()):
        as_user(client, user)
        shown = client.get(page(request)).content.decode()
        found = set(re.findall(r'href="(/[^"]*/act/[^"]+)"', shown))
        assert found
        for address in found:
            assert client.get(address).status_code == 200, address


def test_every_act_offered_is_known_to_the_seats_and_to_the_door() -> None:
    assert {form.on for form in offered()} <= {"request", *RECORDS}
    assert not [form.act for form in offered() if F + form.act not in SEATS]


def test_the_judge_confirms_by_the_form_and_what_blocks_stands_above_it(client: Client) -> None:
    request = law.a_request(lifecycle.POSITIONS)
    material = law.a_material(request)
    as_user(client, people.judge_a())
    address = reverse(DESK + "act", args=["content_confirmed", request.pk])
    assert "Nothing was shown in court yet" in client.get(address).content.decode()
    exhibition = request.exhibitions.create(
        number=1,
        how="hearing",
        shown_date=law.TODAY,
        minutes_reference="笔录",
        recorded_at=law.NOW,
        recorded_by="x",
    )
    exhibition.materials.set([material])
    law.positions(request)
    entered = {
        "content": "有效",
        "answer_1": "有效",
        "reasons": "",
        "rests_on_1": [str(material.cited.get().pk)],
    }
    shown = client.post(address, entered).content.decode()
    assert "What you entered is kept" in shown and "有效" in shown
    assert client.post(address, {**entered, "reasons": "无异议"}).status_code == 302
    request.refresh_from_db()
    assert request.state == lifecycle.CONFIRMED
    assert "有效" in client.get(page(request)).content.decode()


def test_findings_are_looked_at_by_the_form(client: Client) -> None:
    request = law.a_request(lifecycle.SCOPED)
    finding = law.a_finding()
    as_user(client, people.clerk_a())
    address = reverse(DESK + "act", args=["findings_shown", request.pk])
    assert finding.proposition in client.get(address).content.decode()
    assert "added meanwhile" in client.post(address, {"seen": ""}).content.decode()
    assert client.post(address, {"seen": str(finding.pk)}).status_code == 302
    assert request.findings_shown.get().finding == finding


# -- the list, queues, search, figures


def test_the_list_is_narrowed_and_bounded(client: Client) -> None:
    held = [law.a_request(lifecycle.ROUTING) for _number in range(4)]
    other = law.a_request(lifecycle.CLOSED, basis=routes.PARTY_CHOICE, jurisdiction="CN-MO")
    Period.objects.create(
        request=held[0],
        kind="provide",
        due_date=law.TODAY - timedelta(days=900),
        reason="x",
        fixed_at=law.NOW,
        fixed_by="x",
    )
    as_user(client, people.clerk_a())
    address = reverse(DESK + "index")
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    assert len(queries) < 60
    for query, wanted in (
        ({"state": "closed"}, {other}), ({"law": "CN-MO"}, {other}), ({"basis": "party_choice"}, {other}),
        ({"due": "overdue", "sort": "due"}, {held[0]}), ({"holder": "clerk", "sort": "due"}, set(held)),
        ({"q": other.reference}, {other}), ({"q": "nothing like it"}, set()), ({"state": "x", "due": "y"}, {*held, other}),
    ):  # fmt: skip
        shown = client.get(address, query).content.decode()
        assert {one for one in (*held, other) if one.reference in shown} == wanted, query


def test_queues_and_search_know_requests_of_the_own_court_only() -> None:
    full(lifecycle.POSITIONS)
    law.a_request(lifecycle.SUBMITTED)
    filled = {
        "ascertainment-judge",
        "ascertainment-hearing",
        "ascertainment-extensions",
        "ascertainment-assess",
    }
    on = law.TODAY
    for code, queue in queues.items():
        if code.startswith("ascertainment-"):
            for user in (people.clerk_a(), people.judge_a(), people.clerk_b(), people.judge_b()):
                actor = people.actor(user)
                rows = list(queue.rows(actor, on)) if actor.roles & queue.roles else []
                assert not rows or user in (people.clerk_a(), people.judge_a())
                if user == people.judge_a() and code in filled:
                    assert rows, code
    source = sources.get("ascertainments")
    assert source is not None
    assert list(source.find(people.actor(people.clerk_a()), on, "FL-2026"))
    assert not list(source.find(people.actor(people.clerk_b()), on, "FL-2026"))


def test_figures_count_routes_outcomes_and_days(client: Client) -> None:
    request = law.a_request(lifecycle.CONFIRMED)
    law.an_attempt(request, state="assessed", outcome="sufficient", received_date=law.TODAY)
    law.an_attempt(request, routes.EMBASSY, state="assessed", outcome="none")
    law.a_determination(request)
    shown = as_user(client, people.judge_a()).get(reverse(DESK + "charts")).content.decode()
    assert "Embassies and consulates" in shown and "1 / 1" in shown


# -- findings recorded by hand


def test_the_librarian_records_and_withdraws_a_finding(client: Client) -> None:
    as_user(client, people.librarian())
    entered = {
        "jurisdiction": "CN-HK", "citation": "Cap. 9001 s. 2", "proposition": "不可执行", "court_name": "虚构法院",
        "case_number": "（2025）粤99民终1号", "judgment_date": "2025-03-01", "effective_date": "2025-03-20",
    }  # fmt: skip
    address = reverse(DESK + "finding_record")
    assert client.post(address, {**entered, "effective_date": ""}).status_code == 200
    assert client.post(address, entered).status_code == 302
    finding = Finding.objects.get()
    assert "虚构法院" in client.get(reverse(DESK + "findings")).content.decode()
    assert (
        client.post(reverse(DESK + "finding_withdraw", args=[finding.pk]), {"reason": "再审"}).status_code
        == 302
    )
    for user in (people.stranger(), people.lawyer()):
        assert as_user(client, user).get(reverse(DESK + "findings")).status_code in SHUT
