"""Health, readiness, metrics and the public status page."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client

from portal.operations import actions, probes, queries

AT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


def broken() -> None:
    raise ConnectionError("postgresql://user:password@host")


@pytest.fixture(autouse=True)
def nothing_asked_yet() -> None:
    probes._LATELY.clear()


@pytest.fixture
def a_broken_part(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = {**probes.probes._entries, "broken": probes.Probe("Broken part", True, broken)}
    monkeypatch.setattr(probes.probes, "_entries", entries)


def test_health_asks_nothing(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}  # without the database mark a query would raise


@pytest.mark.django_db
def test_readiness_asks_every_part(client: Client) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert {"database", "cache", "storage"} <= set(answer.json()["parts"])


@pytest.mark.django_db
def test_a_broken_essential_part_is_named_without_its_secrets(client: Client, a_broken_part: None) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["parts"]["broken"] == "ConnectionError"
    assert "password" not in answer.content.decode()


@pytest.mark.django_db
def test_metrics_speak_prometheus(client: Client) -> None:
    body = client.get("/metrics").content.decode()
    assert 'portal_part_up{part="database"} 1.0' in body


@pytest.mark.django_db
def test_the_status_page_tells_the_share_of_checks_that_went_well(client: Client) -> None:
    well = probes.Finding("database", "Database", True, True, 2.0)
    ill = probes.Finding("database", "Database", True, False, 4.0, "OperationalError")
    for finding in (well, well, well, ill):
        actions.record_round(findings=[finding], at=AT)
    part = next(p for p in queries.parts(AT.date(), {}) if p.code == "database")
    assert (part.checks, part.share, part.mean_ms) == (4, 0.75, 2.5)


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["zh-hant", "zh-hans", "pt", "en"])
def test_the_status_page_exists_in_each_language(client: Client, code: str) -> None:
    assert client.get(f"/{code}/status/").status_code == 200


def test_the_short_address_of_the_status_page_is_kept(client: Client) -> None:
    assert client.get("/status/", headers={"accept-language": "pt"})["Location"] == "/pt/status/"


@pytest.mark.django_db
def test_a_stranger_does_not_set_the_pace_of_the_probes(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(
        probes.probes, "_entries", {"counted": probes.Probe("Counted", True, lambda: asked.append(1))}
    )
    for address in ("/readyz", "/metrics", "/en/status/", "/readyz"):
        client.get(address)
    assert len(asked) == 1
    assert len(probes.asked_lately(seconds=0)) == 1
    assert len(asked) == 2
