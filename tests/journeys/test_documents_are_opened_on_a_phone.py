"""Ho Tak Wing opens on her phone, in Portuguese, what the court served on her by e-mail, and confirms receipt."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from service_of_process.models import DocumentReading, ElectronicDelivery
from service_of_process.rules import lifecycle
from tests.factories import service_electronic as acts
from tests.support.screens import FOREIGN_TEXT, SERIOUS

PHONE = {"width": 390, "height": 844}
#: Where pictures of the screens are put, if anybody wants to look at them.
PICTURES = os.environ.get("PORTAL_PICTURES", "")


@pytest.fixture
def sent(base: str) -> tuple[ElectronicDelivery, str]:
    """A summons and a claim, one of them in Portuguese, sent without consent."""
    acts.ready()
    matter = acts.a_matter(region="MO")
    translation = matter.documents.get(number=1).exhibit
    acts.a_file(matter, "Despacho", "Despacho de citação", kind="ruling", language="pt", translation=translation,
                translated_by="Tradutora")  # fmt: skip
    return acts.sent(acts.a_leg(matter=matter), language="pt")


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        bypass_csp=True, viewport=PHONE, is_mobile=True, has_touch=True, locale="pt-MO"
    )
    yield context.new_page()
    context.close()


def wrongs_on(page: Page, name: str) -> list[str]:
    """What is wrong with the screen as it stands; a picture of it where asked for."""
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)
    wrongs = [
        f"{name}: axe {found['id']} {[node['target'] for node in found['nodes']][:3]}"
        for found in Axe().run(page).response["violations"] if found["impact"] in SERIOUS
    ]  # fmt: skip
    wrongs += [f"{name}: Chinese text {text!r}" for text in page.evaluate(FOREIGN_TEXT)]
    width = page.evaluate("document.documentElement.scrollWidth")
    return wrongs + ([f"{name}: {width} px wide"] if width > PHONE["width"] else [])


def test_the_link_opens_the_documents_and_receipt_is_confirmed(
    phone: Page, base: str, sent: tuple[ElectronicDelivery, str]
) -> None:
    delivery, code = sent
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    phone.goto(f"{base}/pt/service/documents/#{code}")
    expect(phone.locator("#id_code")).to_have_value(code)
    expect(phone, "the code leaves the address at once").not_to_have_url(re.compile(code))
    wrongs = wrongs_on(phone, "code")
    phone.locator("main form button[type=submit]").first.click()
    phone.wait_for_url("**/service/documents/*-*/")
    wrongs += wrongs_on(phone, "list")
    with phone.expect_download() as download:
        phone.locator("main ol li a.quiet").first.click()
    assert download.value.suggested_filename.startswith(delivery.leg.reference)
    phone.reload()
    phone.locator("#id_name").fill("Ho Tak Wing")
    phone.locator("form[action*='/confirm/'] button").click()
    expect(phone.locator(".error-summary")).to_have_count(1)
    expect(phone.locator("#id_name")).to_have_value("Ho Tak Wing")
    wrongs += wrongs_on(phone, "error")
    phone.locator("#id_is_certain").check()
    phone.locator("form[action*='/confirm/'] button").click()
    phone.locator(".messages").wait_for()
    wrongs += wrongs_on(phone, "confirmed")
    assert not [address for address in asked if code in address.partition("#")[0]]
    assert not wrongs, "\n".join(wrongs)
    delivery.refresh_from_db()
    assert (delivery.leg.state, delivery.confirmed_name) == (lifecycle.PROVED, "Ho Tak Wing")
    assert DocumentReading.objects.filter(delivery=delivery, kind="downloaded").exists()


def test_the_pages_of_the_addressee_offend_no_security_policy(
    browser: Browser, base: str, sent: tuple[ElectronicDelivery, str]
) -> None:
    _delivery, code = sent
    page = browser.new_page()
    offences: list[str] = []
    page.on(
        "console", lambda said: offences.append(said.text) if "Content Security Policy" in said.text else None
    )
    page.on("pageerror", lambda error: offences.append(str(error)))
    page.goto(f"{base}/pt/service/documents/#{code}")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/service/documents/*-*/")
    with page.expect_navigation():
        page.locator("main ol li a.btn").first.click()
    page.close()
    assert not offences
