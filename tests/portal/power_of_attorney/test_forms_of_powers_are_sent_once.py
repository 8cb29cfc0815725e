"""Sent twice, a form of a power begins one draft, books one time and takes nothing back twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from portal.power_of_attorney.models import Appointment, PowerOfAttorney
from tests.factories import people
from tests.factories import powers as made
from tests.support.twice import sent_twice

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def test_a_draft_is_begun_once(client: Client) -> None:
    people.sign_in(client, people.principal())
    sent_twice(client, reverse("powers:begin"), {"matter": "new", "court": str(people.court().pk)})
    assert PowerOfAttorney.objects.count() == 1


def test_a_time_is_booked_once(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: made.NOW)
    power, slot = made.a_power("cleared"), made.a_slot(made.NOW + timedelta(hours=72))
    people.sign_in(client, people.principal())
    led = sent_twice(client, reverse("powers:take_slot", args=[power.pk, slot.pk]), {})
    assert Appointment.objects.get().slot == slot and client.get(led).status_code == 200


def test_an_answer_of_the_draft_is_kept_once_and_another_answer_is_kept_too(client: Client) -> None:
    people.sign_in(client, people.principal())
    client.post(reverse("powers:begin"), {"matter": "new", "court": str(people.court().pk)})
    power = PowerOfAttorney.objects.get()
    page = reverse("powers:step", args=[power.pk, "matter"])
    sent_twice(client, page, {"matter": "買賣合同貨款"})
    sent_twice(client, page, {"matter": "買賣合同貨款及利息"})
    assert "買賣合同貨款及利息" in client.get(page).content.decode()
