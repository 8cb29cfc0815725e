"""Papers tell of an interest what happened: taken on and then declared, or declined at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation

from foreign_law.models import AscertainmentRequest
from tests.foreign_law.test_guards_are_not_walked_around import (
    TODAY,
    declare,
    heard,
    letter_of,
    rows_of,
    subject,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def whole(request: AscertainmentRequest, code: str = "zh-hans") -> str:
    letter = letter_of(
        "process_statement", subject(request), tuple(dict.fromkeys(("zh-hans", code))), is_simulated=True
    )
    return str(rows_of(letter))


def test_whose_opinion_came_in_is_not_told_to_have_refused_the_question() -> None:
    request = heard()
    declare(request.attempts.get())
    said = whole(request)
    assert "接受查明后，声明与案件有利害关系" in said and "未接受" not in said
    request.attempts.update(
        statement_given_at=None, received_date=TODAY
    )  # it came on paper, entered by the clerk
    said = whole(request)
    assert "接受查明后，声明与案件有利害关系" in said and "未接受" not in said


def test_who_had_an_interest_from_the_start_declined() -> None:
    request = heard()
    attempt = request.attempts.get()
    declare(attempt)
    request.attempts.update(statement_given_at=None, received_date=None)
    assert "因与案件有利害关系，未接受查明" in whole(request)
