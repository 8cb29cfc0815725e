"""Every public page, in every language, in a real browser: complete, accessible, and whole on a phone."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from i18n import languages
from portal.pages.models import GuidancePage
from tests.support.screens import wrongs_of

PATHS = [
    "", "guidance/", "news/", "contact/", "privacy/", "accessibility/", "status/", "verify/", "verify/ABC-1/",
    "time-limits/", "accounts/login/", "accounts/signup/", "accounts/password/reset/", "accounts/recovery/",
    "law/", "law/?q=data+user", "law/?q=%E8%B3%87%E6%96%99", "law/?q=nothing-at-all-like-this", "no-such-page/",
]  # fmt: skip


@pytest.mark.parametrize("code", languages.CODES)
def test_every_public_page_is_complete_accessible_and_fits_a_phone(
    browser: Browser, base: str, code: str
) -> None:
    guides = [f"guidance/{page.slug}/" for page in GuidancePage.objects.filter(locale__language_code=code)]
    context = browser.new_context(bypass_csp=True, viewport={"width": 1280, "height": 900})
    page, axe = context.new_page(), Axe()
    wrongs: list[str] = []
    for path in [*PATHS, *guides]:
        wrongs += wrongs_of(page, f"{base}/{code}/{path}", code, axe)
    context.close()
    assert not wrongs, "\n".join(wrongs)


def test_no_public_page_offends_the_content_security_policy(browser: Browser, base: str) -> None:
    page = browser.new_page()
    offences: list[str] = []
    page.on(
        "console",
        lambda message: offences.append(message.text) if "Content Security Policy" in message.text else None,
    )
    page.on("pageerror", lambda error: offences.append(str(error)))
    for path in [*PATHS, "../api/v1/docs"]:
        page.goto(f"{base}/en/{path}")
    page.close()
    assert not offences
