"""What leaves the portal by itself: webhooks to public https addresses alone, calendars by a secret address."""

from __future__ import annotations

import hashlib
import hmac
import json
import ssl
import subprocess
import threading
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from portal.identity.permissions import PermissionRefused
from service_of_process.actions import subscriptions, webhooks
from service_of_process.actions.clocks import start_clock
from service_of_process.actions.steps import S, record
from service_of_process.gateways import webhooks as gateway
from service_of_process.models import Webhook, WebhookDelivery
from service_of_process.rules import channels, lifecycle
from tests.factories import entrusted, people, service

NOW = service.NOW
ADDRESS = "https://hooks.firm.example/service"


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def milestone(db):
    matter = service.a_matter()
    leg = service.a_leg(matter, channels.ENTRUSTED_HK, lifecycle.DISPATCHED)
    lawyer = people.actor(people.opponent())
    _row, secret = webhooks.add_webhook(actor=lawyer, at=NOW, address=ADDRESS)
    record(S + "leg_dispatched", actor=people.actor(people.clerk_a()), at=NOW, matter=matter, leg=leg)
    return matter, secret


@pytest.mark.parametrize(
    "address",
    [
        "http://hooks.firm.example/", "https://10.0.0.5/", "https://[::1]/", "https://localhost/",
        "https://user:word@hooks.firm.example/", "https://hooks.firm.example:22/", "https://hooks.firm.example:bad/",
    ],
)  # fmt: skip
def test_only_https_with_a_public_name_is_taken(address: str) -> None:
    with pytest.raises(gateway.WebhookRefused):
        gateway.checked(address)


@pytest.mark.parametrize(
    "addresses",
    [["127.0.0.1"], ["93.184.216.34", "192.168.1.4"], ["::ffff:10.0.0.1"], ["169.254.169.254"], ["224.0.0.1"], ["fe80::1%1"], []],
)  # fmt: skip
def test_a_name_that_stands_for_one_private_address_is_never_called(addresses: list[str]) -> None:
    with pytest.raises(gateway.WebhookRefused):
        gateway.public_address("hooks.firm.example", 443, lambda host, port: addresses)


def test_the_connection_goes_to_the_checked_address_and_checks_the_name(tmp_path: Path) -> None:
    made = [
        "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
        "-keyout", str(tmp_path / "key.pem"), "-out", str(tmp_path / "cert.pem"), "-subj", "/CN=hooks.firm.example",
        "-addext", "subjectAltName=DNS:hooks.firm.example",
    ]  # fmt: skip
    subprocess.run(made, check=True, capture_output=True)
    got: list[bytes] = []

    class Taker(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Taker)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    server.socket = tls.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    trust = ssl.create_default_context(cafile=str(tmp_path / "cert.pem"))
    right = gateway._Pinned("hooks.firm.example", server.server_port, "127.0.0.1", trust)
    right.request("POST", "/", body=b"{}")
    assert right.getresponse().status == 204 and got == [b"{}"]
    wrong = gateway._Pinned("other.firm.example", server.server_port, "127.0.0.1", trust)
    with pytest.raises(ssl.SSLCertVerificationError):
        wrong.request("POST", "/", body=b"{}")
    server.shutdown()


def test_a_milestone_goes_out_signed_and_names_nobody(milestone) -> None:
    matter, secret = milestone
    sent: list[tuple[str, bytes, dict[str, str]]] = []
    assert webhooks.announce_new(at=NOW) == 1
    assert webhooks.announce_new(at=NOW) == 0
    assert webhooks.deliver_due(at=NOW, send=lambda *message: sent.append(message) or 200) == 1
    address, body, headers = sent[0]
    stamp, _comma, value = headers["X-Portal-Signature"].partition(",")
    signed = f"{stamp.removeprefix('t=')}.".encode() + body
    assert value == "v1=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    said = json.loads(body)
    assert address == ADDRESS and said["number"] == matter.reference and said["event"] == "leg_dispatched"
    assert set(said) == {"number", "event", "date", "leg", "state", "id"}
    assert webhooks.deliver_due(at=NOW, send=lambda *message: 500) == 0


def test_nobody_hears_of_a_matter_of_others(milestone) -> None:
    webhooks.add_webhook(actor=people.actor(people.stranger()), at=NOW, address="https://other.firm.example/")
    webhooks.announce_new(at=NOW)
    assert {row.webhook.address for row in WebhookDelivery.objects.all()} == {ADDRESS}


def test_a_message_not_taken_waits_longer_each_time_and_then_ends_the_webhook(milestone) -> None:
    webhooks.announce_new(at=NOW)
    at = NOW
    for minutes in webhooks.WAITS:
        assert webhooks.deliver_due(at=at, send=lambda *message: 500) == 0
        row = WebhookDelivery.objects.get()
        assert row.next_at == at + timedelta(minutes=minutes) and row.last_error == "HTTP 500"
        assert webhooks.deliver_due(at=at, send=lambda *message: 200) == 0
        at = row.next_at
    webhooks.deliver_due(at=at, send=lambda *message: 500)
    assert Webhook.objects.get().ended_at == at
    assert WebhookDelivery.objects.get().next_at is None


@pytest.mark.django_db
def test_only_the_owner_ends_a_webhook() -> None:
    row, _secret = webhooks.add_webhook(actor=people.actor(people.opponent()), at=NOW, address=ADDRESS)
    with pytest.raises(PermissionRefused):
        webhooks.end_webhook(actor=people.actor(people.principal()), at=NOW, webhook_id=row.pk)
    webhooks.end_webhook(actor=people.actor(people.opponent()), at=NOW, webhook_id=row.pk)
    assert Webhook.objects.get().ended_at == NOW


@pytest.mark.django_db
def test_a_sixth_webhook_is_refused_at_its_field() -> None:
    actor = people.actor(people.opponent())
    for number in range(5):
        webhooks.add_webhook(actor=actor, at=NOW, address=f"https://h{number}.firm.example/")
    with pytest.raises(ValidationError) as refused:
        webhooks.add_webhook(actor=actor, at=NOW, address="https://h6.firm.example/")
    assert "address" in refused.value.message_dict


def test_the_calendar_shows_due_dates_to_whoever_holds_the_address_until_it_is_revoked(
    client, milestone
) -> None:
    entrusted.calendars()
    matter, _secret = milestone
    start_clock(
        matter,
        rule="hk-arrangement-1999-art4",
        start=date(2026, 9, 8),
        at=NOW,
        holder="requested",
        leg=matter.legs.get(),
    )
    ho = people.actor(people.opponent())
    token = subscriptions.issue_calendar(actor=ho, at=NOW)
    text = client.get(f"/en/service/calendar/{token}.ics").content.decode()
    assert text.startswith("BEGIN:VCALENDAR") and matter.reference in text and "20261108" in text
    assert "何德榮" not in text and "虛構街" not in text
    newer = subscriptions.issue_calendar(actor=ho, at=NOW)
    assert client.get(f"/en/service/calendar/{token}.ics").status_code == 404
    assert client.get(f"/en/service/calendar/{newer}.ics").status_code == 200
    subscriptions.revoke_calendar(actor=ho, at=NOW)
    assert client.get(f"/en/service/calendar/{newer}.ics").status_code == 404


def test_updates_are_managed_on_one_page(client, milestone) -> None:
    people.sign_in(client, people.opponent())
    assert "There is no webhook yet." not in client.get("/en/service/updates/").content.decode()
    made = client.post("/en/service/updates/calendar/").content.decode()
    assert "/en/service/calendar/" in made and "shown only now" in made
    assert "/en/service/calendar/" not in client.get("/en/service/updates/").content.decode().replace(
        "/en/service/updates/calendar/", ""
    )
    refused = client.post(
        "/en/service/updates/webhooks/", {"address": "https://127.0.0.1/x"}
    ).content.decode()
    assert "public name" in refused
