"""Errors say what happened, what was kept and what to do, in four languages; nothing leaks."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation

from i18n import languages
from portal.web import errors
from portal.web.middleware import RequestSizeMiddleware

PAGES: list[tuple[Callable[[HttpRequest], HttpResponse], int]] = [
    (errors.bad_request, 400), (errors.forbidden, 403), (errors.not_found, 404), (errors.too_large, 413),
    (errors.too_many, 429), (errors.server_error, 500), (errors.csrf_failure, 403),
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("view", "status"), PAGES)
@pytest.mark.parametrize("code", languages.CODES)
def test_each_error_page_exists_in_each_language(
    rf: RequestFactory, view: Callable[[HttpRequest], HttpResponse], status: int, code: str
) -> None:
    with translation.override(code):
        answer = view(rf.get(f"/{code}/x/"))
    body = answer.content.decode()
    assert answer.status_code == status
    assert f'<html lang="{languages.html_lang(code)}">' in body
    assert "<h1>" in body


def test_an_error_of_the_api_is_json(rf: RequestFactory) -> None:
    answer = errors.not_found(rf.get("/api/v1/nothing"))
    assert answer.status_code == 404
    assert set(json.loads(answer.content)) == {"error", "detail", "advice"}


@pytest.mark.django_db
def test_too_much_data_is_answered_with_413(rf: RequestFactory) -> None:
    assert errors.bad_request(rf.post("/en/x/"), RequestDataTooBig("x")).status_code == 413


@pytest.mark.django_db
def test_a_form_without_its_token_is_told_that_it_expired() -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/en/verify/", {"number": "X", "on": "2026-01-01"})
    assert answer.status_code == 403
    assert "The form has expired" in answer.content.decode()


def test_a_body_above_the_cap_is_refused_before_it_is_read(rf: RequestFactory) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        raise AssertionError("the view must not be reached")

    request = rf.post("/en/verify/", b"", content_type="multipart/form-data; boundary=x")
    request.META["CONTENT_LENGTH"] = str(settings.REQUEST_MAX_BYTES + 1)
    assert RequestSizeMiddleware(view)(request).status_code == 413


@pytest.mark.parametrize("length", ["", "0", "nonsense", "-1"])
def test_a_body_without_a_length_goes_on(rf: RequestFactory, length: str) -> None:
    request = rf.post("/en/verify/")
    request.META["CONTENT_LENGTH"] = length
    assert RequestSizeMiddleware(lambda request: HttpResponse("on"))(request).content == b"on"


def test_the_cap_stands_before_forms_are_parsed() -> None:
    order = [name.rpartition(".")[2] for name in settings.MIDDLEWARE]
    assert order.index("RequestSizeMiddleware") < order.index("CsrfViewMiddleware")


@pytest.mark.parametrize("code", languages.CODES)
def test_a_fault_of_the_database_still_has_a_page_in_each_language(
    rf: RequestFactory, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(*args: object, **kwargs: object) -> HttpResponse:
        raise OperationalError("server closed the connection: password=secret")

    monkeypatch.setattr(errors, "render", unreadable)
    with translation.override(code):
        answer = errors.server_error(rf.get(f"/{code}/x/"))
        title = translation.gettext("Something went wrong on our side")
    body = answer.content.decode()
    assert answer.status_code == 500
    assert f'<html lang="{languages.html_lang(code)}">' in body
    assert title in body
    assert "secret" not in body


def test_too_many_attempts_are_told_when_to_come_back(rf: RequestFactory) -> None:
    assert errors.too_many(rf.get("/api/v1/x"))["Retry-After"] == "300"
