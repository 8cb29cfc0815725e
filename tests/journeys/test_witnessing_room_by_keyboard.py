"""The witnessing room by keyboard alone and for a screen reader: the judge's questions, the principal's signature."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from portal.rooms.models import Recording
from tests.factories import people
from tests.factories import sessions as made
from tests.support.screens import wrongs_of

pytestmark = pytest.mark.alone

FOR_AN_HOUR = timedelta(hours=1)


def all_stay(session: Any) -> None:
    """Everybody is heard of, and the recording is acknowledged, for the whole test."""
    later = timezone.now() + FOR_AN_HOUR
    session.room.seats.update(seen_at=later)
    Recording.objects.filter(room=session.room).update(last_chunk_at=later)


def page_of(browser: Browser, server: Any, user: Any, path: str, **options: Any) -> Page:
    client = Client()
    people.sign_in(client, user)
    context = browser.new_context(**options)
    morsel = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": morsel.key, "value": morsel.value, "url": server.url}])
    page = context.new_page()
    page.goto(f"{server.url}{path}")
    return page


@pytest.fixture
def opened(transactional_db: None) -> Any:
    session = made.opened()
    all_stay(session)
    return session


def test_the_judge_leads_the_script_with_the_keyboard(
    browser: Browser, live_server: Any, opened: Any
) -> None:
    page = page_of(browser, live_server, people.judge_a(), f"/en/powers/{opened.power_id}/room/")
    assert wrongs_of(page, page.url, "en", Axe()) == []
    page.locator("#answer-done").focus()
    for wanted in ("opening.recording", "opening.rights", "opening.consent@party"):
        page.keyboard.press("1")
        expect(page.locator("#region-question input[name=item]")).to_have_value(wanted)
        expect(page.locator("#question-head")).to_be_focused()
    expect(page.locator("#region-question")).to_have_attribute("aria-live", "polite")
    expect(page.locator("#region-question .say")).to_have_attribute("lang", "zh-Hant")
    page.keyboard.press("Tab")
    expect(page.locator("#answer-yes")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_have_text("Recorded.")
    assert opened.answers.filter(void_at=None).count() == 4
    page.context.close()


def test_the_principal_signs_by_a_mark_without_a_pointer(
    browser: Browser, live_server: Any, opened: Any
) -> None:
    made.walk(opened, 9)
    all_stay(opened)
    page = page_of(
        browser, live_server, people.principal(), f"/en/powers/{opened.power_id}/room/",
        viewport={"width": 390, "height": 844},
    )  # fmt: skip
    expect(page.locator("#pad-form")).to_be_visible()
    assert wrongs_of(page, page.url, "en", Axe()) == []
    page.locator("#pad-mark").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#pad-state")).to_contain_text("mark")
    for _times in range(3):
        page.keyboard.press("Tab")
    expect(page.locator("#pad-sign")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#region-signing")).to_contain_text("You have signed")
    expect(page.locator("#pad-form")).to_be_hidden()
    signature = opened.signatures.get()
    assert '"way":"mark"' in signature.strokes and signature.role == "party"
    page.context.close()


def test_a_typed_name_and_a_drawn_line_become_strokes(
    browser: Browser, live_server: Any, opened: Any
) -> None:
    made.walk(opened, 9)
    all_stay(opened)
    page = page_of(browser, live_server, people.principal(), f"/en/powers/{opened.power_id}/room/")
    page.fill("#pad-name", "陳嘉敏")
    page.click("#pad-type")
    expect(page.locator("#pad-state")).to_contain_text("name")
    page.click("#pad-clear")
    page.locator("#pad").scroll_into_view_if_needed()
    box = page.locator("#pad").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 30, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 90, steps=8)
    page.mouse.up()
    page.click("#pad-sign")
    expect(page.locator("#region-signing")).to_contain_text("You have signed")
    assert '"way":"drawn"' in opened.signatures.get().strokes
    page.context.close()
