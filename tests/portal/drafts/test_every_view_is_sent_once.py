"""The middleware takes a form with a mark once, whatever view answers it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.test import RequestFactory
from django.utils import timezone, translation

from portal.drafts import sending
from portal.drafts.middleware import SentOnceMiddleware
from portal.drafts.models import Draft, SentForm
from tests.factories import people

pytestmark = pytest.mark.django_db
NOW = timezone.now()
View = Callable[[HttpRequest], HttpResponseBase]


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def sent(user: Any, path: str = "/en/somewhere/", **posted: Any) -> HttpRequest:
    request: Any = RequestFactory().post(path, posted)
    request.user, request.session = user, {}
    request._messages = FallbackStorage(request)
    return request


def mark(user: Any, *, changes: bool = False) -> str:
    return sending.mark_for(sent(user), changes=changes)


def answered(view: View, request: HttpRequest) -> HttpResponseBase:
    """As the middleware answers it; it is left to the view where the middleware has nothing to say."""
    through = SentOnceMiddleware(lambda _request: HttpResponse())
    return through.process_view(request, view, (), {}) or view(request)


def enter(title: str) -> None:
    Draft.objects.create(owner_key=title, form_key=str(Draft.objects.count()), content="{}", saved_at=NOW)


def entered() -> int:
    return Draft.objects.count()


def leading(request: HttpRequest) -> HttpResponseBase:
    enter("record")
    messages.success(request, "Done and recorded.")
    return redirect(f"/en/records/{entered()}/")


def test_the_second_sending_reaches_no_view_and_leads_where_the_first_led() -> None:
    user = people.principal()
    fields = {sending.FIELD: mark(user), "title": "x"}
    first, second = answered(leading, sent(user, **fields)), answered(leading, again := sent(user, **fields))
    assert (second.status_code, second["Location"]) == (302, first["Location"])
    assert entered() == 1 and "sent already" in str(next(iter(get_messages(again))))
    answered(leading, sent(user, **{**fields, sending.FIELD: mark(user)}))
    assert entered() == 2


def test_one_that_is_overtaken_makes_nothing() -> None:
    user = people.principal()
    fields = {sending.FIELD: mark(user)}
    overtaken = sent(user, **fields)
    answered(leading, sent(user, **fields))
    looked = [""]  # it looked before the other one had claimed the mark
    original = sending._led_to
    sending_led_to = lambda digest: looked.pop() if looked else original(digest)  # noqa: E731
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sending, "_led_to", sending_led_to)
        assert answered(leading, overtaken)["Location"] == "/en/records/1/"
    assert entered() == 1


def refusing(request: HttpRequest) -> HttpResponseBase:
    return HttpResponse("Please correct the following.")


def refusing_elsewhere(request: HttpRequest) -> HttpResponseBase:
    messages.error(request, "It could not be handed in yet.")
    return redirect("/en/somewhere/else/")


def asking_who(request: HttpRequest) -> HttpResponseBase:
    return redirect("/en/accounts/login/?next=/en/somewhere/")


def asking_for_the_code(request: HttpRequest) -> HttpResponseBase:
    sending.nothing_done(request)
    return redirect("/en/code/")


@pytest.mark.parametrize("view", [refusing, refusing_elsewhere, asking_who, asking_for_the_code])
def test_where_nothing_was_done_the_form_may_be_sent_again(view: View) -> None:
    user = people.principal()
    fields = {sending.FIELD: mark(user)}
    answered(view, sent(user, **fields))
    assert not SentForm.objects.exists()
    assert answered(leading, sent(user, **fields))["Location"] == "/en/records/1/"


def test_a_view_that_breaks_off_leaves_nothing_behind() -> None:
    def broken(request: HttpRequest) -> HttpResponseBase:
        enter("half a record")
        raise Http404

    user = people.principal()
    with pytest.raises(Http404):
        answered(broken, sent(user, **{sending.FIELD: mark(user)}))
    assert entered() == 0 and not SentForm.objects.exists()


def test_a_view_whose_answer_is_a_page_says_where_it_leads() -> None:
    def thanking(request: HttpRequest) -> HttpResponseBase:
        enter("answer")
        sending.leads(request, "/en/")
        return HttpResponse("Thank you")

    user = people.principal()
    fields = {sending.FIELD: mark(user)}
    assert answered(thanking, sent(user, **fields)).status_code == 200
    assert answered(thanking, sent(user, **fields))["Location"] == "/en/" and entered() == 1


def test_a_form_that_changes_what_stands_is_sent_again_only_where_it_says_the_same() -> None:
    user = people.principal()
    kept = {sending.FIELD: mark(user, changes=True), "csrfmiddlewaretoken": "one"}

    def say(**words: Any) -> None:
        answered(leading, sent(user, **{**kept, **words}))

    say(name="Wong")
    say(name="Wong", csrfmiddlewaretoken="another")
    assert entered() == 1
    say(name="Wong Mei Ling")
    say(name="Wong Mei Ling", file=SimpleUploadedFile("a.pdf", b"one"))
    say(name="Wong Mei Ling", file=SimpleUploadedFile("a.pdf", b"longer"))
    assert entered() == 4


def test_one_page_with_two_forms_of_two_addresses_takes_both() -> None:
    user = people.principal()
    fields = {sending.FIELD: mark(user)}
    for path in ("/en/one/", "/en/two/", "/en/one/"):
        answered(leading, sent(user, path, **fields))
    assert entered() == 2


def test_a_form_without_a_mark_is_left_to_its_view() -> None:
    user = people.principal()
    for _each in range(2):
        answered(leading, sent(user))
    assert entered() == 2 and not SentForm.objects.exists()


def test_a_forged_mark_is_answered_as_an_expired_form_and_makes_nothing() -> None:
    answer = answered(leading, sent(people.principal(), **{sending.FIELD: "forged"}))
    assert answer.status_code == 403 and entered() == 0
    assert "The form has expired" in answer.content.decode()  # type: ignore[attr-defined]


def test_whoever_is_signed_out_is_left_to_the_view_that_keeps_what_was_typed() -> None:
    assert (
        answered(asking_who, sent(AnonymousUser(), **{sending.FIELD: mark(people.principal())})).status_code
        == 302
    )
    assert not SentForm.objects.exists()


def test_a_visitor_s_form_is_taken_once_too() -> None:
    fields = {sending.FIELD: mark(AnonymousUser())}
    for _each in range(2):
        answered(leading, sent(AnonymousUser(), **fields))
    assert entered() == 1


def test_an_address_too_long_to_be_kept_is_kept_without_its_query() -> None:
    def far(request: HttpRequest) -> HttpResponseBase:
        return redirect(f"/en/records/?asked={'x' * 600}")

    user = people.principal()
    fields = {sending.FIELD: mark(user)}
    answered(far, sent(user, **fields))
    assert answered(far, sent(user, **fields))["Location"] == "/en/records/"
