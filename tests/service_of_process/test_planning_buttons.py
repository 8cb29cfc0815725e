"""The clerk's buttons on the desk: every act of planning from its page, and nobody else's."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from service_of_process.forms.planning_offered import OFFERED
from service_of_process.models import ServiceMatter
from service_of_process.rules import channels, lifecycle
from tests.factories import cases, people, service

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def signed_in(user) -> Client:
    client = Client()
    user.language = "en"
    user.save()
    people.sign_in(client, user)
    return client


def door(act: str, record) -> str:
    return reverse("service_desk:act", args=[act, record.pk])


def press(client: Client, act: str, record, **entered) -> str:
    """What the answer says; empty when the act was done."""
    answer = client.post(door(act, record), entered)
    return "" if answer.status_code == 302 else answer.content.decode()


def test_every_button_of_planning_opens_its_page_for_the_clerk_alone() -> None:
    matter = service.a_matter(kind="evidence")
    service.a_document(matter)
    matter.contacts.create(number=1, channel="agent", name="周平")
    leg = service.a_leg(matter, channels.EVIDENCE_HK)
    clerk, other = signed_in(people.clerk_a()), signed_in(people.clerk_b())
    for form in OFFERED:
        record = leg if form.on_leg else matter
        assert clerk.get(door(form.act, record)).status_code == 200, form.act
        assert other.get(door(form.act, record)).status_code in (302, 404), form.act
    assert clerk.get(door("address_added-2", matter)).status_code == 200


def test_a_clerk_edits_adds_and_withdraws_from_the_page_of_the_matter() -> None:
    matter, client = service.a_matter(), signed_in(people.clerk_a())
    assert not press(client, "document_added", matter, upload=cases.upload("ruling"), kind="ruling", title="裁定书",
                     language="zh-hans", pages="2", name_on_document="何德榮")  # fmt: skip
    assert not press(
        client, "address_added", matter, kind="email", text="ho@example.test", place="HK", source="provided"
    )
    assert "no address" in press(client, "address_added-2", matter)
    assert not press(
        client, "document_withdrawn", matter, document=matter.documents.get(number=2).pk, reason="Wrong file"
    )
    assert not press(
        client, "address_withdrawn", matter, address=matter.addresses.get(number=2).pk, reason="Typed wrongly"
    )
    page = client.get(door("matter_edited", matter)).content.decode()
    assert 'value="何德榮"' in page and 'value="买卖合同纠纷"' in page
    edited = {"nature": "借款合同纠纷", "second_language": "en", "name": "何德榮", "name_script": "zh-hant",
              "name_zh_hans": "何德荣", "name_en": "HO Tak Wing", "former_names": "何德容\n", "language": "zh-hant",
              "answer_days": "30", "identity_number": "A123456(3)"}  # fmt: skip
    assert not press(client, "matter_edited", matter, **edited)
    matter.addressee.refresh_from_db()
    assert matter.addressee.former_names == ["何德容"]
    assert not press(client, "leg_opened", matter, channel="mail", address=matter.addresses.get(number=1).pk)
    assert "This route leads" not in press(client, "leg_opened", matter, channel="entrusted_hk")
    assert matter.legs.get().channel == "mail"


def test_withdrawing_with_papers_abroad_says_what_that_means_before_the_button_is_pressed() -> None:
    matter, client = service.a_matter(), signed_in(people.clerk_a())
    leg = service.a_leg(matter, state=lifecycle.DISPATCHED)
    for address in (door("matter_withdrawn", matter), door("leg_withdrawn", leg)):
        page = client.get(address).content.decode()
        assert leg.reference in page and "do not come back by themselves" in page
    assert "Fill" in press(client, "leg_withdrawn", leg, reason="") or leg.state == lifecycle.DISPATCHED
    assert not press(client, "matter_withdrawn", matter, reason="Settled")
    assert ServiceMatter.objects.get().state == lifecycle.WITHDRAWN


def test_a_contact_and_its_leg_are_entered_from_the_buttons() -> None:
    matter, client = service.a_matter(), signed_in(people.clerk_a())
    refused = press(client, "contact_added", matter, channel="business_agent", name="某代办", name_script="zh-hans",
                    is_authorised="false")  # fmt: skip
    assert "not open" in refused and "某代办" in refused
    assert not press(client, "contact_added", matter, channel="business_agent", name="某代办", name_script="zh-hans",
                     is_authorised="true")  # fmt: skip
    contact = matter.contacts.get()
    assert not press(client, "leg_opened", matter, channel="business_agent", contact=contact.pk)
    assert not press(client, "contact_withdrawn", matter, contact=contact.pk, reason="Dismissed")
