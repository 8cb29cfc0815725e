"""Each question is told with the day on which it was asked, by its order: on the pages, in the papers (art. 6)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format

from foreign_law.actions.ascertainment import scoping
from foreign_law.documents.ascertainment.papers import free_texts, letter_of
from foreign_law.documents.ascertainment.subject import subject_of
from foreign_law.models import AscertainmentRequest
from foreign_law.rules.ascertainment import lifecycle, papers, scope
from foreign_law.rules.ascertainment.scope import Fixing
from tests.factories import ascertainment as made
from tests.factories import people

FIRST, SECOND, THIRD = made.TODAY, made.TODAY + timedelta(days=9), made.TODAY + timedelta(days=20)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def amended() -> AscertainmentRequest:
    """Two questions at first; nine days later one more, then a strike, then two more."""
    request = made.a_request(lifecycle.IN_PROGRESS, questions=2)
    made.an_attempt(request, state=lifecycle.ACCEPTED)
    judge = people.actor(people.judge_a())
    steps: list[tuple[int, dict[str, Any]]] = [
        (9, {"order": "笔录二", "questions": [("丙？", "C?")]}),
        (12, {"order": "笔录三", "struck": {1: "不再争议"}}),
        (20, {"order": "笔录四", "questions": [("丁？", ""), ("戊？", "")]}),
    ]
    for days, given in steps:
        scoping.amend_scope(actor=judge, at=made.NOW + timedelta(days=days), request_id=request.pk, **given)
    request.refresh_from_db()
    return request


def shown(request: AscertainmentRequest, kind: str, code: str, **of: Any) -> list[Any]:
    subject = subject_of(request, on=THIRD, paper=1, check_code="AAAA-BBBB-CCCC", **of)
    return list(letter_of(kind, subject, [code], is_simulated=False).blocks)


@pytest.mark.parametrize(("added", "expected"), [
    ([], [(1, 2, 3, 4)]),
    ([("a", 0)], [(1, 2, 3, 4)]),
    ([("a", 1)], [(1, 2, 3), (4,)]),
    ([("a", 2), ("b", 0), ("c", 1)], [(1,), (2, 3), (4,)]),
])  # fmt: skip
def test_what_an_amendment_added_are_the_numbers_that_followed(
    added: list[tuple[str, int]], expected: list[tuple[int, ...]]
) -> None:
    found = scope.fixings([1, 2, 3, 4], (FIRST, "first"), [(SECOND, order, count) for order, count in added])
    assert [fixing.numbers for fixing in found] == expected
    assert found[0] == Fixing(FIRST, "first", expected[0])
    assert [fixing.order for fixing in found[1:]] == [order for order, count in added if count]


@pytest.mark.django_db
def test_the_record_knows_by_which_order_each_question_came() -> None:
    assert made.a_request(lifecycle.SUBMITTED).fixings() == []
    request = amended()
    assert [(row.on, row.order, row.numbers) for row in request.fixings()] == [
        (FIRST, "庭前会议笔录", (1, 2)), (SECOND, "笔录二", (3,)), (THIRD, "笔录四", (4, 5)),
    ]  # fmt: skip


@pytest.mark.django_db
def test_the_process_statement_tells_each_order_with_its_own_questions() -> None:
    blocks = shown(amended(), papers.PROCESS_STATEMENT, "en")
    places = [at for at, block in enumerate(blocks) if "(article 6):" in getattr(block, "text", "")]
    told = [(blocks[at].text, [row[0] for row in blocks[at + 1].rows]) for at in places]
    assert [numbers for _sentence, numbers in told] == [["2"], ["3"], ["4", "5"]]
    for (sentence, _numbers), day in zip(
        told, ("20 November 2026", "29 November 2026", "10 December 2026"), strict=True
    ):
        assert day in sentence, sentence
    strikes = [block.text for block in blocks if "was struck" in getattr(block, "text", "")]
    assert len(strikes) == 1 and "2 December 2026" in strikes[0] and "question 1" in strikes[0]
    parts = free_texts(papers.PROCESS_STATEMENT, subject_of(amended(), on=THIRD, paper=0), "pt")
    assert {parts["amendment:3:order"], parts["amendment:4:order"]} == {"笔录二", "笔录四"}


@pytest.mark.django_db
def test_a_letter_bears_the_days_once_questions_were_added_and_no_column_before() -> None:
    request = amended()
    table = shown(request, papers.REQUEST_LETTER, "en", attempt=request.attempts.get())[2]
    assert table.header[-1] == "Asked on"
    days = ["20 November 2026", "29 November 2026", "10 December 2026", "10 December 2026"]
    assert [row[-1] for row in table.rows] == days
    plain = made.a_request(lifecycle.IN_PROGRESS, questions=2)
    table = shown(plain, papers.REQUEST_LETTER, "en", attempt=made.an_attempt(plain))[2]
    assert len(table.header) == 2


@pytest.mark.django_db
def test_the_pages_tell_each_reader_the_day_and_whoever_was_asked_no_order(client: Client) -> None:
    request = amended()
    own = reverse("law:ascertainment", args=[request.reference])
    work = reverse("law:provider_work", args=[request.attempts.get().pk])
    desk = reverse("ascertainment_desk:inspect", args=[request.pk])
    for user, address, orders in (
        (people.principal(), own, True), (people.judge_a(), desk, True),
        (made.expert(), own, False), (made.expert(), work, False),
    ):  # fmt: skip
        people.sign_in(client, user)
        page = client.get(address).content.decode()
        with translation.override(user.language if address == desk else "en"):
            days = [date_format(day, "DATE_FORMAT") for day in (FIRST, SECOND, THIRD)]
        assert all(day in page for day in days), address
        assert ("笔录二" in page) is orders and ("庭前会议笔录" in page) is orders, address
