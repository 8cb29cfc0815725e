"""Each form by which something new enters an ascertainment makes one record, however often it is sent."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from foreign_law.models import AscertainmentRequest, Material
from foreign_law.rules.ascertainment import lifecycle
from portal.audit.models import Event
from portal.drafts.models import SentForm
from portal.drafts.sending import FIELD
from tests.factories import ascertainment as made
from tests.factories import cases, people

pytestmark = pytest.mark.django_db
MATERIAL = {"title": "Cap. 9001", "language": "zh-hant", "how_obtained": "e-Legislation", "validity": "in force",
            "relevance": "the contract"}  # fmt: skip
ASKED = {"basis": "party_choice", "choice_clause": "本合同适用香港法律。", "jurisdiction": "CN-HK", "language": "en",
         "fact_date": "2024-05-06", "question_1": "违约金条款是否有效？"}  # fmt: skip
AGAIN = (
    "This form had been sent already; nothing was entered a second time. To enter more, open the form anew."
)
Door = tuple[Any, str, dict[str, Any], QuerySet[Any]]


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def a_side_asks() -> Door:
    case = made.ascertained_case()
    return (
        people.principal(),
        reverse("law:ascertainment_ask", args=[case.pk]),
        ASKED,
        AscertainmentRequest.objects.all(),
    )


def a_side_hands_in() -> Door:
    request = made.a_request()
    address = reverse("law:ascertainment_material_new", args=[request.reference])
    return people.principal(), address, MATERIAL, Material.objects.all()


def an_expert_hands_in() -> Door:
    request = made.a_request(lifecycle.IN_PROGRESS)
    attempt = made.an_attempt(request, state=lifecycle.ACCEPTED)
    address = reverse("law:ascertainment_material_for", args=[request.reference, attempt.number])
    return made.expert(), address, MATERIAL, Material.objects.all()


def the_clerk_enters_paper() -> Door:
    request = made.a_request()
    address = reverse("ascertainment_desk:act", args=["material_received", request.pk])
    party = cases.plaintiff(request.case)
    entered = {**MATERIAL, "party_id": str(party.pk), "received_date": "2026-11-20"}
    return people.clerk_a(), address, entered, Material.objects.all()


def the_clerk_opens() -> Door:
    case = made.ascertained_case()
    address = f"{reverse('ascertainment_opening:new')}?case={case.pk}"
    return people.clerk_a(), address, {**ASKED, "_submit": ""}, AscertainmentRequest.objects.all()


DOORS = (a_side_asks, a_side_hands_in, an_expert_hands_in, the_clerk_enters_paper, the_clerk_opens)


def mark_on(client: Client, address: str) -> str:
    found = re.search(rf'name="{FIELD}" value="([^"]+)"', client.get(address).content.decode())
    assert found is not None
    return found[1]


@pytest.mark.parametrize("door", DOORS)
def test_sent_twice_it_makes_one_record_and_leads_to_the_same_page(
    client: Client, door: Callable[[], Door]
) -> None:
    user, address, entered, rows = door()
    people.sign_in(client, user)
    sent = {**entered, FIELD: mark_on(client, address)}
    first = client.post(address, sent)
    assert first.status_code == 302, first.content.decode()
    events = Event.objects.count()
    second = client.post(address, sent, follow=True)
    assert second.redirect_chain[0] == (first["Location"], 302)
    with translation.override(user.language):  # the staff windows speak the language of the account
        said = gettext(AGAIN)
    assert said in second.content.decode() or ("/en/" in address and AGAIN in second.content.decode())
    assert (rows.count(), Event.objects.count()) == (1, events)
    if "case=" not in address and "desk" not in address:
        assert client.get(first["Location"]).status_code == 200


@pytest.mark.parametrize("door", DOORS)
def test_a_form_that_was_refused_is_mended_and_sent_with_its_own_mark(
    client: Client, door: Callable[[], Door]
) -> None:
    user, address, entered, rows = door()
    people.sign_in(client, user)
    mark = mark_on(client, address)
    empty = dict.fromkeys(("title", "jurisdiction"), "")
    refused = client.post(address, {**entered, **empty, FIELD: mark})
    assert refused.status_code == 200
    assert mark in refused.content.decode() and not rows.exists() and not SentForm.objects.exists()
    assert client.post(address, {**entered, FIELD: mark}).status_code == 302
    assert rows.count() == 1


def test_a_forged_mark_makes_nothing_and_keeps_what_was_typed(client: Client) -> None:
    user, address, entered, rows = a_side_hands_in()
    people.sign_in(client, user)
    page = client.post(address, {**entered, FIELD: "forged"}).content.decode()
    assert "What you entered is kept: check it and send it again." in page and "e-Legislation" in page
    assert not rows.exists() and 'value="forged"' not in page


def test_the_same_words_on_a_page_opened_anew_are_a_second_material(client: Client) -> None:
    user, address, entered, rows = a_side_hands_in()
    people.sign_in(client, user)
    for _each in range(2):
        client.post(address, {**entered, FIELD: mark_on(client, address)})
    assert rows.count() == 2


def test_a_second_sending_finds_its_record_also_when_the_request_takes_no_more(client: Client) -> None:
    user, address, entered, rows = a_side_hands_in()
    people.sign_in(client, user)
    sent = {**entered, FIELD: mark_on(client, address)}
    first = client.post(address, sent)
    AscertainmentRequest.objects.update(state=lifecycle.CLOSED)
    assert client.post(address, sent)["Location"] == first["Location"]
    assert rows.count() == 1
