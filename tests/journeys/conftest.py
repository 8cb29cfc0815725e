"""A real browser against a real server, on the portal as bootstrap furnishes it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Browser, expect, sync_playwright

from portal.web.setup import steps
from tests.factories import people, service, service_channels
from tests.support.service_desk import Clock, Desk

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PATIENCE_MS = 60_000
"""How long a page may take on a machine that others use as well; what comes at once is not waited for."""
expect.set_options(timeout=PATIENCE_MS)
SAMPLES = Path(__file__).resolve().parents[1] / "foreign_law" / "samples"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="module")  # Playwright's event loop ends with it; no other test runs inside that loop
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no browser: install the Debian package chromium")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop in this thread
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield found
        found.close()


@pytest.fixture
def furnished(transactional_db: None, settings: object) -> None:
    """Reference data, pages and the fictitious sample law, as a new portal has them."""
    for _name, step in steps.items():
        step()


@pytest.fixture
def base(furnished: None, live_server: object) -> str:
    """The address of the running portal, by name, since passkeys refuse bare numbers."""
    return str(live_server.url).replace("127.0.0.1", "localhost")  # type: ignore[attr-defined]


@pytest.fixture
def desk(
    browser: Browser, transactional_db: None, live_server: object, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    """The desk of service on 20 November 2026, noon in Hong Kong, with courts and calendars."""
    clock = Clock(service.NOW)
    monkeypatch.setattr(timezone, "now", lambda: clock.at)
    monkeypatch.setattr(people, "time", clock)
    service_channels.ready()
    found = Desk(browser, str(live_server.url).replace("127.0.0.1", "localhost"), clock)  # type: ignore[attr-defined]
    yield found
    found.close()


assert settings.configured
