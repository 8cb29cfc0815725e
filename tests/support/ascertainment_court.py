"""The court and the sides of one case before their windows, as journeys through an ascertainment need them.

Wu Min keeps the file in simplified Chinese; Chan Ka Man and the institute read traditional Chinese, Ho Tak Wing reads
Portuguese on her phone. In which language the judge reads is the journey's own matter.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser

from foreign_law.apps.library import load_fictitious_law
from foreign_law.models import AscertainmentRequest, RouteAttempt
from foreign_law.rules.ascertainment import routes
from tests.factories import ascertainment as law
from tests.factories import people
from tests.support.ascertainment_windows import Window
from tests.support.service_desk import Clock

TODAY = f"{law.TODAY}"


class Court:
    """The windows, and the request they are about."""

    def __init__(self, browser: Browser, base: str, *, judge_reads: str) -> None:
        self.browser, self.base = browser, base
        self.case = law.ascertained_case()
        self.provider = law.provider()
        self.clerk = Window(browser, base, people.clerk_a(), "zh-hans", scripts=False)
        self.judge = Window(browser, base, people.judge_a(), judge_reads, scripts=False)
        self.chan = Window(browser, base, people.principal(), "zh-hant")
        self.ho = Window(browser, base, people.opponent(), "pt", phone=True)
        self.expert = Window(browser, base, law.expert(), "zh-hant")
        self.wrongs: list[str] = []
        self.last: Window | None = None

    @property
    def request(self) -> AscertainmentRequest:
        """The newest request, as it is kept now."""
        return AscertainmentRequest.objects.latest("opened_at", "reference")

    def stands(self, state: str) -> None:
        """The newest request is kept in this state, and no other act went beside it."""
        assert self.request.state == state

    def staff(self, window: Window, act: str, record: Any = None, **entries: Any) -> None:
        """An act of the staff on the newest request or on one of its records."""
        goes_on, self.last = self.last is window, window
        window.acts(act, record or self.request, self.request, goes_on=goes_on, **entries)

    def at_desk(self, window: Window) -> None:
        """The page of the newest request on the desk."""
        self.last = window
        window.at(reverse("ascertainment_desk:inspect", args=[self.request.pk]))

    def looks_at_desk(self, window: Window) -> None:
        """What is wrong with the page of the newest request on the desk is noted."""
        self.at_desk(window)
        self.wrongs += window.look("desk")

    def opens_own(self, window: Window) -> None:
        """A side, or whoever was asked, comes to the request by the list of her own."""
        self.last = None
        window.at(window.law("ascertainments"))
        window.opens(window.law("ascertainment", self.request.reference))

    def open_route(self, **whom: Any) -> RouteAttempt:
        """The clerk opens a route; nothing has left the court."""
        self.staff(self.clerk, "route_opened", **whom)
        return self.request.attempts.latest("number")

    def agrees(self, window: Window) -> None:
        """A side has no objection to anything."""
        self.opens_own(window)
        window.opens(window.law("ascertainment_positions", self.request.reference))
        asked = self.request.questions.values_list("number", flat=True)
        window.sends(
            **{f"stance_{number}_{aspect}": routes.AGREE for number in asked for aspect in routes.ASPECTS}
        )
        window.says("The court has received it.")

    def close(self) -> None:
        """Every window is closed."""
        for window in (self.clerk, self.judge, self.chan, self.ho, self.expert):
            window.close()


def open_court(browser: Browser, address: str, monkeypatch: pytest.MonkeyPatch, *, judge_reads: str) -> Court:
    """A court on 20 November 2026, noon in Hong Kong, with the fictitious law in its library."""
    clock = Clock(law.NOW)
    monkeypatch.setattr(timezone, "now", lambda: clock.at)
    monkeypatch.setattr(people, "time", clock)
    people.court()
    load_fictitious_law(clock.at)
    return Court(browser, address.replace("127.0.0.1", "localhost"), judge_reads=judge_reads)
