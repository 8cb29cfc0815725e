"""The desk's buttons of electronic service: each where basis and state allow it, each pressed once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client, override_settings
from django.utils import translation

from service_of_process.forms.electronic_offered import OFFERED
from service_of_process.models import AccessCode, ElectronicDelivery, Leg
from service_of_process.rules import lifecycle
from service_of_process.rules.seats import SEATS
from service_of_process.viewsets.acts import is_open, sitting
from tests.factories import people
from tests.factories import service_electronic as acts

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    acts.ready()
    with translation.override("en"):
        yield


def open_acts(leg: Leg) -> set[str]:
    here = sitting(leg.matter, acts.clerk(), acts.NOW.date())
    return {form.act for form in OFFERED if is_open(form, here, leg if form.on_leg else None)}


def test_before_the_sending_the_clerk_can_only_send() -> None:
    assert open_acts(acts.a_leg()) == {"documents_sent"}


def test_the_buttons_follow_the_basis_and_the_address() -> None:
    common = {"receipt_confirmed", "bounce_recorded", "delivery_given_up", "access_code_issued"}
    receipt, _one = acts.sent()
    assert open_acts(receipt.leg) == common | {"arrival_recorded"}
    provided, _two = acts.sent(acts.a_leg("electronic-consent", source="provided"))
    assert open_acts(provided.leg) == common | {"effective_arrival_recorded"}
    elsewhere, _three = acts.elsewhere()
    assert open_acts(elsewhere.leg) == common | {"arrival_recorded", "reading_recorded"}


def test_every_button_is_an_act_of_the_clerks_seat() -> None:
    for form in OFFERED:
        assert lifecycle.CLERK in SEATS[lifecycle.S + form.act], form.act


def press(client: Client, act: str, key: Any, **entered: Any) -> Any:
    return client.post(f"/staff/service/act/{act}/{key}/", entered, follow=True)


@pytest.fixture
def desk(client: Client) -> Client:
    people.sign_in(client, people.clerk_a())
    return client


def test_the_clerk_sends_by_the_portal_from_the_desk(desk: Client) -> None:
    leg = acts.a_leg()
    press(desk, "documents_sent", leg.pk, gateway="portal", language="pt")
    delivery = ElectronicDelivery.objects.get(leg=leg)
    assert (delivery.language, delivery.leg.state, delivery.gateway) == ("pt", lifecycle.SENT, "portal")


def test_a_code_to_be_passed_on_is_shown_once_and_opens_the_documents(desk: Client) -> None:
    leg = acts.a_leg()
    missing = press(desk, "documents_sent", leg.pk, gateway="recorded", language="en")
    assert "sent_at" in missing.context["form"].errors
    answer = press(
        desk, "documents_sent", leg.pk, gateway="recorded", language="en", sent_at="2026-11-21T10:00"
    )
    code = answer.content.decode().split("<code>")[1].split("</code>")[0]
    _client, opened = acts.opened_by(code)
    assert opened.status_code == 200 and opened.redirect_chain


def test_a_further_code_is_issued_for_the_documents(desk: Client) -> None:
    delivery, _code = acts.sent()
    matter = delivery.leg.matter
    answer = press(desk, "access_code_issued", matter.pk, sending=str(delivery.leg_id), label="By telephone")
    code = answer.content.decode().split("<code>")[1].split("</code>")[0]
    assert AccessCode.objects.filter(matter=matter, kind="documents", revoked_at=None).count() == 2
    assert acts.opened_by(code)[1].redirect_chain


def test_the_arrival_is_entered_with_how_it_is_known(desk: Client) -> None:
    delivery, _code = acts.sent()
    press(
        desk,
        "arrival_recorded",
        delivery.leg_id,
        arrived_at="2026-11-21T10:00",
        source="Log of the mail server",
    )
    delivery.refresh_from_db()
    assert (delivery.leg.state, delivery.arrival_source) == (lifecycle.ARRIVED, "Log of the mail server")


@override_settings(PORTAL_DEMONSTRATION=False)
def test_outside_a_demonstration_no_simulation_is_offered(desk: Client) -> None:
    leg = acts.a_leg()
    shown = desk.get(f"/staff/service/act/documents_sent/{leg.pk}/").content.decode()
    assert 'value="recorded"' in shown and 'value="simulated"' not in shown
