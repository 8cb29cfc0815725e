"""A form that bears a mark is taken once: pressed twice, sent again, or both at the same moment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import timezone, translation

from portal.drafts import actions, sending
from portal.drafts.models import Draft, SentForm
from tests.factories import people

NOW = timezone.now()


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def sent(user: Any, path: str = "/en/somewhere/", **posted: str) -> HttpRequest:
    request: Any = RequestFactory().post(path, posted)
    request.user, request.session = user, {}
    request._messages = FallbackStorage(request)
    return request


def mark(user: Any, path: str = "/en/somewhere/") -> str:
    return sending.mark_for(sent(user, path))


def counted(made: list[str]) -> Any:
    """A view that makes one more record each time it is let."""

    @sending.sent_once
    def view(request: HttpRequest) -> HttpResponse:
        def make() -> str:
            made.append(f"record {len(made) + 1}")
            Draft.objects.create(owner_key=made[-1], form_key="x", content="{}", saved_at=NOW)
            return made[-1]

        done = sending.once(request, make, at=NOW, leads_to=lambda one: f"/en/{one[7:]}/")()
        return HttpResponse(done)

    return view


@pytest.mark.django_db
def test_the_second_sending_leads_where_the_first_led_and_says_so() -> None:
    user = people.principal()
    made: list[str] = []
    view, fields = counted(made), {sending.FIELD: mark(user)}
    assert view(sent(user, **fields)).content == b"record 1"
    again = sent(user, **fields)
    answer = view(again)
    assert (answer.status_code, answer["Location"], made) == (302, "/en/1/", ["record 1"])
    assert "sent already" in str(next(iter(get_messages(again))))
    assert view(sent(user, **{sending.FIELD: mark(user)})).content == b"record 2"


@pytest.mark.django_db
def test_what_was_refused_may_be_mended_and_sent_with_the_same_mark() -> None:
    user = people.principal()
    request = sent(user, **{sending.FIELD: mark(user)})

    def refuse() -> str:
        raise ValidationError("not yet")

    with pytest.raises(ValidationError, match="not yet"):
        sending.once(request, refuse, at=NOW, leads_to=str)()
    assert not SentForm.objects.exists()
    assert sending.mark_for(request) == request.POST[sending.FIELD]
    assert sending.once(request, lambda: "/en/1/", at=NOW, leads_to=str)() == "/en/1/"


@pytest.mark.django_db
@pytest.mark.parametrize("whose", ["forged", "another person", "too old"])
def test_a_mark_that_is_not_ones_own_makes_nothing_and_the_page_gets_a_new_one(
    whose: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = people.principal()
    text = {
        "forged": lambda: mark(user)[:-1] + "!",
        "another person": lambda: mark(people.opponent()),
        "too old": lambda: mark(user),
    }[whose]()
    if whose == "too old":
        monkeypatch.setattr(sending, "KEPT_SECONDS", -1)
    request = sent(user, **{sending.FIELD: text})
    made: list[int] = []
    with pytest.raises(ValidationError, match="What you entered is kept"):
        sending.once(request, lambda: made.append(1), at=NOW, leads_to=str)()
    assert made == []
    assert sending.mark_for(request) != text


@pytest.mark.django_db
def test_nobody_is_led_to_what_somebody_else_made() -> None:
    user = people.principal()
    made: list[str] = []
    fields = {sending.FIELD: mark(user)}
    counted(made)(sent(user, **fields))
    with pytest.raises(ValidationError):
        counted(made)(sent(people.opponent(), **fields))
    assert made == ["record 1"]


@pytest.mark.django_db
def test_marks_are_not_alike_are_never_kept_in_a_draft_and_are_forgotten_in_time() -> None:
    user = people.principal()
    assert mark(user) != mark(user)
    assert sending.FIELD not in actions.typed(sent(user, **{sending.FIELD: "x", "title": "y"}).POST)
    counted([])(sent(user, **{sending.FIELD: mark(user)}))
    assert sending.forget_old(at=NOW + timedelta(days=6)) == 0
    assert sending.forget_old(at=NOW + timedelta(days=8)) == 1


@pytest.mark.django_db
def test_a_sending_that_another_one_overtakes_makes_nothing_and_leads_to_what_that_one_made() -> None:
    user = people.principal()
    made: list[str] = []
    fields = {sending.FIELD: mark(user)}
    faster = counted(made)

    @sending.sent_once
    def slower(request: HttpRequest) -> HttpResponse:
        """Looked for the mark before the other one claimed it, and makes its record after."""
        assert faster(sent(user, **fields)).content == b"record 1"
        return HttpResponse(
            sending.once(request, lambda: made.append("twice"), at=NOW, leads_to=lambda _done: "/en/2/")()
        )

    answer = slower(sent(user, **fields))
    assert (answer.status_code, answer["Location"], made) == (302, "/en/1/", ["record 1"])
    assert Draft.objects.filter(form_key="x").count() == SentForm.objects.count() == 1
