"""Chromium with a fake camera and microphone: a moving picture and a beep each second, no question asked.

PYTEST_DONT_REWRITE: a plugin that tests import too; nothing is asserted here.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--autoplay-policy=no-user-gesture-required",
]  # fmt: skip
DEVICES = ["--use-fake-device-for-media-stream=fps=15", "--use-fake-ui-for-media-stream"]
REFUSED = ["--use-fake-device-for-media-stream=fps=15", "--deny-permission-prompts"]
"""A person who refuses camera and microphone."""
AWAKE = [
    "--disable-background-timer-throttling", "--disable-renderer-backgrounding",
    "--disable-backgrounding-occluded-windows",
]  # fmt: skip


@contextmanager
def chromium(*, devices: list[str] | None = None) -> Iterator[Browser]:
    """A browser with fake devices; skips the test where there is no Chromium."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no browser: install the Debian package chromium")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop in this thread
    with sync_playwright() as playwright:
        flags = [*FLAGS, *AWAKE, *(DEVICES if devices is None else devices)]
        found = playwright.chromium.launch(executable_path=program, args=flags)
        yield found
        found.close()


@pytest.fixture(scope="module")  # Playwright's event loop ends with it; no other test runs inside that loop
def camera_browser() -> Iterator[Browser]:
    """A browser with a fake camera and microphone."""
    with chromium() as found:
        yield found


def person(browser: Browser, cookies: list[dict[str, Any]], **options: Any) -> BrowserContext:
    """A browser context of one person, signed in by these cookies (see ``PortalServer.cookies_of``)."""
    context = browser.new_context(**options)
    context.add_cookies(cookies)  # type: ignore[arg-type]
    return context


def another_browser(beside: Browser, devices: list[str]) -> Browser:
    """A second browser in the same run of Playwright, with other devices (such as :data:`REFUSED`); close it."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    return beside.browser_type.launch(executable_path=program, args=[*FLAGS, *AWAKE, *devices])


PICTURES = """() => [...document.querySelectorAll('video')].map(video => {
  const quality = video.getVideoPlaybackQuality ? video.getVideoPlaybackQuality().totalVideoFrames : 0;
  return {seat: (video.closest('[data-seat]') || {dataset: {}}).dataset.seat || '', width: video.videoWidth,
          frames: quality, time: video.currentTime};
})"""
"""Frames shown by each picture on the page: ``page.evaluate(PICTURES)``."""


def wait_until(page: Page, expression: str, seconds: float = 60.0) -> Any:
    """Ask the page every tenth of a second until the expression is true; its value.

    Playwright's own ``wait_for_function`` evaluates a string inside the page, which our pages' policy forbids.

    :raises TimeoutError: it was not true in time.
    """
    end = time.monotonic() + seconds
    while not (value := page.evaluate(expression)):
        if time.monotonic() > end:
            raise TimeoutError(f"not within {seconds} s: {expression}")
        page.wait_for_timeout(100)
    return value
