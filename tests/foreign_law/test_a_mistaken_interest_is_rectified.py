"""An interest in the case that was entered by mistake is rectified with a reason; the wrong entry stays legible."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import translation

from foreign_law.actions.ascertainment import answers_of_providers
from foreign_law.models import RequestEvent, RouteAttempt
from foreign_law.rules.ascertainment import lifecycle, providers
from portal.identity.models import User
from portal.identity.permissions import PermissionRefused
from portal.notices.models import Notice
from tests.factories import people
from tests.foreign_law.test_guards_are_not_walked_around import (
    NOW,
    TODAY,
    confirm,
    heard,
    law,
    refused,
    work_of,
)
from tests.foreign_law.test_guards_are_not_walked_around import declare as declare_itself

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def declare(attempt: RouteAttempt, ground: str = "conflict") -> None:
    """The clerk enters what she was told, or believes that she was."""
    declare_itself(attempt, ground, people.clerk_a())


def rectify(attempt: RouteAttempt, user: User | None = None, reason: str = "认错了公司") -> RouteAttempt:
    return answers_of_providers.rectify_interest(
        actor=people.actor(user or people.clerk_a()), at=NOW, attempt_id=attempt.pk, reason=reason
    )


def test_the_statement_stands_again_and_the_answer_is_assessed_anew() -> None:
    request = heard()
    attempt = request.attempts.get()
    declare(attempt)
    assert "declared an interest" in refused(confirm, request)
    rectify(attempt)
    attempt.refresh_from_db()
    assert (attempt.state, attempt.outcome, attempt.decline_ground) == ("answered", "", "")
    assert attempt.has_statement and work_of(people.actor(law.expert()), attempt.pk, TODAY) is not None
    assert confirm(request).kind == lifecycle.CONFIRMED


def test_the_wrong_entry_stays_legible_with_who_corrected_it_and_why() -> None:
    attempt = heard().attempts.get()
    declare(attempt)
    rectify(attempt)
    attempt.refresh_from_db()
    ground, words = attempt.rectifications
    assert (ground["before"], words["before"], words["after"]) == ("conflict", "新任原告股东", "")
    assert (words["by"], words["reason"]) == (people.actor(people.clerk_a()).key, "认错了公司")
    assert RequestEvent.objects.filter(act="foreign_law.provider_declined").exists()
    told = Notice.objects.filter(kind="foreign_law.interest_rectified").values_list(
        "recipient_key", flat=True
    )
    for user in (people.principal(), people.opponent(), people.judge_a(), law.expert()):
        assert people.actor(user).key in told
    client = Client()
    people.sign_in(client, people.judge_a())
    board = client.get(reverse("ascertainment_desk:inspect", args=[attempt.request_id])).content.decode()
    assert re.search(r"<del>[^/]*新任原告股东", board) and "认错了公司" in board


@pytest.mark.parametrize(
    "who", [people.judge_a, people.clerk_b, people.principal, law.expert, people.stranger]
)
def test_only_the_clerk_of_the_court_corrects_it(who: Callable[[], User]) -> None:
    attempt = heard().attempts.get()
    declare(attempt)
    with pytest.raises(PermissionRefused):
        rectify(attempt, who())


def test_it_needs_a_reason_and_an_interest_on_record() -> None:
    attempt = heard().attempts.get()
    with pytest.raises(ValidationError, match="not possible now"):
        rectify(attempt)
    declare(attempt)
    with pytest.raises(ValidationError, match="reason"):
        rectify(attempt, reason=" ")
    other = law.an_attempt(attempt.request, state=lifecycle.SENT)
    declare(other, "capacity")
    with pytest.raises(ValidationError, match="not possible now"):
        rectify(other)


def test_an_interest_that_the_expert_declared_itself_is_not_taken_back_by_the_court() -> None:
    attempt = heard().attempts.get()
    declare_itself(attempt)
    with pytest.raises(ValidationError, match="declared this interest itself"):
        rectify(attempt)
    attempt.refresh_from_db()
    assert (attempt.state, attempt.rectifications) == (lifecycle.DECLINED_CONFLICT, [])


@pytest.mark.parametrize(
    ("facts", "state"),
    [((True, True, True), "answered"), ((False, True, True), "accepted"), ((False, False, True), "sent"),
     ((False, False, False), "opened")],
)  # fmt: skip
def test_an_attempt_goes_back_to_where_it_stood(facts: tuple[bool, bool, bool], state: str) -> None:
    answered, stated, sent = facts
    assert providers.state_without_interest(answered=answered, stated=stated, sent=sent) == state
