"""One public door answers for every kind of number; it names nothing that it should not."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from portal.verification import registry, views
from portal.verification.registry import Answer, Kind, Standing


def answer(number: str, on: date, code: str) -> Answer:
    if number == "TEST-1" and on >= date(2026, 1, 1):
        return Answer(Standing.VALID, "Valid on that day", (("Issued", "2026-01-01"),))
    return Answer(Standing.NOT_VALID, "Not valid on that day")


@pytest.fixture
def a_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry.kinds, "_entries", {"TEST": Kind("TEST", "Test document", "TEST-1", answer)})


@pytest.mark.django_db
def test_a_number_in_the_address_is_answered_for_today(client: Client, a_kind: None) -> None:
    body = client.get("/en/verify/TEST-1/?on=2026-06-01").content.decode()
    assert "Valid on that day" in body


@pytest.mark.django_db
def test_the_answer_is_for_the_date_that_was_asked(client: Client, a_kind: None) -> None:
    body = client.post("/en/verify/", {"number": "test-1", "on": "2025-06-01"}).content.decode()
    assert "Not valid on that day" in body


@pytest.mark.django_db
def test_a_number_that_nobody_issued_is_called_so(client: Client, a_kind: None) -> None:
    assert "No document with the number ABC-9" in client.get("/en/verify/ABC-9/").content.decode()


@pytest.mark.django_db
def test_a_wrong_date_keeps_what_was_typed(client: Client, a_kind: None) -> None:
    answer_ = client.post("/en/verify/", {"number": "TEST-1", "on": "yesterday"})
    assert answer_.status_code == 422
    assert 'value="TEST-1"' in answer_.content.decode()


@pytest.mark.django_db
def test_too_many_questions_are_answered_with_429(
    client: Client, a_kind: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "ATTEMPTS", 2)
    statuses = [client.get("/en/verify/TEST-1/").status_code for _ in range(3)]
    assert statuses == [200, 200, 429]


@pytest.mark.django_db
def test_people_behind_one_proxy_do_not_use_up_each_other_s_attempts(
    client: Client, a_kind: None, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    monkeypatch.setattr(views, "ATTEMPTS", 1)
    settings.PORTAL_TRUSTED_PROXIES = 1
    asked = [
        client.get("/en/verify/TEST-1/", headers={"x-forwarded-for": f"invented, {address}"}).status_code
        for address in ("203.0.113.1", "203.0.113.2", "203.0.113.1")
    ]
    assert asked == [200, 200, 429]


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["zh-hant", "zh-hans", "pt", "en"])
def test_the_date_field_is_filled_in_the_form_that_browsers_read(client: Client, code: str) -> None:
    assert re.search(r'type="date"[^>]*value="\d{4}-\d\d-\d\d"|value="\d{4}-\d\d-\d\d"[^>]*type="date"',
                     client.get(f"/{code}/verify/").content.decode())  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["zh-hant", "zh-hans", "pt", "en"])
def test_the_door_exists_in_each_language(client: Client, code: str) -> None:
    assert client.get(f"/{code}/verify/").status_code == 200
