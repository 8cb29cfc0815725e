"""A letter to an institution or expert bears the court's number of the case only where the parties are named to it."""

from __future__ import annotations

from typing import Any

import pytest

from foreign_law.documents.ascertainment.papers import letter_of
from foreign_law.documents.ascertainment.subject import subject_of
from foreign_law.models import Questioning
from foreign_law.rules.ascertainment import lifecycle, papers, routes
from tests.factories import ascertainment as made

EVERY = ("zh-hans", "zh-hant", "pt", "en")


def whole(kind: str, code: str, **of: Any) -> str:
    subject = subject_of(of.pop("request"), on=made.TODAY, paper=1, check_code="AAAA-BBBB-CCCC", **of)
    letter = letter_of(kind, subject, [code], is_simulated=False)
    return " ".join([letter.title, letter.number, *map(repr, letter.blocks)])


@pytest.mark.parametrize(("route", "named", "states"), [
    (routes.PARTY, False, True), (routes.CENTRAL_AUTHORITY, False, True), (routes.EMBASSY, False, True),
    (routes.COOPERATION, False, False), (routes.EXPERT_COMMITTEE, False, False),
    (routes.INSTITUTION_OR_EXPERT, False, False), (routes.OTHER, False, False),
    *((route, True, True) for route in routes.ROUTES),
])  # fmt: skip
def test_on_which_routes_the_number_of_the_case_may_stand(route: int, named: bool, states: bool) -> None:
    assert routes.states_case(route, names_parties=named) is states


@pytest.mark.django_db
@pytest.mark.parametrize("code", EVERY)
def test_the_letter_bears_the_own_reference_and_the_number_of_the_case_only_when_ticked(code: str) -> None:
    request = made.a_request(lifecycle.IN_PROGRESS)
    number = request.case.court_number
    assert number
    attempt = made.an_attempt(request, state=lifecycle.OPENED)
    closed = whole(papers.REQUEST_LETTER, code, request=request, attempt=attempt)
    assert number not in closed and request.case.reference not in closed and request.reference in closed
    held = Questioning.objects.create(
        attempt=attempt, number=1, state="allowed", how="online", home_law_checked=True, scheduled_at=made.NOW
    )
    assert number not in whole(papers.SCOPE_NOTE, code, request=request, questioning=held)
    attempt.names_parties = True
    attempt.save()
    held.attempt = attempt
    assert number in whole(papers.REQUEST_LETTER, code, request=request, attempt=attempt)
    assert number in whole(papers.SCOPE_NOTE, code, request=request, questioning=held)


@pytest.mark.django_db
@pytest.mark.parametrize("code", EVERY)
def test_a_letter_to_the_court_of_macao_states_court_case_and_article_25(code: str) -> None:
    request = made.a_request(lifecycle.IN_PROGRESS, jurisdiction="CN-MO", language="pt")
    attempt = made.an_attempt(request, routes.CENTRAL_AUTHORITY, lifecycle.OPENED)
    letter = whole(papers.REQUEST_LETTER, code, request=request, attempt=attempt)
    assert request.case.court_number in letter
    assert ("第二十五" in letter) or ("25" in letter)
