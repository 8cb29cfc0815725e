"""No address that somebody invents makes the portal link away from itself."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db


def test_the_language_switch_of_a_missing_page_stays_on_the_portal(client):
    answer = client.get("/", PATH_INFO="//evil.example/en/")
    assert answer.status_code == 404
    assert 'href="//evil.example' not in answer.content.decode()
