"""What followers see of periods and headlines; what logs, slow receivers and odd addresses never get."""

from __future__ import annotations

import logging
import socket
import ssl
import subprocess
import threading
import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import translation

from portal.web.logs import WithoutOneTimeLinks
from service_of_process.actions import codes, submissions, webhooks
from service_of_process.actions.clocks import start_clock
from service_of_process.actions.steps import S, record
from service_of_process.gateways import webhooks as gateway
from service_of_process.models import WebhookDelivery
from service_of_process.queries.milestones import progress
from service_of_process.rules import channels, lifecycle
from tests.factories import entrusted, people, service

NOW = service.NOW
CODE = "ACDE-FGHJ-KMNP-QRST"
DRIPS = 60
"""Seconds for which a receiver drips, if nobody hangs up."""


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def received(db):
    """A request that the court of Hong Kong has received; its two months run until 10 January 2027."""
    entrusted.calendars()
    matter = service.a_matter()
    leg = service.a_leg(matter, channels.ENTRUSTED_HK, lifecycle.RECEIVED, received_date=date(2026, 11, 10))
    clerk = people.actor(people.clerk_a())
    start_clock(
        matter, rule="hk-arrangement-1999-art4", start=date(2026, 11, 10), at=NOW, holder="requested", leg=leg
    )
    record(S + "receipt_recorded", actor=clerk, at=NOW, matter=matter, leg=leg, on=date(2026, 11, 10))
    record(S + "leg_opened", actor=clerk, at=NOW, matter=matter, on=date(2026, 11, 4))
    return matter


def test_a_party_reads_the_running_period_with_last_day_article_and_working(client, received) -> None:
    people.sign_in(client, people.opponent())
    text = client.get(f"/en/service/{received.reference}/").content.decode()
    clock = received.clocks.get()
    shown = progress(received, service.TODAY, with_periods=True)
    assert [one.line.clock for one in shown.deadlines] == [clock] and not shown.is_late
    assert "until <b>10 January 2027</b>" in text and shown.deadlines[0].line.citation in text
    assert "How it was counted" in text and all(step in text for step in shown.deadlines[0].working)
    assert ("provisional" in text) == clock.is_provisional


def test_the_headline_names_the_court_beyond_the_border_while_it_holds_the_request(received) -> None:
    assert progress(received, service.TODAY, with_periods=False).headline.endswith("the court of Hong Kong")
    service.a_leg(received, channels.MAIL, lifecycle.POSTED)
    several = progress(received, service.TODAY, with_periods=False)
    assert several.headline == "Service is under way on 2 routes"
    assert [route.number for route in several.ahead] == [1, 2] and several.judge_confirms


def test_the_course_stands_in_the_order_of_the_days_not_of_the_entries(received) -> None:
    shown = progress(received, service.TODAY, with_periods=False)
    assert [one.on.day for one in shown.course] == [4, 10]
    assert [one.on.day for one in shown.milestones] == [4, 10]  # the last one entered comes first
    assert shown.routes[0].since == date(2026, 11, 10)  # the day of receipt, not of its entry


def test_a_period_that_passed_is_late_on_its_route_and_serves_nobody(received) -> None:
    later = received.clocks.get().alarm_date + timedelta(days=3)
    shown = progress(received, later, with_periods=False)
    assert shown.is_late and shown.routes[0].late[0].days_past == 3 and shown.served_on is None


def test_the_public_reads_the_period_of_the_route_but_none_that_runs_from_service(client, received) -> None:
    start_clock(received, rule="cpl-2023-art285-answer", start=date(2026, 11, 12), at=NOW, holder="addressee")
    _row, code = codes.issue_code(
        actor=people.actor(people.clerk_a()), at=NOW, matter_id=received.pk, label="x"
    )
    body = client.get(f"/api/v1/service/{received.reference}", HTTP_X_ACCESS_CODE=code).json()
    assert [one["last_day"] for one in body["legs"][0]["periods"]] == ["2027-01-10"]
    assert "285" not in str(body)
    page = client.post("/en/service/track/", {"number": received.reference, "code": code}).content.decode()
    assert "until <b>10 January 2027</b>" in page and "Answer by a defendant" not in page


def test_an_overlong_code_is_a_wrong_code(client, received) -> None:
    for code in ("A" * 65, "A" * 3000, "\u3000", "ÿ"):
        wrong = client.get(f"/api/v1/service/{received.reference}", {"code": code})
        assert (wrong.status_code, wrong["Content-Type"]) == (404, "application/json; charset=utf-8")
        unknown = client.get("/api/v1/service/SD-2026-QH-HK-O-99999-1", {"code": code})
        assert unknown.content == wrong.content


def test_no_side_opens_the_exhibit_that_the_other_side_submitted(received) -> None:
    from portal.exhibits.scopes import reaches

    fact = submissions.submit_fact(
        actor=people.actor(people.principal()), at=NOW, matter_id=received.pk, kind="mention",
        fact_date=date(2026, 10, 1), description="x", upload=service_file(),
    )  # fmt: skip
    for who, opens in (("principal", True), ("opponent", False), ("stranger", False), ("clerk_b", False)):
        actor = people.actor(getattr(people, who)())
        assert reaches(actor, fact.exhibit.scope, NOW) is opens, who


def service_file():
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("note.txt", b"He answered the claim.", content_type="text/plain")


@pytest.mark.parametrize(
    "said",
    [
        f"GET /api/v1/service/SD-1?code={CODE} HTTP/1.1", f"Error handling request /api/v1/service/SD-1?x=1&code={CODE}",
        f"Not Found: /en/service/calendar/{CODE}.ics", f"{{'X-Access-Code': '{CODE}'}}", f"x-access-code: {CODE}",
        f"GET /x HTTP/1.1 200 'http://portal/en/service/track/?number=SD-1&code={CODE}'",
    ],
)  # fmt: skip
def test_no_line_of_the_log_holds_a_code_or_the_address_of_a_calendar(said: str) -> None:
    line = logging.LogRecord("gunicorn.access", logging.INFO, "", 0, "%s", (said,), None)
    assert WithoutOneTimeLinks().filter(line)
    assert CODE not in line.getMessage() and "…" in line.getMessage()


@pytest.mark.parametrize("name", ["django.server", "gunicorn.error", "gunicorn.access", None])
def test_every_server_writes_through_the_handler_that_hides(name: str | None, settings) -> None:
    found = settings.LOGGING["root"] if name is None else settings.LOGGING["loggers"][name]
    assert found["handlers"] == ["console"]
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["links"]


@pytest.mark.parametrize(
    "address",
    ["64:ff9b::a00:1", "64:ff9b:1::a00:1", "2002:a00:1::", "::7f00:1", "fec0::1", "240.0.0.1", "100.64.0.1", "0.0.0.0"],
)  # fmt: skip
def test_an_address_that_carries_or_borders_a_private_one_is_never_called(address: str) -> None:
    with pytest.raises(gateway.WebhookRefused):
        gateway.public_address("hooks.firm.example", 443, lambda host, port: ["93.184.216.34", address])


@pytest.fixture
def queued(db):
    matter = service.a_matter()
    lawyer = people.actor(people.opponent())
    for number in range(2):
        webhooks.add_webhook(actor=lawyer, at=NOW, address=f"https://h{number}.firm.example/")
    for act in ("leg_dispatched", "receipt_recorded"):
        record(S + act, actor=people.actor(people.clerk_a()), at=NOW, matter=matter)
    assert webhooks.announce_new(at=NOW) == 4
    return matter


def test_nobody_waits_in_a_transaction_while_a_receiver_is_slow(queued) -> None:
    outer = len(connection.savepoint_ids)
    depths: list[int] = []

    def send(*_message: object) -> int:
        depths.append(len(connection.savepoint_ids) - outer)
        return 200

    assert webhooks.deliver_due(at=NOW, send=send) == 4 and set(depths) == {0}


def test_a_receiver_that_fails_is_left_alone_and_the_others_are_served(queued) -> None:
    called: list[str] = []

    def send(address: str, *_rest: object) -> int:
        called.append(address)
        return 500 if "h0" in address else 204

    assert webhooks.deliver_due(at=NOW, send=send) == 2
    assert sorted(called) == ["https://h0.firm.example/"] + ["https://h1.firm.example/"] * 2


def test_a_message_that_another_run_has_taken_is_not_sent_twice(queued) -> None:
    again: list[int] = []

    def send(*_message: object) -> int:
        if not again:
            again.append(0)
            again.append(webhooks.deliver_due(at=NOW, send=lambda *_rest: 200))
        return 200

    assert webhooks.deliver_due(at=NOW, send=send) == 1 and again == [0, 3]
    assert set(WebhookDelivery.objects.values_list("tries", flat=True)) == {1}


def test_a_receiver_that_answers_letter_by_letter_is_hung_up_on(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(gateway, "LONGEST", 1.0)
    monkeypatch.setattr(gateway, "public_address", lambda *_asked: "127.0.0.1")
    made = [
        "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
        "-keyout", str(tmp_path / "key.pem"), "-out", str(tmp_path / "cert.pem"), "-subj", "/CN=hooks.firm.example",
        "-addext", "subjectAltName=DNS:hooks.firm.example",
    ]  # fmt: skip
    subprocess.run(made, check=True, capture_output=True)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    listener = socket.create_server(("127.0.0.1", 0))
    monkeypatch.setattr(
        gateway, "checked", lambda _address: ("hooks.firm.example", listener.getsockname()[1], "/")
    )
    threading.Thread(target=_dripping, args=(listener, tls), daemon=True).start()
    began = time.monotonic()
    with pytest.raises((OSError, gateway.http.client.HTTPException)):
        trust = ssl.create_default_context(cafile=str(tmp_path / "cert.pem"))
        gateway.send("https://hooks.firm.example/", b"{}", {}, context=trust)
    assert time.monotonic() - began < DRIPS / 2
    listener.close()


def _dripping(listener: socket.socket, tls: ssl.SSLContext) -> None:
    plain, _address = listener.accept()
    with tls.wrap_socket(plain, server_side=True) as talk:
        for _letter in range(DRIPS * 5):
            try:
                talk.send(b"H")
            except OSError:
                return
            time.sleep(0.2)
