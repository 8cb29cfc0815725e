"""NUL, which PostgreSQL takes in no text, is refused before anything is looked up by it."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_cookie_that_holds_nul_is_no_session() -> None:
    for name in (settings.SESSION_COOKIE_NAME, "another"):
        answer = Client().get("/en/", HTTP_COOKIE=rf'{name}="abcdefgh\000ij"')
        assert answer.status_code == 404
    assert Client().get("/en/", HTTP_COOKIE=f"{settings.SESSION_COOKIE_NAME}=abcdefghij").status_code == 200
