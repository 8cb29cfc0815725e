"""The addressee's page: by the code of the message or with her account; nobody else finds anything."""

from __future__ import annotations

import json
import logging
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from portal.audit.models import Event
from portal.notices import actions as notices
from portal.notices.models import Notice
from portal.notices.queries import context_of, message
from service_of_process.actions import codes
from service_of_process.apps.electronic_words import SERVED_FOOTER
from service_of_process.models import AccessCode, DocumentReading, ElectronicDelivery, MatterEvent
from service_of_process.queries.electronic import files_of
from service_of_process.rules import channels, lifecycle
from tests.factories import people
from tests.factories import service_electronic as acts

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ready() -> None:
    acts.ready()
    cache.clear()


def page(
    delivery: ElectronicDelivery, name: str = "documents_delivery", *more: Any, language: str = "pt"
) -> str:
    with translation.override(language):
        return reverse(f"service:{name}", args=[delivery.pk, *more])


def the_mail(delivery: ElectronicDelivery) -> Any:
    """The message as it leaves, delivered now."""
    notice = Notice.objects.get(recipient_key=f"delivery:{delivery.pk}")
    notices.deliver(notice.pk, at=timezone.now())
    return mail.outbox[-1]


# -- the message


def test_the_message_bears_the_link_and_says_what_it_means_in_the_addressees_language() -> None:
    delivery, code = acts.sent(language="pt")
    sent = the_mail(delivery)
    assert sent.to == [acts.EMAIL]
    assert f"/pt/service/documents/#{code}" in sent.body and f"\n\n{code}\n\n" in sent.body
    with translation.override("pt"):
        assert str(SERVED_FOOTER) in sent.body, "this message is service, unlike every other notice"


def test_the_code_is_forgotten_once_the_message_is_sent_and_never_shown_on_a_page() -> None:
    delivery, code = acts.sent()
    notice = Notice.objects.get(recipient_key=f"delivery:{delivery.pk}")
    shown = message(notice, "en")
    assert code not in shown.rendered.body and shown.path == ""
    the_mail(delivery)
    notice.refresh_from_db()
    assert code not in str(context_of(notice))


def test_neither_the_log_nor_the_course_of_the_matter_bears_the_code() -> None:
    _delivery, code = acts.sent()
    acts.opened_by(code)
    bare = code.replace("-", "")
    said = " ".join(bytes(row).decode() for row in Event.objects.values_list("body", flat=True))
    said += " ".join(str(row) for row in MatterEvent.objects.values_list("facts", flat=True))
    assert code not in said and bare not in said
    assert AccessCode.objects.get().digest != code


def test_no_address_of_a_page_and_no_line_of_the_server_bears_the_code(
    caplog: pytest.LogCaptureFixture,
) -> None:
    _delivery, code = acts.sent()
    with caplog.at_level(logging.DEBUG):
        _client, answer = acts.opened_by(code)
    assert all(code not in address for address, _status in answer.redirect_chain)
    assert code not in caplog.text


# -- by the code


@pytest.mark.parametrize("typed", ["{}", " {} ", "lower", "bare"])
def test_the_code_opens_the_list_however_it_is_typed(typed: str) -> None:
    delivery, code = acts.sent()
    written = {"lower": code.lower(), "bare": code.replace("-", "")}.get(typed) or typed.format(code)
    _client, answer = acts.opened_by(written)
    assert answer.status_code == 200
    content = answer.content.decode()
    for shown in files_of(delivery.leg):
        assert shown.digest in content and page(delivery, "documents_view", shown.path) in content
    assert answer["X-Robots-Tag"].startswith("noindex") and "no-store" in answer["Cache-Control"]


def test_a_wrong_a_revoked_and_a_tracking_code_are_answered_alike() -> None:
    delivery, code = acts.sent()
    tracking, plain = codes.issue_code(
        actor=acts.clerk(), at=acts.NOW, matter_id=delivery.leg.matter_id, label="Ho Tak Wing"
    )
    assert tracking.kind == AccessCode.Kind.TRACKING
    held = AccessCode.objects.get(kind=AccessCode.Kind.DOCUMENTS)
    codes.revoke_code(actor=acts.clerk(), at=acts.NOW, matter_id=delivery.leg.matter_id, code_id=held.pk)
    said = set()
    for tried in ("ACDE-FGHJ-KMNP-2345", code, plain):
        _client, answer = acts.opened_by(tried, language="en")
        assert answer.status_code == 200 and not answer.redirect_chain
        said.add(tuple(answer.context["form"].errors["code"]))
    assert len(said) == 1


def test_codes_are_not_tried_without_end() -> None:
    client = Client()
    for _try in range(20):
        client.post("/en/service/documents/", {"code": "ACDE-FGHJ-KMNP-2345"})
    _delivery, code = acts.sent()
    _client, answer = acts.opened_by(code, client, "en")
    assert "Too many attempts" in answer.content.decode()


def test_without_the_code_a_visitor_is_sent_to_the_page_of_the_code() -> None:
    delivery, _code = acts.sent()
    for name, more in (("documents_delivery", ()), ("documents_view", ("1",)), ("documents_confirm", ())):
        answer = Client().get(page(delivery, name, *more))
        assert answer.status_code == 302 and answer["Location"].startswith("/pt/service/documents/?next=")
    assert not DocumentReading.objects.exists()


def test_the_code_of_one_sending_opens_no_other() -> None:
    matter = acts.a_matter()
    delivery, _code = acts.sent(acts.a_leg(matter=matter))
    _other, code = acts.sent(acts.a_leg(matter=matter, email="b@example.test"))
    client, _answer = acts.opened_by(code)
    assert client.get(page(delivery)).status_code == 302


def test_a_session_ends_with_the_code_and_after_two_hours(monkeypatch: pytest.MonkeyPatch) -> None:
    delivery, code = acts.sent()
    client, _answer = acts.opened_by(code)
    assert client.get(page(delivery)).status_code == 200
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(hours=2, minutes=1))
    assert client.get(page(delivery)).status_code == 302
    monkeypatch.undo()
    held = AccessCode.objects.get()
    codes.revoke_code(actor=acts.clerk(), at=acts.NOW, matter_id=delivery.leg.matter_id, code_id=held.pk)
    assert client.get(page(delivery)).status_code == 302


def test_on_a_shared_device_the_documents_can_be_closed() -> None:
    delivery, code = acts.sent()
    client, _answer = acts.opened_by(code)
    client.post("/pt/service/documents/leave/")
    assert client.get(page(delivery)).status_code == 302


# -- what is read is proved


def test_viewing_and_downloading_are_proved_with_time_and_digest() -> None:
    delivery, code = acts.sent()
    client, _answer = acts.opened_by(code)
    shown = files_of(delivery.leg)[0]
    viewed = client.get(page(delivery, "documents_view", shown.path))
    content = b"".join(viewed.streaming_content)
    assert viewed["Content-Disposition"].startswith("inline") and content.startswith("民事起诉状".encode())
    kept = client.get(page(delivery, "documents_download", shown.path))
    assert (
        kept["Content-Disposition"].startswith("attachment") and b"".join(kept.streaming_content) == content
    )
    rows = [(row.kind, row.digest) for row in DocumentReading.objects.filter(delivery=delivery)]
    assert rows == [("viewed", shown.digest), ("downloaded", shown.digest)]
    delivery.refresh_from_db()
    assert delivery.opened_at is not None
    log = Event.objects.filter(act="service_of_process.documents_opened").order_by("pk")
    assert [json.loads(bytes(row.body))["facts"]["document"] for row in log] == ["", "1", "1"]
    assert {row.actor_key for row in log} == {"system:addressee-link"}


def test_a_document_that_is_not_of_the_set_is_not_found() -> None:
    delivery, code = acts.sent()
    client, _answer = acts.opened_by(code)
    row = delivery.leg.matter.documents.get(number=2)
    row.withdrawn_at = acts.NOW
    row.save()
    for name in ("2", "3", "1-translation", "x"):
        assert client.get(page(delivery, "documents_view", name)).status_code == 404


def test_opening_by_the_message_settles_its_arrival() -> None:
    delivery, code = acts.by_consent()
    the_mail(delivery)
    acts.opened_by(code)
    delivery.refresh_from_db()
    sent_at = Notice.objects.get(recipient_key=f"delivery:{delivery.pk}").sent_at
    assert (delivery.leg.state, delivery.arrived_at) == (lifecycle.PROVED, sent_at)


def test_confirming_asks_for_name_and_certainty_and_keeps_what_was_typed() -> None:
    delivery, code = acts.sent()
    client, _answer = acts.opened_by(code)
    answer = client.post(page(delivery, "documents_confirm"), {"name": "Ho Tak Wing"})
    assert answer.status_code == 200 and "Ho Tak Wing" in answer.content.decode()
    delivery.leg.refresh_from_db()
    assert delivery.leg.state == lifecycle.SENT
    client.post(page(delivery, "documents_confirm"), {"name": "Ho Tak Wing", "is_certain": "on"})
    delivery.refresh_from_db()
    assert (delivery.leg.state, delivery.confirmed_name) == (lifecycle.PROVED, "Ho Tak Wing")


def test_a_judgment_can_be_asked_for_on_paper() -> None:
    delivery, code = acts.sent(acts.a_leg(matter=acts.a_matter(is_judgment=True)))
    client, answer = acts.opened_by(code)
    assert page(delivery, "documents_paper") in answer.content.decode()
    client.post(page(delivery, "documents_paper"))
    delivery.refresh_from_db()
    assert delivery.paper_asked_at is not None


# -- by account


def test_the_addressees_account_opens_them_after_the_second_factor() -> None:
    delivery, _code = acts.sent()
    client = Client()
    people.sign_in(client, acts.addressee(), second_factor=False)
    held_back = client.get(page(delivery))
    assert held_back.status_code == 302 and "/accounts/" in held_back["Location"]
    people.sign_in(client, acts.addressee())
    assert client.get(page(delivery)).status_code == 200
    log = Event.objects.filter(act="service_of_process.documents_opened").get()
    assert log.actor_key == f"user:{acts.addressee().pk}"


@pytest.mark.parametrize("who", ["principal", "stranger", "judge_a", "clerk_a", "clerk_b"])
def test_no_other_account_finds_them(who: str) -> None:
    delivery, _code = acts.sent()
    client = Client()
    people.sign_in(client, getattr(people, who)())
    for name, more in (("documents_delivery", ()), ("documents_view", ("1",)), ("documents_confirm", ())):
        assert client.get(page(delivery, name, *more)).status_code in (302, 404)
    assert client.get(page(delivery)).status_code == 404
    assert (
        client.post(page(delivery, "documents_confirm"), {"name": "x", "is_certain": "on"}).status_code == 404
    )
    assert not DocumentReading.objects.exists()


def test_the_addressee_with_an_account_is_told_of_the_page_without_a_code() -> None:
    delivery, code = acts.sent()
    notice = Notice.objects.get(kind="service_of_process.documents_waiting")
    assert context_of(notice)["path"] == f"/service/documents/{delivery.pk}/"
    assert code not in str(context_of(notice))


def test_a_sending_that_failed_opens_nothing_any_more() -> None:
    from service_of_process.actions import sending

    delivery, code = acts.sent()
    client, _answer = acts.opened_by(code)
    sending.give_up(actor=acts.clerk(), at=acts.NOW, leg_id=delivery.leg_id, reason="silent")
    assert client.get(page(delivery)).status_code == 302
    people.sign_in(client, acts.addressee())
    assert client.get(page(delivery)).status_code == 404


def test_no_opposing_address_and_no_name_of_the_other_side_stands_on_the_page() -> None:
    _delivery, code = acts.sent(acts.a_leg(channels.BY_CONFIRMED_RECEIPT))
    _client, answer = acts.opened_by(code, language="zh-hant")
    content = answer.content.decode()
    assert "陳嘉敏" not in content and "虛構街" not in content and acts.EMAIL not in content


def test_a_damaged_file_is_said_and_not_proved_as_read(monkeypatch: pytest.MonkeyPatch) -> None:
    from portal.exhibits import actions as exhibits
    from portal.exhibits.storage import FileBroken

    delivery, code = acts.sent()
    client, _answer = acts.opened_by(code, language="en")

    def broken(**_words: Any) -> None:
        raise FileBroken("damaged")

    monkeypatch.setattr(exhibits, "read", broken)
    answer = client.get(page(delivery, "documents_view", "1", language="en"), follow=True)
    assert "cannot be opened now" in answer.content.decode() and not DocumentReading.objects.exists()


def test_the_page_says_what_the_sending_means_as_it_stands() -> None:
    receipt, code = acts.sent()
    client, before = acts.opened_by(code, language="en")
    assert "The message alone counts for nothing" in before.content.decode()
    client.post(page(receipt, "documents_confirm"), {"name": "Ho Tak Wing", "is_certain": "on"})
    assert (
        "You confirmed receipt. The documents reached you on"
        in client.get(page(receipt, language="en")).content.decode()
    )
    elsewhere, other = acts.elsewhere()
    reader, _answer = acts.opened_by(other, language="en")
    for shown in files_of(elsewhere.leg):
        list(reader.get(page(elsewhere, "documents_view", shown.path)).streaming_content)
    assert "opened every document" in reader.get(page(elsewhere, language="en")).content.decode()
