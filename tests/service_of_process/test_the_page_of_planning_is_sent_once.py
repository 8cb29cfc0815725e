"""The clerk's one page for a new matter opens one matter, however often it is sent."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from portal.drafts.sending import FIELD
from service_of_process.models import ServiceMatter
from tests.factories import cases, people, service

pytestmark = pytest.mark.django_db


def test_a_matter_that_is_sent_twice_is_opened_once(client: Client) -> None:
    service.practice()
    party = cases.defendant(service.served_case())
    user = people.clerk_a()
    user.language = "en"
    user.save()
    people.sign_in(client, user)
    address = f"{reverse('service_planning:new')}?party={party.pk}"
    with translation.override("en"):
        mark = re.search(rf'name="{FIELD}" value="([^"]+)"', client.get(address).content.decode())
    assert mark is not None
    entered = {
        "kind": "service", "region": "HK", "nature": "买卖合同纠纷", "answer_days": "30", "second_language": "en",
        "name": "何德榮", "language": "zh-hant", "address": "香港九龍虛構街8號12樓A室", "address_kind": "residence",
        "address_source": "claim", "routes": ["entrusted_hk"], "documents-TOTAL_FORMS": "1",
        "documents-INITIAL_FORMS": "0", "documents-0-kind": "claim", "documents-0-language": "zh-hans",
        "documents-0-pages": "2", "documents-0-title": "起诉状副本", FIELD: mark[1],
    }  # fmt: skip
    refused = client.post(address, {**entered, "name": ""})
    assert refused.status_code == 200 and mark[1] in refused.content.decode()
    first, second = (
        client.post(address, {**entered, "documents-0-upload": cases.upload("statement of claim")})
        for _each in range(2)
    )
    assert (first.status_code, second.status_code) == (302, 302)
    assert (
        second["Location"]
        == first["Location"]
        == reverse("service_planning:routes", args=[ServiceMatter.objects.get().pk])
    )
