"""An expert is questioned on foreign law in a live room (art. 7): judge, party and expert, each with camera and microphone."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.support.fake_devices import PICTURES, person, wait_until
from tests.support.portal_server import PortalServer
from tests.support.screens import FOREIGN_TEXT, SERIOUS
from tests.support.service_desk import enter, follow, send

pytestmark = pytest.mark.alone

pytest_plugins = ["tests.support.portal_server", "tests.support.fake_devices"]

FACTS = "tests.support.questioning_facts"
#: Each in the own language; the party with a phone.
PEOPLE = {"judge": "zh-hans", "opponent": "pt", "law-expert": "zh-hant"}
PLACES = {"judge": "法庭（虚构）", "opponent": "Macau (fictício)", "law-expert": "香港（虛構）"}
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
DESKTOP = {"viewport": {"width": 1280, "height": 900}}
HONG_KONG = ZoneInfo("Asia/Hong_Kong")
PATIENCE = 60.0
MINUTES, SUMMARY = "笔录（虚构）第7页", "专家说明“燈籠”包括骨架。（虚构）"
#: Where pictures of the screens are put, if anybody wants to look at them.
SHOTS = os.environ.get("PORTAL_PICTURES", "")
SHOWN = """() => { const seen = [...document.querySelectorAll('[data-room-tiles] video')];
  return seen.length === 3 && seen.every(video => video.videoWidth > 0 && video.currentTime > 0); }"""
#: The loudest moment of each voice of the others, until each was heard; the fake microphone beeps once a second, and a
#: page on a busy machine may sleep through a beep.
VOICES = """async () => {
  const audio = new AudioContext();
  const streams = [...document.querySelectorAll('[data-room-tiles] video')].filter(video => !video.muted);
  const meters = streams.map(video => {
    const meter = audio.createAnalyser();
    audio.createMediaStreamSource(video.srcObject).connect(meter);
    return {meter, loudest: 0};
  });
  for (let times = 0; times < 800 && meters.some(one => one.loudest <= 0.01); times += 1) {
    await new Promise(done => setTimeout(done, 25));
    for (const one of meters) {
      const wave = new Float32Array(one.meter.fftSize);
      one.meter.getFloatTimeDomainData(wave);
      one.loudest = Math.max(one.loudest, ...wave.map(Math.abs));
    }
  }
  await audio.close();
  return meters.map(one => one.loudest);
}"""
ASK_FOR_A_SEAT = """async ([room, csrf]) => (await fetch(`/rooms/${room}/ticket/`, {
  method: 'POST', body: '{}', headers: {'X-CSRFToken': csrf, 'Content-Type': 'application/json'},
})).status"""


@dataclass
class Questioned:
    """The served portal, everybody's page, and the keys of what is asked about."""

    portal: PortalServer
    pages: dict[str, Page]
    keys: dict[str, str]

    def go(self, who: str, path: str) -> int:
        """To an address of the ascertainment in the person's language; the status of the answer."""
        answer = self.pages[who].goto(f"{self.portal.url}/{PEOPLE[who]}/law/ascertainment/{path}")
        assert answer is not None
        return answer.status

    def room(self, questioning: str) -> str:
        return f"rooms/{questioning}/"

    @property
    def request_at_the_desk(self) -> str:
        return f"{self.portal.url}/staff/ascertainment/inspect/{self.keys['request']}/"


@pytest.fixture
def met(camera_browser: Browser, portal_server: PortalServer) -> Iterator[Questioned]:
    """Judge, party and expert before a questioning of their own; another expert's room is open."""
    keys = portal_server.call(f"{FACTS}:prepared", accounts=list(PEOPLE))
    pages: dict[str, Page] = {}
    for name in PEOPLE:
        options: dict[str, Any] = PHONE if name == "opponent" else DESKTOP
        cookie = {"name": "sessionid", "value": keys[name], "url": portal_server.url}
        pages[name] = person(camera_browser, [cookie], **options).new_page()
        pages[name].set_default_timeout(1000 * PATIENCE)
    yield Questioned(portal_server, pages, keys)
    for page in pages.values():
        page.context.close()


def press(page: Page, act: str, record: str, **entries: str | bool) -> None:
    """A button of the desk on one record, and its form."""
    link = page.locator(f"a[href*='/act/{act}'][href*='{record}']")
    follow(page, str(link.first.get_attribute("href")))
    enter(page, entries)
    send(page, ".desk-form form")
    expect(page.locator(".messages .success")).to_be_visible()


def order_and_open(met: Questioned) -> str:
    """The judge orders the questioning online, with what art. 7 asks, and opens the room; its key."""
    judge = met.pages["judge"]
    judge.goto(met.request_at_the_desk)
    soon = datetime.now(HONG_KONG) + timedelta(hours=1)
    press(
        judge, "questioning_allowed", met.keys["attempt"], how="online", scheduled_at=soon.strftime("%Y-%m-%dT%H:%M"),
        scope_note="“燈籠”的含义（虚构）", difficulty="专家身在香港，出庭确有困难（虚构）", home_law_checked=True,
        home_law_note="香港法律不禁止在线接受询问（虚构）",
    )  # fmt: skip
    opening = judge.locator("a[href*='/act/questioning_room_opened/']").get_attribute("href")
    questioning = str(opening).rstrip("/").rpartition("/")[2]
    assert met.go("law-expert", met.room(questioning)) == 200
    expect(met.pages["law-expert"].locator("#enter")).to_have_count(0)  # not open yet
    press(judge, "questioning_room_opened", questioning)
    return questioning


def come_in(met: Questioned, questioning: str) -> None:
    """Everybody by the link on the own page; the judge lets the others in."""
    ways = {
        "opponent": f"{met.keys['reference']}/",
        "law-expert": f"work/{met.keys['attempt']}/",
    }
    for name, page in met.pages.items():
        if name != "judge":
            assert met.go(name, ways[name]) == 200
        follow(page, f"/{PEOPLE[name]}/law/ascertainment/{met.room(questioning)}")
        page.locator("#enter-place").fill(PLACES[name])
        page.locator("#enter button").click()
    for guest in ("law-expert", "opponent"):
        row = met.pages["judge"].locator("[data-room-lobby] li", has_text=PLACES[guest])
        row.locator("[data-act=admit]").click()


def everybody_is_seen_and_heard(met: Questioned) -> None:
    """Three moving pictures on each page, and the beep of each of the two others."""
    for name, page in met.pages.items():
        wait_until(page, SHOWN, PATIENCE)
        before = {tile["seat"]: tile["frames"] for tile in page.evaluate(PICTURES)}
        assert len(before) == len(PEOPLE)
        voices = page.evaluate(VOICES)
        assert len(voices) == len(PEOPLE) - 1 and min(voices) > 0.01, f"{name} hears {voices}"
        end = time.monotonic() + PATIENCE
        while still := [tile for tile in page.evaluate(PICTURES) if tile["frames"] <= before[tile["seat"]]]:
            assert time.monotonic() < end, f"{name} sees pictures that stand still: {still}"
            page.wait_for_timeout(200)


def look(met: Questioned, what: str) -> list[str]:
    """What is wrong with everybody's page as it stands; pictures where asked for."""
    wrongs: list[str] = []
    for name, page in met.pages.items():
        if what == "held" and name == "judge":
            continue
        violations = Axe().run(page).response["violations"]
        wrongs += [
            f"{name}: {v['id']} {v['nodes'][0]['target']}" for v in violations if v["impact"] in SERIOUS
        ]
        width = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        wrongs += [f"{name}: {width[0]} px wide on {width[1]}"] if width[0] > width[1] else []
        if SHOTS:
            page.screenshot(path=Path(SHOTS) / f"questioning-{what}-{name}.png", full_page=True)
    wrongs += [f"opponent: Chinese text {text!r}" for text in met.pages["opponent"].evaluate(FOREIGN_TEXT)]
    return wrongs


def hold(met: Questioned, questioning: str) -> None:
    """The judge enters beside the room that it was held, with the minutes; everybody is put out of the room."""
    with met.pages["judge"].expect_popup() as opened:
        met.pages["judge"].locator("a[href*='/act/questioning_held/']").click()
    enter(
        opened.value,
        {
            "held_date": datetime.now(HONG_KONG).date().isoformat(),
            "minutes_reference": MINUTES,
            "summary": SUMMARY,
        },
    )
    send(opened.value, ".desk-form form")
    expect(opened.value.locator("body")).to_contain_text(MINUTES)
    for page in met.pages.values():
        expect(page.locator("[data-room-status]")).to_have_attribute("data-key", "ended_closed")
        expect(page.locator("[data-room-tiles] video")).to_have_count(0)


def test_judge_party_and_expert_meet_and_the_expert_has_no_other_room_nor_this_one_afterwards(
    met: Questioned,
) -> None:
    questioning, expert = order_and_open(met), met.pages["law-expert"]
    come_in(met, questioning)
    everybody_is_seen_and_heard(met)
    met.pages["judge"].locator("#begin button").click()
    for page in met.pages.values():
        expect(page.locator("[data-room-status]")).to_have_attribute("data-key", "room_live")
    expect(met.pages["judge"].locator("#begin")).to_be_hidden()
    assert look(met, "live") == []
    room, csrf = expert.evaluate("Object.values(document.querySelector('[data-room]').dataset)")
    assert expert.evaluate(ASK_FOR_A_SEAT, [met.keys["other_room"], csrf]) == 404
    hold(met, questioning)
    assert look(met, "held") == []
    assert expert.evaluate(ASK_FOR_A_SEAT, [room, csrf]) == 400
    follow(expert, f"/zh-hant/law/ascertainment/work/{met.keys['attempt']}/")
    assert met.go("law-expert", met.room(questioning)) == 200
    expect(expert.locator("#enter")).to_have_count(0)
    assert met.go("law-expert", met.room(met.keys["other"])) == 404
    record_holds(met.portal.call(f"{FACTS}:course", questioning_id=questioning))


def record_holds(course: dict[str, Any]) -> None:
    """What the court keeps of it: way, minutes, what was said, who sat, and an unbroken log."""
    assert (course["state"], course["how"], course["minutes"], course["summary"]) == (
        "held", "online", MINUTES, SUMMARY,
    )  # fmt: skip
    assert course["room"] == "closed" and course["open_rooms"] == 1, "the other expert's room stays open"
    assert [role for role, state in course["seats"] if state == "left"] == ["expert", "judge", "party"]
    acts = [act for act in course["acts"] if act.startswith(("rooms.", "foreign_law.questioning"))]
    assert acts[:2] == ["foreign_law.questioning_allowed", "rooms.opened"]
    assert acts.count("rooms.admitted") == 2 and acts.count("rooms.begun") == 1
    assert set(acts[-2:]) == {"foreign_law.questioning_held", "rooms.closed"}
    assert course["log"]
