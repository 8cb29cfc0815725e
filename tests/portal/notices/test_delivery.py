"""Notices leave the house once, after commit, in the recipient's language; what fails is tried again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy

from portal.audit.actors import Actor
from portal.audit.models import Event
from portal.notices import actions, kinds, queries
from portal.notices.models import Notice
from portal.notices.outbox import Recipient, queue
from portal.web.registry import AlreadyRegistered

NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
CHAN = Recipient("user:chan", "chan@example.test", "pt")
CLERK = Actor("user:clerk", roles=frozenset({"clerk"}), courts=frozenset({"A"}))
KIND = "tests.hearing_moved"

pytestmark = [pytest.mark.django_db, pytest.mark.services]


@pytest.fixture(autouse=True)
def a_kind(monkeypatch):
    registry = kinds.Registry("kinds of notices")
    for name, entry in kinds.kinds.items():
        registry.register(name, entry)
    for module in ("portal.notices.kinds", "portal.notices.queries", "portal.notices.outbox"):
        monkeypatch.setattr(f"{module}.kinds", registry)
    kinds.register_kind(
        KIND, label="Hearing moved", subject_template=gettext_lazy("Inbox"),
        body_template="Case %(reference)s on %(hearing_date)s",
    )  # fmt: skip


def queued(recipient: Recipient = CHAN, dedupe: str = "one", **extra) -> Notice:
    with transaction.atomic():
        queue(
            kind=KIND, recipient=recipient, dedupe=dedupe, at=NOW,
            context={"reference": "CASE-1", "hearing_date": "2026-12-01", "path": "/mine/"}, **extra,
        )  # fmt: skip
    return Notice.objects.get(dedupe=f"{dedupe}|{recipient.key}")


def broken(_notice):
    raise SMTPServerDisconnected("gone")


def test_a_notice_is_delivered_after_commit_in_the_recipients_language(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        notice = queued()
        assert mail.outbox == []
    notice.refresh_from_db()
    assert notice.state == "sent"
    [sent] = mail.outbox
    assert sent.to == ["chan@example.test"]
    assert sent.extra_headers["Content-Language"] == "pt"
    assert "1 de Dezembro de 2026" in sent.body or "1 de dezembro de 2026" in sent.body
    assert "/pt/mine/" in sent.body
    assert 'lang="pt"' in sent.alternatives[0][0]


def test_a_notice_rolled_back_with_its_act_is_never_sent(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(RuntimeError), transaction.atomic():
        queue(kind=KIND, recipient=CHAN, context={}, dedupe="x", at=NOW)
        raise RuntimeError("the act failed")
    assert not Notice.objects.exists()
    assert mail.outbox == []


def test_the_same_act_repeated_tells_each_person_once():
    first = queued()
    second = queued()
    assert first.pk == second.pk


@pytest.mark.django_db(transaction=True)
def test_a_notice_outside_a_transaction_is_refused():
    with pytest.raises(RuntimeError):
        queue(kind=KIND, recipient=CHAN, context={}, dedupe="x", at=NOW)


def test_an_unregistered_kind_is_refused():
    with pytest.raises(KeyError), transaction.atomic():
        queue(kind="tests.unknown", recipient=CHAN, context={}, dedupe="x", at=NOW)


def test_a_kind_is_registered_once():
    with pytest.raises(AlreadyRegistered):
        kinds.register_kind(KIND, label="x", subject_template="y", body_template="z")


def test_delivering_twice_sends_once():
    notice = queued()
    assert actions.deliver(notice.pk, at=NOW) == "sent"
    assert actions.deliver(notice.pk, at=NOW) == "sent"
    assert len(mail.outbox) == 1


def test_a_failed_attempt_waits_longer_each_time_and_keeps_its_message_id():
    notice = queued()
    before = notice.message_id
    pauses = []
    at = NOW
    for _attempt in range(3):
        assert actions.deliver(notice.pk, at=at, send=broken) == "waiting"
        notice.refresh_from_db()
        pauses.append(notice.next_attempt_at - at)
        at = notice.next_attempt_at
    assert pauses == sorted(pauses) and pauses[0] < pauses[-1]
    assert notice.last_error == "SMTPServerDisconnected"
    assert actions.deliver(notice.pk, at=at - timedelta(seconds=1)) == "waiting"
    assert actions.deliver(notice.pk, at=at) == "sent"
    assert mail.outbox[0].extra_headers["Message-ID"] == before


def test_a_worker_that_died_while_sending_is_followed_by_another():
    notice = queued()

    def killed(_notice):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        actions.deliver(notice.pk, at=NOW, send=killed)
    notice.refresh_from_db()
    assert notice.state == "sending"
    assert actions.deliver_waiting(at=NOW + timedelta(minutes=1)) == {}
    assert actions.deliver_waiting(at=NOW + timedelta(minutes=11)) == {"sent": 1}


def failed(settings, **extra) -> Notice:
    settings.NOTICES_MOST_ATTEMPTS = 1
    notice = queued(**extra)
    assert actions.deliver(notice.pk, at=NOW, send=broken) == "failed"
    return notice


def test_after_the_last_attempt_the_notice_becomes_a_work_item_of_its_court(settings):
    notice = failed(settings, court="A", chain="case:1")
    assert list(queries.failures({"A"})) == [notice]
    assert list(queries.failures({"B"})) == []
    event = Event.objects.get(act="notices.failed")
    assert event.chain == "case:1"
    assert b"chan@example.test" not in bytes(event.body)


def test_a_work_item_is_sent_again_by_the_clerk_of_its_court(settings):
    notice = failed(settings, court="A")
    actions.retry(actor=CLERK, at=NOW, notice_id=notice.pk)
    assert not queries.failures().exists()
    assert actions.deliver(notice.pk, at=NOW) == "sent"


def test_a_work_item_is_settled_only_with_a_reason(settings):
    notice = failed(settings, court="A")
    with pytest.raises(ValueError):
        actions.settle(actor=CLERK, at=NOW, notice_id=notice.pk, reason=" ")
    actions.settle(actor=CLERK, at=NOW, notice_id=notice.pk, reason="told by telephone")
    assert not queries.failures().exists()


def test_another_courts_clerk_and_a_party_leave_a_work_item_alone(settings):
    notice = failed(settings, court="A")
    stranger = Actor("user:b", roles=frozenset({"clerk"}), courts=frozenset({"B"}))
    with pytest.raises(Notice.DoesNotExist):
        actions.retry(actor=stranger, at=NOW, notice_id=notice.pk)
    with pytest.raises(PermissionDenied):
        actions.retry(actor=Actor("user:p", roles=frozenset({"party"})), at=NOW, notice_id=notice.pk)


def test_the_content_of_a_notice_is_encrypted_at_rest():
    notice = queued()
    stored = Notice.objects.filter(pk=notice.pk).values_list("context", "recipient_email")[0]
    assert b"CASE-1" not in stored[0].sealed
    assert b"chan@example.test" not in stored[1].sealed


def test_a_recipient_without_an_address_is_told_in_the_inbox_alone():
    notice = queued(Recipient("user:chan", "", "en"))
    assert actions.deliver(notice.pk, at=NOW) == "sent"
    assert mail.outbox == []
    assert queries.unread_count("user:chan") == 1


def test_a_notice_whose_kind_is_gone_still_opens():
    notice = queued()
    Notice.objects.update(kind="tests.forgotten")
    notice.refresh_from_db()
    with translation.override("en"):
        assert queries.message(notice, "en").rendered.subject == "Notice"
