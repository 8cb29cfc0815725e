"""The API describes itself, and its page obeys the content security policy."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_api_describes_itself(client: Client) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert "/api/v1/law/search" in described["paths"]


def test_the_page_of_the_api_loads_nothing_from_elsewhere(client: Client) -> None:
    body = client.get("/api/v1/docs").content.decode()
    assert "https://" not in body.replace("https://www.w3.org", "")
    assert "<script>" not in body


def test_an_unknown_address_of_the_api_is_answered_in_json(client: Client) -> None:
    answer = client.get("/api/v1/nothing")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/json"
