"""People come in by the front door: password, second factor, and then only what concerns them."""

from __future__ import annotations

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, Page

from portal.cases.models import Case
from portal.operations import demonstration

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


@pytest.fixture
def cast(furnished: None) -> None:
    """The people and the case of the demonstration."""
    demonstration.load(at=AT)


def code_of(email: str) -> str:
    out = StringIO()
    call_command("demo_code", email, stdout=out)
    return out.getvalue().strip()


def sign_in(page: Page, base: str, email: str, language: str, then: str) -> None:
    page.goto(f"{base}/{language}/accounts/login/?next={then}")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(demonstration.PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/2fa/authenticate/**")
    page.locator("input[name=code]").fill(code_of(email))
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(f"**{then}")


def test_a_party_sees_her_case_on_a_phone_and_keeps_her_place_in_another_language(
    browser: Browser, cast: None, base: str
) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    case = Case.objects.get()
    sign_in(page, base, "party@demo.example", "zh-hant", f"/zh-hant/mine/{case.pk}/")
    assert case.court_number in page.inner_text("main")
    page.get_by_role("link", name="PT Português").click()
    page.wait_for_url(f"{base}/pt/mine/{case.pk}/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.context.close()


def test_a_stranger_with_an_account_gets_404_on_the_case(browser: Browser, cast: None, base: str) -> None:
    page = browser.new_page()
    case = Case.objects.get()
    sign_in(page, base, "stranger@demo.example", "en", "/en/mine/")
    answer = page.goto(f"{base}/en/mine/{case.pk}/")
    assert answer is not None
    assert answer.status == 404
    page.context.close()


@pytest.mark.parametrize("language", ["zh-hant", "zh-hans", "pt", "en"])
def test_a_clerk_opens_every_entry_of_the_staff_menu(
    browser: Browser, cast: None, base: str, language: str
) -> None:
    from portal.identity.models import User

    User.objects.filter(email="clerk@demo.example").update(language=language)
    context = browser.new_context()
    outside: list[str] = []
    context.on(
        "request", lambda request: outside.append(request.url) if not _ours(request.url, base) else None
    )
    page = context.new_page()
    sign_in(page, base, "clerk@demo.example", language, "/staff/")
    links = page.eval_on_selector_all(
        "a[href^='/staff/']", "links => [...new Set(links.map(link => link.getAttribute('href')))]"
    )
    entries = [link for link in links if "logout" not in link]
    assert len(entries) >= 3
    for link in entries:
        answer = page.goto(base + link)
        assert answer is not None
        assert answer.status == 200, link
    assert not outside
    context.close()


def _ours(address: str, base: str) -> bool:
    return address.startswith((base, "data:", "blob:"))
