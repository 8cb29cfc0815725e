"""Whoever declares an interest has it in the whole case, on whichever route it was asked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation

from tests.foreign_law.test_guards_are_not_walked_around import confirm, declare, heard, law, refused, routes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def test_an_interest_declared_on_a_second_route_reaches_the_opinion_given_on_the_first() -> None:
    request = heard()
    declare(law.an_attempt(request, routes.COOPERATION))
    assert "declared an interest in this case (art. 4)" in refused(confirm, request)
