"""Every public page, in every language, in a real browser: complete, accessible, and whole on a phone."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from i18n import languages
from portal.pages.models import GuidancePage

PATHS = [
    "", "guidance/", "news/", "contact/", "privacy/", "accessibility/", "status/", "verify/", "verify/ABC-1/",
    "time-limits/", "accounts/login/", "accounts/signup/", "accounts/password/reset/", "accounts/recovery/",
    "law/", "law/?q=data+user", "law/?q=%E8%B3%87%E6%96%99", "law/?q=nothing-at-all-like-this", "no-such-page/",
]  # fmt: skip
CHINESE = re.compile(r"[\u3400-\u9fff]")
SERIOUS = {"serious", "critical"}
FOREIGN_TEXT = """() => {
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode, holder = node.parentElement.closest('[lang]');
    if (/[\\u3400-\\u9fff]/.test(node.data) && !(holder && holder.lang.startsWith('zh'))) found.push(node.data.trim());
  }
  const title = location.search ? '' : document.title;  // a title repeats the reader's own query
  return found.concat(/[\\u3400-\\u9fff]/.test(title) ? [title] : []);
}"""


def wrongs_of(page: Page, address: str, code: str, axe: Axe) -> list[str]:
    """What is wrong with one page, in words: status, language, Chinese where it should not be, axe, width."""
    wrongs: list[str] = []
    answer = page.goto(address)
    assert answer is not None
    wanted = 404 if "no-such-page" in address else 200
    if answer.status != wanted:
        return [f"{address} answers {answer.status}"]
    if page.locator("html").get_attribute("lang") != languages.html_lang(code):
        wrongs.append(f"{address}: wrong lang on html")
    if not languages.is_chinese(code):
        wrongs += [f"{address}: Chinese text {text!r}" for text in page.evaluate(FOREIGN_TEXT)]
    for violation in axe.run(page).response["violations"]:
        if violation["impact"] in SERIOUS:
            targets = [node["target"] for node in violation["nodes"]][:3]
            wrongs.append(f"{address}: axe {violation['id']} {targets}")
    page.set_viewport_size({"width": 390, "height": 844})
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > 390:
        wrongs.append(f"{address}: {width} px wide on a phone of 390 px")
    page.set_viewport_size({"width": 1280, "height": 900})
    return wrongs


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
