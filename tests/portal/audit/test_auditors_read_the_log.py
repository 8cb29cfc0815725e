"""Auditors read the log in words; for everybody else the page does not exist."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from django.http import Http404, HttpRequest
from django.test import RequestFactory

from portal.audit import access, views
from portal.audit.actors import Actor
from portal.audit.forms import LogFilterForm
from portal.audit.models import Event
from portal.audit.wagtail_hooks import LogMenuItem

pytestmark = pytest.mark.django_db


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    """What the page would show: the context given to its template."""
    pages: list[dict[str, object]] = []

    def render(request: HttpRequest, template: str, words: dict[str, object]) -> dict[str, str]:
        pages.append(words)
        return {}

    monkeypatch.setattr(views, "render", render)
    return pages


@pytest.fixture
def resolver() -> Iterator[None]:
    held = dict(access._resolvers._entries)
    access._resolvers._entries.clear()
    access.register_actor_resolver(lambda request, at: Actor("user:1", roles=frozenset({request.user.role})))
    yield
    access._resolvers._entries.clear()
    access._resolvers._entries.update(held)


def asked(role: str | None, query: str = "") -> HttpRequest:
    request = RequestFactory().get(f"/staff/log/{query}")
    request.user = SimpleNamespace(is_authenticated=role is not None, role=role)
    return request


@pytest.mark.parametrize("role", [None, "clerk", "judge", "operator", "party"])
def test_whoever_is_no_auditor_meets_no_page_and_no_menu(resolver: None, role: str | None):
    with pytest.raises(Http404):
        views.log(asked(role))
    assert not LogMenuItem("x", "/x/").is_shown(asked(role))


def test_without_a_resolver_nobody_reads_the_log(resolver: None):
    access._resolvers._entries.clear()
    with pytest.raises(Http404):
        views.log(asked("auditor"))


def test_an_auditor_sees_the_latest_events_first(
    resolver: None, fill: Callable[..., list[Event]], seen: list[dict[str, object]]
):
    fill(60)
    assert LogMenuItem("x", "/x/").is_shown(asked("auditor"))
    views.log(asked("auditor"))
    views.log(asked("auditor", "?chain=case:1&p=1"))
    views.log(asked("auditor", "?act=tests.paper_received&begin=2026-11-23"))
    assert [line.position for line in seen[0]["lines"]][:2] == [59, 58]
    assert len(seen[0]["lines"]) == 50
    assert {line.position % 3 for line in seen[1]["lines"]} == {1}
    assert seen[2]["lines"] == []


def test_the_last_day_of_the_filter_counts_whole():
    form = LogFilterForm({"begin": "2026-11-22", "end": "2026-11-22"})
    question = form.question()
    assert (question["end"] - question["begin"]).days == 1


def test_a_filter_that_cannot_be_read_shows_everything():
    question = LogFilterForm({"begin": "soon"}).question()
    assert question["begin"] is None
