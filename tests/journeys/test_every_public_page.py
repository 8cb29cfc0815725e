"""Every public page, in every language, in a real browser: complete, accessible, and whole on a phone."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from i18n import languages
from mediation_registry.models import Listing
from portal.pages.models import GuidancePage
from tests.factories import mediators
from tests.support.screens import wrongs_of

PATHS = [
    "", "guidance/", "news/", "contact/", "privacy/", "accessibility/", "status/", "verify/", "verify/ABC-1/",
    "time-limits/", "accounts/login/", "accounts/signup/", "accounts/password/reset/", "accounts/recovery/",
    "law/", "law/?q=data+user", "law/?q=%E8%B3%87%E6%96%99", "law/?q=nothing-at-all-like-this", "no-such-page/",
    "mediators/", "mediators/?q=wong", "mediators/?q=nobody-at-all", "mediators/?on=2020-01-01", "mediators/apply/",
    "mediators/apply/?kind=organisation", "mediators/rosters/",
    "service/track/", "service/plan/", "service/statistics/",
    "powers/start/", "powers/statistics/", "powers/attesting-officer/", "verify/evidence/", "verify/PA-2026-000001-Y/",
]  # fmt: skip


def pages_of(listing: Listing) -> list[str]:
    """The public pages of one mediator on the panel."""
    page = f"mediators/{listing.registrant.register_no}/"
    return [page, f"{page}?on=2020-01-01", f"{page}certificate/", f"verify/{listing.certificate_no}/"]


@pytest.mark.parametrize("code", languages.CODES)
def test_every_public_page_is_complete_accessible_and_fits_a_phone(
    browser: Browser, base: str, code: str
) -> None:
    guides = [f"guidance/{page.slug}/" for page in GuidancePage.objects.filter(locale__language_code=code)]
    context = browser.new_context(bypass_csp=True, viewport={"width": 1280, "height": 900})
    page, axe = context.new_page(), Axe()
    wrongs: list[str] = []
    for path in [*PATHS, *guides, *pages_of(mediators.published_listing())]:
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
    for path in [*PATHS, *pages_of(mediators.published_listing()), "../api/v1/docs"]:
        page.goto(f"{base}/en/{path}")
    page.close()
    assert not offences
