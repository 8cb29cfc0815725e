"""The instrument of a choice of law opens to the other sides as the request does (art. 8; decision 22)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from foreign_law.actions.ascertainment import asking, drafting, scoping
from foreign_law.models import AscertainmentRequest
from foreign_law.rules.ascertainment import routes
from portal.exhibits.actions import read
from portal.exhibits.models import Exhibit
from portal.identity.models import User
from tests.factories import ascertainment as law
from tests.factories import cases, people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def asked() -> AscertainmentRequest:
    return asking.ask(
        actor=people.actor(people.principal()), at=law.NOW, case_id=law.ascertained_case().pk,
        basis=routes.PARTY_CHOICE, choice_clause="本合同适用香港法律。", jurisdiction="CN-HK", language="en",
        questions=[("是否有效？", "")], choice_upload=cases.upload("contract"),
    )  # fmt: skip


def answer_to(user: User, request: AscertainmentRequest) -> int:
    client = Client()
    people.sign_in(client, user)
    page = reverse("law:ascertainment_choice", args=[request.reference])
    assert (page in client.get(reverse("law:ascertainment", args=[request.reference])).content.decode()) == (
        client.get(page).status_code == 200
    )
    return int(client.get(page).status_code)


def test_every_side_reads_the_clause_as_soon_as_the_request_is_shown_and_nobody_else_ever() -> None:
    request = asked()
    assert (answer_to(people.principal(), request), answer_to(people.opponent(), request)) == (200, 200)
    law.an_attempt(request)
    for user in (people.stranger(), law.expert(), law.other_expert(), people.clerk_b(), people.judge_b()):
        assert answer_to(user, request) == 404


def test_while_the_request_is_back_with_whoever_asked_the_other_side_reads_nothing() -> None:
    request = asked()
    scoping.return_request(
        actor=people.actor(people.judge_a()), at=law.NOW, request_id=request.pk, reason="请补充"
    )
    assert (answer_to(people.principal(), request), answer_to(people.opponent(), request)) == (200, 404)


def test_an_instrument_that_gave_way_opens_to_nobody_new() -> None:
    request = asked()
    scoping.return_request(
        actor=people.actor(people.judge_a()), at=law.NOW, request_id=request.pk, reason="请补充"
    )
    first = request.choice_exhibit_id
    drafting.edit_request(
        actor=people.actor(people.principal()), at=law.NOW, request_id=request.pk,
        choice_upload=cases.upload("another contract"),
    )  # fmt: skip
    drafting.submit_request(actor=people.actor(people.principal()), at=law.NOW, request_id=request.pk)
    request.refresh_from_db()
    assert first is not None and request.choice_exhibit_id != first
    for key, user, opens in (
        (first, people.principal(), True), (first, people.clerk_a(), True), (first, people.opponent(), False),
        (request.choice_exhibit_id, people.opponent(), True), (request.choice_exhibit_id, people.clerk_b(), False),
    ):  # fmt: skip
        try:
            read(actor=people.actor(user), at=law.NOW, exhibit_id=key)[1].close()
            assert opens, (key, user)
        except Exhibit.DoesNotExist:
            assert not opens, (key, user)


def test_what_the_court_itself_enters_opens_to_the_sides_too() -> None:
    request = drafting.draft_request(
        actor=people.actor(people.clerk_a()), at=law.NOW, case_id=law.ascertained_case().pk,
        basis=routes.PARTY_CHOICE, choice_clause="本合同适用香港法律。", jurisdiction="CN-HK", language="en",
        questions=[("是否有效？", "")], choice_upload=cases.upload("contract"),
    )  # fmt: skip
    assert answer_to(people.opponent(), request) == 404
    drafting.submit_request(actor=people.actor(people.clerk_a()), at=law.NOW, request_id=request.pk)
    assert (answer_to(people.principal(), request), answer_to(people.opponent(), request)) == (200, 200)
