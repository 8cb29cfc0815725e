"""Sent twice, a form of a case files one exhibit and ends one representation."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from portal.audit.models import Event
from tests.factories import cases, people
from tests.support.twice import sent_twice

pytestmark = pytest.mark.django_db


def test_an_exhibit_is_filed_once_and_no_second_sending_says_that_it_is_filed_already(client: Client) -> None:
    case = cases.chan_against_ho()
    people.sign_in(client, people.principal())

    def entries() -> dict[str, Any]:
        return {"party": cases.plaintiff(case).pk, "description": "A letter", "upload": cases.upload()}

    sent_twice(client, f"/en/mine/{case.pk}/exhibits/new/", entries)
    assert case.filed_exhibits.count() == 1
    assert Event.objects.filter(act="cases.exhibit_filed").count() == 1


def test_a_representation_is_ended_once(client: Client) -> None:
    case = cases.chan_against_ho()
    held = cases.represented(case)
    people.sign_in(client, people.principal())
    led = sent_twice(client, f"/en/mine/agents/{held.pk}/end/", {"reason": "I act myself."})
    assert led == "/en/mine/" and client.get(led).status_code == 200
    assert Event.objects.filter(act="cases.representation_ended").count() == 1
