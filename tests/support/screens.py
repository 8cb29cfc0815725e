"""What can be wrong with a page on the screen, found by a browser and told in words."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from i18n import languages

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
