"""Sent twice, a form of service makes one record and one event, and leads to the same page."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation

from portal.audit.models import Event
from portal.drafts.models import SentForm
from portal.drafts.sending import FIELD, mark_for
from service_of_process.models import AddresseeAddress
from tests.factories import people, service
from tests.support.twice import sent_twice

pytestmark = pytest.mark.django_db


def test_an_address_named_by_a_party_is_kept_once(client: Client) -> None:
    matter = service.a_matter()
    people.sign_in(client, people.opponent())
    page = f"/en/service/{matter.reference}/address/"
    led = sent_twice(client, page, {"kind": "email", "text": "ho@example.test", "place": "HK"})
    assert led == f"/en/service/{matter.reference}/"
    assert AddresseeAddress.objects.filter(matter=matter, kind="email").count() == 1


def test_an_act_of_the_desk_is_done_once(client: Client) -> None:
    matter = service.a_matter()
    people.sign_in(client, people.clerk_a())
    with translation.override("en"):
        page = reverse("service_desk:act", args=["fact_submitted", matter.pk])
    entered = {"kind": "mention", "fact_date": "2026-09-05", "description": "He came to the hearing."}
    before = Event.objects.filter(chain=matter.chain).count()
    led = sent_twice(client, page, entered)
    assert led == reverse("service_desk:inspect", args=[matter.pk])
    assert Event.objects.filter(chain=matter.chain).count() == before + 1


def test_whoever_has_to_enter_the_code_again_has_confirmed_nothing(client: Client) -> None:
    page: HttpRequest = RequestFactory().get("/")
    page.user = AnonymousUser()
    address = reverse("service:documents_confirm", args=[uuid4()])
    answer = client.post(address, {"name": "何德榮", FIELD: mark_for(page)})
    assert answer.status_code == 302 and reverse("service:documents") in answer["Location"]
    assert not SentForm.objects.exists()
