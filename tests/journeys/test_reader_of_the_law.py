"""A reader in Hong Kong or Macao: search in her language, go to the place, read two languages on a date."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import Browser, expect

from foreign_law.apps.library import load_fictitious_law
from foreign_law.search import rebuild
from i18n import languages
from tests.support.screens import wrongs_of

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


@pytest.fixture
def law(furnished: None) -> None:
    """The fictitious ordinance and laws of the demonstration, indexed anew."""
    load_fictitious_law(AT)
    rebuild(at=AT)


@pytest.mark.parametrize(
    ("code", "words"), [("zh-hant", "紙燈籠"), ("zh-hans", "纸灯笼"), ("pt", "lanternas"), ("en", "lanterna")]
)
def test_a_reader_searches_reads_and_prints(
    browser: Browser, law: None, base: str, code: str, words: str
) -> None:
    page = browser.new_page()
    page.goto(f"{base}/{code}/")
    page.locator("#home-search").fill(words)
    page.locator("#home-search").press("Enter")
    page.wait_for_url(f"**/{code}/law/**")
    hits = page.locator("main mark")
    expect(hits.first).to_be_visible()
    page.close()


def test_a_citation_goes_straight_to_its_place(browser: Browser, law: None, base: str) -> None:
    page = browser.new_page()
    for words, path in (
        ("Cap. 9001 s. 2", "/en/law/hk/cap-9001/s2/"),
        ("第901/2031號法律", "/en/law/mo/lei-901-2031/"),
    ):
        page.goto(f"{base}/en/find/?q={quote(words)}")
        assert page.url.split("?")[0] == base + path
    page.close()


def test_a_provision_stands_in_two_languages_and_the_switch_keeps_the_place(
    browser: Browser, law: None, base: str
) -> None:
    page = browser.new_page()
    page.goto(f"{base}/en/law/hk/cap-9001/s2/?on=2015-06-01")
    assert page.locator("main [lang=en]").count() > 0
    assert page.locator("main [lang=zh-Hant]").count() > 0
    page.get_by_role("link", name="PT Português").click()
    expect(page).to_have_url(f"{base}/pt/law/hk/cap-9001/s2/?on=2015-06-01")
    page.close()


LAW_PAGES = [
    "law/hk/", "law/hk/cap-9001/", "law/hk/cap-9001/s2/?on=2015-06-01", "law/hk/cap-9001/s2/?on=2011-01-01",
    "law/hk/cap-9001/s2/?on=2010-01-01&compare=2015-06-01", "law/mo/lei-901-2031/", "law/mo/lei-901-2031/art2/",
    "law/judgments/", "law/?q=lanternas", "time-limits/?rule=hkmo-service-2009-art6&start=2025-11-30",
]  # fmt: skip


@pytest.mark.parametrize("code", languages.CODES)
def test_every_kind_of_law_page_is_complete_and_accessible(
    browser: Browser, law: None, base: str, code: str
) -> None:
    context = browser.new_context(bypass_csp=True, viewport={"width": 1280, "height": 900})
    page, axe = context.new_page(), Axe()
    wrongs = [wrong for path in LAW_PAGES for wrong in wrongs_of(page, f"{base}/{code}/{path}", code, axe)]
    context.close()
    assert not wrongs, "\n".join(wrongs)


@pytest.mark.services
@pytest.mark.django_db
def test_the_library_answers_on_this_database(client: Client, tmp_path: object) -> None:
    """Import, index, search, read and call the API: the module's journey on every database."""
    load_fictitious_law(AT)
    rebuild(at=AT)
    found = client.get("/api/v1/law/search", {"q": "lanternas"}).json()
    assert found["total"] >= 1
    assert {
        "uid",
        "instrument",
        "provision",
        "language",
        "heading",
        "snippet",
        "valid_from",
        "valid_to",
        "url",
    } <= set(found["hits"][0])
    assert client.get(found["hits"][0]["url"].split("localhost:8000")[-1]).status_code == 200
    one = client.get("/api/v1/law/hk/cap-9001/s2", {"on": "2015-06-01", "lang": "en"})
    assert one.status_code == 200, json.dumps(one.json())
    call_command("verify_audit")
