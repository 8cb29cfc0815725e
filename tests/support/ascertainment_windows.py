"""Windows of a browser for those who ascertain foreign law: each account its own, in its own language.

The staff work without scripts; parties and whoever was asked have them. Sentences are looked for as the catalogues say
them, so that a page in the wrong language is found out.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from foreign_law.models import AscertainmentRequest
from i18n import languages
from portal.identity.models import User
from tests.factories import people
from tests.support.screens import FOREIGN_TEXT, SERIOUS
from tests.support.service_desk import enter, follow, send

DESKTOP, PHONE = ViewportSize(width=1280, height=900), ViewportSize(width=390, height=844)
#: A paper takes a second to make on a quiet machine; several test runs may share the cores.
PATIENCE_MS = 90_000
#: Where pictures of the screens are put, if anybody wants to look at them.
PICTURES = os.environ.get("PORTAL_PICTURES", "")
DESK_FORM = ".desk-form form"


def in_words(language: str, sentence: Any, **values: Any) -> str:
    """A sentence of the portal, by its msgid or its lazy constant, as a language says it."""
    with translation.override(language):
        said = gettext(sentence) if isinstance(sentence, str) else str(sentence)
        return said % values if values else said


class Window:
    """The window of one account."""

    def __init__(
        self, browser: Browser, base: str, user: User, language: str, *, phone: bool = False, scripts: bool = True
    ) -> None:  # fmt: skip
        self.browser, self.base, self.user, self.language, self.scripts = (
            browser,
            base,
            user,
            language,
            scripts,
        )
        user.language = language
        user.save()
        self.cookie = people.sign_in(Client(), user).cookies[settings.SESSION_COOKIE_NAME]
        self.size = PHONE if phone else DESKTOP
        self.context = self._context(scripts=scripts, is_mobile=phone, has_touch=phone)
        self.page: Page = self.context.new_page()

    def _context(self, *, scripts: bool, **more: Any) -> BrowserContext:
        context = self.browser.new_context(
            base_url=self.base, viewport=self.size, accept_downloads=True, java_script_enabled=scripts, **more
        )  # fmt: skip
        context.set_default_timeout(PATIENCE_MS)
        context.add_cookies([
            {"name": self.cookie.key, "value": self.cookie.value, "url": self.base},
            {"name": settings.LANGUAGE_COOKIE_NAME, "value": self.language, "url": self.base},
        ])  # fmt: skip
        return context

    def at(self, path: str) -> Page:
        """Go to an address, which must answer in the language of the account."""
        answer = self.page.goto(path)
        assert answer is not None and answer.status == 200, (self.user.email, path, answer and answer.status)
        assert str(self.page.locator("html").get_attribute("lang")).lower() == self.language, path
        return self.page

    def law(self, name: str, *values: Any) -> str:
        """The address of a page of the library in the language of the account."""
        with translation.override(self.language):
            return reverse(f"law:{name}", args=values)

    def says(self, sentence: Any, **values: Any) -> None:
        """The page says this sentence, in the language of the account."""
        expect(self.page.locator("body")).to_contain_text(in_words(self.language, sentence, **values))

    def opens(self, *steps: str) -> Page:
        """From link to link by their addresses; each link must stand on the page before."""
        for step in steps:
            follow(self.page, step)
        return self.page

    def sends(self, form: str = "main form.fields", **entries: Any) -> None:
        """Fill in and press the button; the page that answers shows no refusal."""
        enter(self.page, entries)
        self.settle()
        send(self.page, form)

    def enters(self, **entries: Any) -> None:
        """Fill in; nothing is pressed yet."""
        enter(self.page, entries)
        self.settle()

    def presses(self, button: str, *, refused: str = "") -> None:
        """Press one button of a form of the desk; with ``refused``, the form comes back and says this sentence."""
        with self.page.expect_navigation():
            self.page.locator(button).first.click()
        said = self.page.locator("[role=alert], .errors, .wrong, .error-message")
        if refused:
            expect(said.filter(has_text=in_words(self.language, refused)).first).to_be_visible()
        else:
            expect(said).to_have_count(0)

    def is_refused(self, sentence: Any, **entries: Any) -> None:
        """Fill in and press the button; the form comes back, says why, and has kept what was typed."""
        enter(self.page, entries)
        self.settle()
        with self.page.expect_navigation():
            self.page.locator("main form.fields button[type=submit]").first.click()
        expect(self.page.locator(".error-summary")).to_contain_text(in_words(self.language, sentence))
        for name, value in entries.items():
            field = self.page.locator(f"form [name='{name}']")
            if field.first.evaluate("field => field.type") == "radio":
                expect(self.page.locator(f"form [name='{name}'][value='{value}']")).to_be_checked()
            else:
                expect(field).to_have_value(value)

    def settle(self) -> None:
        """A draft that the script is saving arrives first: the test's server has one connection to its database."""
        if self.scripts and self.page.locator("form[data-draft]").count():
            self.page.wait_for_load_state("networkidle")

    def acts(
        self, act: str, record: Any, request: AscertainmentRequest, *, goes_on: bool = False, **entries: Any
    ) -> Page:
        """The button of an act on the request or one of its records, its form, and back at the request.

        ``goes_on``: nobody else did anything since this window's last page.
        """
        inspect = reverse("ascertainment_desk:inspect", args=[request.pk])
        if not (goes_on and self.page.url.endswith(inspect)):
            self.at(inspect)
        self.opens(reverse("ascertainment_desk:act", args=[act, record.pk]))
        self.sends(DESK_FORM, **entries)
        assert self.page.url.endswith(inspect), self.page.url
        expect(self.page.locator(".messages .success")).to_be_visible()
        return self.page

    def look(self, name: str) -> list[str]:
        """What is wrong with the page as it stands, on a phone and on a desk; pictures of it where asked for."""
        context = self._context(scripts=True, bypass_csp=True)
        page = context.new_page()
        page.goto(self.page.url)
        wrongs = [
            f"{name}: axe {found['id']} {[node['target'] for node in found['nodes']][:3]}"
            for found in Axe().run(page).response["violations"] if found["impact"] in SERIOUS
        ]  # fmt: skip
        if not languages.is_chinese(self.language) and "/staff/" not in page.url:
            wrongs += [f"{name}: Chinese text {text!r}" for text in page.evaluate(FOREIGN_TEXT)]
        for size in (DESKTOP, PHONE):
            page.set_viewport_size(size)
            width = page.evaluate("document.documentElement.scrollWidth")
            wrongs += [f"{name}: {width} px wide on {size['width']}"] if width > size["width"] else []
            if PICTURES:
                page.screenshot(
                    path=Path(PICTURES) / f"{name}-{self.language}-{size['width']}.png", full_page=True
                )
        context.close()
        return wrongs

    def close(self) -> None:
        """The window is closed."""
        self.context.close()
