"""STUN and TURN: credentials last an hour, and a wrong setting is named before the portal starts."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import override_settings

from portal.rooms.checks import turn_settings_fit
from portal.rooms.engines import MeshEngine, engine_of
from portal.rooms.page_texts import TEXTS
from portal.rooms.turn import LIFETIME_SECONDS, credentials, ice_servers
from tests.support.sources import ROOT

AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
RELAY = [
    "stun:relay.example.test",
    "turn:relay.example.test:3478?transport=udp",
    "turns:relay.example.test:5349",
]


def test_credentials_end_after_an_hour_and_are_those_that_coturn_computes() -> None:
    user, password = credentials("north-wind-and-sun", "seat-1", AT)
    expiry, name = user.split(":")
    assert (int(expiry) - int(AT.timestamp()), name) == (LIFETIME_SECONDS, "seat-1")
    digest = hmac.new(b"north-wind-and-sun", user.encode(), hashlib.sha1).digest()
    assert base64.b64decode(password) == digest


@override_settings(PORTAL_TURN_URLS=RELAY, PORTAL_TURN_SECRET="north-wind-and-sun")
def test_stun_goes_without_credentials_and_turn_with() -> None:
    stun, turn = ice_servers(AT, "seat-1")
    assert stun == {"urls": RELAY[:1]}
    assert (turn["urls"], sorted(turn)) == (RELAY[1:], ["credential", "urls", "username"])
    assert "north-wind-and-sun" not in str(turn)


@override_settings(PORTAL_TURN_URLS=[], PORTAL_TURN_SECRET="")
def test_without_settings_there_are_no_servers_and_no_complaint() -> None:
    assert ice_servers(AT, "seat-1") == []
    assert turn_settings_fit() == []


@pytest.mark.parametrize(
    ("addresses", "secret", "fault"),
    [
        (["https://relay.example.test"], "", "rooms.E001"),
        (["turn:relay.example.test"], "", "rooms.E002"),
        (["turn:relay.example.test"], "short", "rooms.E002"),
    ],
)
def test_a_wrong_setting_is_named(addresses: list[str], secret: str, fault: str) -> None:
    with override_settings(PORTAL_TURN_URLS=addresses, PORTAL_TURN_SECRET=secret):
        assert [found.id for found in turn_settings_fit()] == [fault]


def test_the_mesh_is_the_engine_of_the_house_and_seats_six() -> None:
    engine = engine_of("mesh")
    assert isinstance(engine, MeshEngine)
    assert engine.most_seats == 6
    with pytest.raises(KeyError):
        engine_of("another")


def test_every_sentence_that_the_script_asks_for_is_there() -> None:
    scripts = "".join(
        (ROOT / "portal/rooms/static/rooms" / name).read_text("utf-8") for name in ("room.js", "screen.js")
    )
    composed = {
        f"link_{state}" for state in ("new", "connecting", "connected", "disconnected", "failed", "closed")
    }
    composed |= {f"ended_{how}" for how in ("left", "refused", "removed", "taken", "closed")}
    composed |= {f"room_{state}" for state in ("lobby", "live", "suspended", "closed")}
    composed |= {"admit_person", "refuse_person"}
    assert composed <= set(TEXTS)
    assert not [key for key in TEXTS if key not in composed and key not in scripts]


def test_no_script_of_a_room_is_written_into_a_page() -> None:
    for template in Path(ROOT / "portal/rooms/templates").rglob("*.html"):
        text = template.read_text("utf-8")
        assert " onclick" not in text
        assert "<script>" not in text
        assert " style=" not in text
