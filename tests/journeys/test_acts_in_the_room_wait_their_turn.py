"""The judge's acts in the witnessing room on a slow line: none is lost, none goes out twice, none fails in silence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import APIResponse, Browser, Page, Route, expect

from portal.rooms.models import Recording
from tests.factories import people
from tests.factories import sessions as made

pytestmark = pytest.mark.alone

ANSWER = "**/room/act/answer/"
ITEM = "#region-question input[name=item]"


@pytest.fixture
def opened(transactional_db: None) -> Any:
    """An open session in which everybody is heard of, and the recording is acknowledged, for the whole test."""
    session = made.opened()
    later = timezone.now() + timedelta(hours=1)
    session.room.seats.update(seen_at=later)
    Recording.objects.filter(room=session.room).update(last_chunk_at=later)
    return session


@pytest.fixture
def page(browser: Browser, live_server: Any, opened: Any) -> Any:
    """The judge's page, after the first answer."""
    client = Client()
    people.sign_in(client, people.judge_a())
    context = browser.new_context()
    morsel = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": morsel.key, "value": morsel.value, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}/en/powers/{opened.power_id}/room/")
    page.click("#answer-done")
    expect(page.locator(ITEM)).to_have_value("opening.recording")
    expect(page.locator("#said")).to_have_text("Recorded.")
    yield page
    context.close()


def holding(page: Page) -> tuple[list[str], Callable[[], None]]:
    """The portal takes answers at once, but the first of its replies comes only when it is let go."""
    sent: list[str] = []
    held: list[tuple[Route, APIResponse]] = []

    def take(route: Route) -> None:
        sent.append(str(route.request.post_data))
        response = route.fetch()
        if held:
            route.fulfill(response=response)
        else:
            held.append((route, response))

    page.route(ANSWER, take)

    def let_go() -> None:
        while not held:  # the portal is still at it; pytest's own limit ends this if it never answers
            page.wait_for_timeout(50)
        route, response = held[0]
        route.fulfill(response=response)

    return sent, let_go


def ask_again(page: Page, item: str) -> None:
    """The page shows another question while an answer is on its way, as the room's tidings do as well. Found and
    pressed in one step: a page written anew in between would leave the press to a button that is gone.
    """
    page.evaluate("item => document.querySelector(`[data-again='${item}']`).click()", item)
    expect(page.locator(ITEM)).to_have_value(item)


def test_an_answer_given_before_the_last_reply_is_back_goes_out_after_it(page: Page, opened: Any) -> None:
    sent, let_go = holding(page)
    with page.expect_request(ANSWER):
        page.click("#answer-done")
    ask_again(page, "opening.court")
    page.click("#answer-done")
    expect(page.locator("#said")).to_have_text("Sending …")
    assert len(sent) == 1
    with page.expect_response(ANSWER):
        let_go()
    expect(page.locator("#said")).to_have_text("Recorded.")
    expect(page.locator(ITEM)).to_have_value("opening.rights")
    given = list(opened.answers.order_by("number").values_list("item", flat=True))
    assert given == ["opening.court", "opening.recording", "opening.court"]
    assert [row.item for row in opened.answers.exclude(void_at=None)] == ["opening.court"]


def test_the_same_question_answered_twice_at_once_is_one_answer(page: Page, opened: Any) -> None:
    sent, let_go = holding(page)
    with page.expect_request(ANSWER):
        page.locator("#answer-done").dblclick()
    page.click("#answer-done")
    let_go()
    expect(page.locator(ITEM)).to_have_value("opening.rights")
    assert len(sent) == 1
    assert opened.answers.count() == 2


def test_what_waits_behind_a_refused_act_stays_unsent_and_the_refusal_is_read(
    page: Page, opened: Any
) -> None:
    opened.room.recordings.update(last_chunk_at=timezone.now() - timedelta(minutes=1))
    sent, let_go = holding(page)
    with page.expect_request(ANSWER):
        page.click("#answer-done")
    ask_again(page, "opening.court")
    page.click("#answer-done")
    let_go()
    expect(page.locator("#fault")).to_contain_text("The recording has not been acknowledged")
    assert len(sent) == 1
    assert opened.answers.count() == 1


def test_a_lost_answer_is_said_until_the_judge_acts_again(page: Page, opened: Any) -> None:
    page.route(ANSWER, lambda route: route.abort(), times=1)
    page.click("#answer-done")
    lost = "The line to the portal is down. It is tried again."
    expect(page.locator("#fault")).to_have_text(lost)
    for _watch in range(2):  # the page looks again by itself, and the line is there
        with page.expect_response("**/room/act/watch/"):
            pass
    expect(page.locator("#fault")).to_have_text(lost)
    page.click("#answer-done")
    expect(page.locator(ITEM)).to_have_value("opening.rights")
    expect(page.locator("#fault")).to_have_text("")


def test_a_button_held_down_while_news_come_keeps_its_click(page: Page, opened: Any) -> None:
    again = page.locator("[data-again='opening.court']")
    page.locator("#lines-1 summary").click()
    again.hover()
    page.mouse.down()
    made.answer(opened, "opening.recording", timezone.now())
    expect(page.locator(ITEM)).to_have_value("opening.rights")  # the page looks every five seconds
    page.mouse.up()
    expect(page.locator(ITEM)).to_have_value("opening.court")
    expect(page.locator("#region-steps [data-again='opening.recording']")).to_have_count(1)
