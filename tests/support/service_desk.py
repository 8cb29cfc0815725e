"""The desk of service as people use it in a browser: the page of a matter, a button, its form, back at the matter."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from playwright.sync_api import Browser, Page, expect

from portal.identity.models import User
from service_of_process.models import Leg, Proposal, ServiceMatter
from tests.factories import mediators, people

PHONE = {"width": 390, "height": 844}
PATIENCE_MS = 60_000
_numbers = count(1)


class Clock:
    """What time it is on the portal."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def time(self) -> float:
        """Seconds, as the second factor's proof is dated."""
        return self.at.timestamp()


def fresh(record: Any) -> Any:
    """The record as it is kept now."""
    return type(record).objects.get(pk=record.pk)


def stands(matter: ServiceMatter, state: str, on: date | None) -> None:
    """The matter is kept in this state, with this date of service or none."""
    found = fresh(matter)
    assert (found.state, found.effective_date) == (state, on)


def said(day: date, language: str = "en") -> str:
    """A day as the pages of a language write it."""
    with translation.override(language):
        return date_format(day, "DATE_FORMAT")


def scan(name: str = "scan") -> dict[str, Any]:
    """A PDF that nobody uploaded before, as a form takes it."""
    content = mediators.pdf(f"{name} {next(_numbers)}").read()
    return {"name": f"{name}.pdf", "mimeType": "application/pdf", "buffer": content}


def enter(page: Page, entries: dict[str, Any]) -> None:
    """Fill in what stands in the form under these names."""
    for name, value in entries.items():
        fields = page.locator(f"form [name='{name}']")
        expect(fields.first, f"no field {name} on {page.url}").to_be_attached()
        kind = fields.first.evaluate("field => field.type")
        if kind == "file":
            fields.set_input_files(value)
        elif kind == "radio" or isinstance(value, list | tuple):
            for one in [value] if isinstance(value, str) else value:
                page.locator(f"form [name='{name}'][value='{one}']").check()
        elif kind == "checkbox":
            fields.set_checked(value)
        elif kind.startswith("select"):
            fields.select_option(str(value))
        else:
            fields.fill(str(value))


def follow(page: Page, address: str) -> None:
    """Click the link to this address, which must stand on the page, and be there."""
    link = page.locator(f"a[href='{address}']").first
    expect(link, f"no link to {address} on {page.url}").to_be_visible()
    with page.expect_navigation():
        link.click()


def send(page: Page, form: str = "main form.fields") -> None:
    """Press the button of the form; the page that answers shows no refusal."""
    with page.expect_navigation():
        page.locator(f"{form} button[type=submit]").first.click()
    refused = page.locator("[role=alert], .errors, .wrong")
    assert refused.count() == 0, f"{page.url}: {refused.all_inner_texts()}"


class Desk:
    """Windows of a browser, one for each account. Scripts are off: every step of the staff works without them."""

    def __init__(self, browser: Browser, base: str, clock: Clock) -> None:
        self.browser, self.base, self.clock = browser, base, clock
        self.left_at: tuple[User, ServiceMatter] | None = None
        self.windows: dict[Any, Page] = {}

    def of(self, user: User) -> Page:
        """The account's own window, signed in with a second factor, in English."""
        if user.pk not in self.windows:
            user.language = "en"
            user.save()
            cookie = people.sign_in(Client(), user).cookies[settings.SESSION_COOKIE_NAME]
            context = self.browser.new_context(
                base_url=self.base, accept_downloads=True, java_script_enabled=False
            )
            context.set_default_timeout(PATIENCE_MS)
            context.add_cookies([
                {"name": cookie.key, "value": cookie.value, "url": self.base},
                {"name": settings.LANGUAGE_COOKIE_NAME, "value": "en", "url": self.base},
            ])  # fmt: skip
            self.windows[user.pk] = context.new_page()
        return self.windows[user.pk]

    def at(self, user: User, path: str) -> Page:
        """The account's window at an address, which must answer."""
        page, self.left_at = self.of(user), None
        answer = page.goto(path)
        assert answer is not None and answer.status == 200, (user.email, path, answer and answer.status)
        return page

    def matter(self, user: User, matter: ServiceMatter) -> Page:
        """The page of a matter on the desk."""
        return self.at(user, reverse("service_desk:inspect", args=[matter.pk]))

    def for_party(self, user: User, matter: ServiceMatter) -> Page:
        """A party comes to the page of the matter by the list of her own."""
        page = self.at(user, "/en/service/")
        follow(page, f"/en/service/{matter.reference}/")
        return page

    def press(self, user: User, act: str, record: ServiceMatter | Leg, **entries: Any) -> Page:
        """The button of an act on the matter or one of its legs, its form, and back at the matter.

        Whoever has just done something there goes on from the page that she sees; everybody else opens it.
        """
        matter = record.matter if isinstance(record, Leg) else record
        page = self.of(user) if self.left_at == (user, matter) else self.matter(user, matter)
        follow(page, reverse("service_desk:act", args=[act, record.pk]))
        self._done(page, matter, entries)
        self.left_at = (user, matter)
        return page

    def confirm(self, judge: User, matter: ServiceMatter, kind: str, **entries: Any) -> Page:
        """The judge opens the matter, and confirms what is proposed of this kind."""
        proposal = Proposal.objects.get(matter=matter, kind=kind, state=Proposal.State.OPEN)
        page = self.matter(judge, matter)
        follow(page, reverse("service_desk:confirm", args=[proposal.pk]))
        return self._done(page, matter, entries)

    def _done(self, page: Page, matter: ServiceMatter, entries: dict[str, Any]) -> Page:
        enter(page, entries)
        send(page, ".service-form form")
        assert page.url.endswith(reverse("service_desk:inspect", args=[matter.pk])), page.url
        expect(page.locator(".messages .success")).to_be_visible()
        return page

    def goes_on(self, days: int) -> datetime:
        """So many days pass; everybody goes home, and signs in anew."""
        self.clock.at += timedelta(days=days)
        self.close()
        return self.clock.at

    def close(self) -> None:
        """Every window is closed."""
        for page in self.windows.values():
            page.context.close()
        self.windows.clear()
        self.left_at = None


def open_route(desk: Desk, clerk: User, matter: ServiceMatter, channel: str) -> Leg:
    """The clerk opens one more way to the addressee's first address."""
    address = matter.addresses.order_by("number").first()
    assert address is not None
    desk.press(clerk, "leg_opened", matter, channel=channel, address=address.pk)
    return matter.legs.latest("number")


def tells_served_on(page: Page, day: date) -> None:
    """The party's page says on which day service took effect."""
    expect(page.locator("main")).to_contain_text("Date of service")
    expect(page.locator("main")).to_contain_text(said(day))
