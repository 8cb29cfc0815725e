"""The inbox shows a person's own notices and nobody else's."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import transaction

from portal.notices.models import Notice
from portal.notices.outbox import Recipient, queue
from tests.factories import people

NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def told(user, dedupe: str = "one") -> Notice:
    with transaction.atomic():
        queue(
            kind="cases.access_opened",
            recipient=Recipient(f"user:{user.pk}", user.email, user.language),
            context={"reference": "CASE-2026-000001-K", "path": "/mine/"},
            dedupe=dedupe,
            at=NOW,
        )
    return Notice.objects.get(dedupe=f"{dedupe}|user:{user.pk}")


def test_an_empty_inbox_says_what_will_come(client):
    people.sign_in(client, people.principal())
    page = client.get("/en/inbox/")
    assert page.status_code == 200
    assert "There is no notice for you yet." in page.content.decode()
    assert page["X-Robots-Tag"].startswith("noindex")


def test_the_inbox_lists_and_opens_my_notice_and_marks_it_read_by_post(client):
    chan = people.principal()
    notice = told(chan)
    people.sign_in(client, chan)
    assert "CASE-2026-000001-K" in client.get("/en/inbox/").content.decode()
    page = client.get(f"/en/inbox/{notice.pk}/").content.decode()
    assert 'href="/en/mine/"' in page
    notice.refresh_from_db()
    assert notice.read_at is None
    assert client.get(f"/en/inbox/{notice.pk}/read/").status_code == 405
    assert client.post(f"/en/inbox/{notice.pk}/read/").status_code == 302
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_a_stranger_gets_404_for_anothers_notice(client):
    notice = told(people.principal())
    people.sign_in(client, people.stranger())
    assert client.get(f"/en/inbox/{notice.pk}/").status_code == 404
    assert client.post(f"/en/inbox/{notice.pk}/read/").status_code == 404
    assert "CASE-2026" not in client.get("/en/inbox/").content.decode()


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get("/en/inbox/").status_code == 302


def test_the_inbox_costs_the_same_queries_for_one_notice_and_for_many(client, django_assert_max_num_queries):
    chan = people.principal()
    people.sign_in(client, chan)
    told(chan, "first")
    client.get("/en/inbox/")
    with django_assert_max_num_queries(40) as one:
        client.get("/en/inbox/")
    for number in range(8):
        told(chan, f"more {number}")
    with django_assert_max_num_queries(40) as many:
        client.get("/en/inbox/")
    assert len(many) == len(one)
