"""Three people of the demonstration in a trial room of a served portal, each in a browser context of the own."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page

from tests.support.fake_devices import PICTURES, person, wait_until
from tests.support.portal_server import PortalServer

JUDGE, PARTY, LAWYER = "judge@demo.example", "party@demo.example", "lawyer@demo.example"
LANGUAGES = {JUDGE: "zh-hans", PARTY: "zh-hant", LAWYER: "pt"}
SEATS = [
    [JUDGE, "judge", "林晓（虚构）", "zh-hans", "zh-hans"],
    [PARTY, "party", "陳嘉敏（虛構）", "zh-hant", "zh-hant"],
    [LAWYER, "agent", "周平（虚构）", "zh-hans", "zh-hans"],
]
PATIENCE_SECONDS = 60.0
LINKED = "Object.values(client.engine?.links() || {}).filter(state => state === 'connected').length === COUNT"
ADMITTED = "client.state?.seats.filter(seat => seat.state === 'admitted').length === COUNT"


def rooms_in(server: PortalServer, count: int) -> list[dict[str, Any]]:
    """Open so many rooms with the three seats: [{room, seats by e-mail}]."""
    opened: list[dict[str, Any]] = server.call(
        "tests.support.trial_room:open_many", court="CN-GD-QH", seats=SEATS, count=count
    )
    return opened


@dataclass
class Meeting:
    """A room of a served portal and a page for each person who came."""

    server: PortalServer
    room: str
    seats: dict[str, str]
    cookies: dict[str, list[dict[str, Any]]]
    pages: dict[str, Page] = field(default_factory=dict)

    def address(self, email: str) -> str:
        return f"{self.server.url}/{LANGUAGES[email]}/trial/{self.room}/"

    def come(self, browser: Browser, email: str) -> Page:
        """The person opens the room's page."""
        page = person(browser, self.cookies[email]).new_page()
        page.goto(self.address(email))
        self.pages[email] = page
        return page

    def admit_one(self, count: int) -> None:
        """The judge admits whoever waits first; then ``count`` are at the table."""
        judge = self.pages[JUDGE]
        judge.locator("[data-act=admit]").first.click(timeout=1000 * PATIENCE_SECONDS)
        self.at_the_table(JUDGE, count)

    def at_the_table(self, email: str, count: int) -> None:
        wait_until(self.pages[email], ADMITTED.replace("COUNT", str(count)), PATIENCE_SECONDS)

    def everybody_is_linked(self, count: int = 2, seconds: float = PATIENCE_SECONDS) -> None:
        """Every page is connected to ``count`` others."""
        for page in self.pages.values():
            wait_until(page, LINKED.replace("COUNT", str(count)), seconds)

    def pictures_that_stand_still(self, seconds: float = PATIENCE_SECONDS) -> list[Any]:
        """Tiles of any page that show no new frame within so many seconds; pages with too few tiles."""
        still: list[Any] = []
        for email, page in self.pages.items():
            before = {tile["seat"]: tile["frames"] for tile in page.evaluate(PICTURES)}
            if len(before) != len(self.pages):
                still.append((email, before))
            end = time.monotonic() + seconds
            while missing := [t for t in page.evaluate(PICTURES) if t["frames"] <= before.get(t["seat"], 0)]:
                if time.monotonic() > end:
                    still.append((email, missing))
                    break
                page.wait_for_timeout(200)
        return still

    def log(self) -> list[str]:
        """The acts of the room in the log; ``broken`` last when the log does not verify."""
        acts: list[str] = self.server.call("tests.support.trial_room:log_of", room=self.room)
        return acts

    def end(self) -> None:
        for page in self.pages.values():
            page.context.close()
        self.pages.clear()
