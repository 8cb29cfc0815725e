"""``make pictures``: photographs a running demonstration in four languages for the README and for a look.

Start the portal first (``make run``), import law, then run this beside it, with the same ``PORTAL_VAR``.
"""

from __future__ import annotations

import argparse
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from i18n import languages
from tests.support.portal_server import PortalServer

#: Open to everybody; what a record of the demonstration needs stands in tests/support/pictured_records.py.
PLACES = {
    "home": "",
    "search": "law/?q=lantern",
    "provision": "law/hk/cap-9001/s2/?on=2015-06-01",
    "concordance": "law/terms/writ-of-summons/",
    "choosing": "law/choosing/?first=hk-sz&second=cn&relation=contract&chosen=hk&disputes=court-cn",
    "mediators": "mediators/",
    "time-limits": "time-limits/?rule=hkmo-service-2009-art6&start=2025-11-30",
    "guidance": "guidance/power-of-attorney/",
}
WIDTHS = {"desktop": ViewportSize(width=1280, height=860), "phone": ViewportSize(width=390, height=844)}
SPOKEN = {"zh-hant": "zh-HK", "zh-hans": "zh-CN", "pt": "pt-PT", "en": "en-GB"}
COLOURS = 128
"""A page has few colours: a palette makes the picture a third as large."""


def _ask(what: str, **values: str) -> Any:
    """Ask the demonstration; see tests/support/pictured_records.py."""
    portal = PortalServer(Path(os.environ.get("PORTAL_VAR", "var")))
    return portal.call(f"tests.support.pictured_records:{what}", **values)


def _save(page: Page, target: Path, *, whole: bool) -> None:
    picture = Image.open(BytesIO(page.screenshot(full_page=whole))).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)


@contextmanager
def _window(browser: Browser, base: str, device: str, code: str, session: str) -> Iterator[Page]:
    """A window in a language; with a session, of somebody who has signed in."""
    context = browser.new_context(viewport=WIDTHS[device], is_mobile=device == "phone", locale=SPOKEN[code])
    cookies: list[Any] = [{"name": "portal_language", "value": code, "url": base}]
    cookies += [{"name": "sessionid", "value": session, "url": base}] if session else []
    context.set_default_timeout(90_000)  # the first page of a portal that has just started
    context.add_cookies(cookies)
    yield context.new_page()
    context.close()


def photograph(browser: Browser, options: argparse.Namespace) -> None:
    """Every place that is asked for, in every language, on a desk and on a phone."""
    found = _ask("records")
    places = {**PLACES, **found["paths"]}
    names = options.only or list(places)
    at_the_desk = any(places[name].startswith("/staff/") for name in names)
    before = ""
    for code in languages.CODES:
        if at_the_desk:
            was = _ask("judge_reads", language=code)
            before = before or was
        for device in WIDTHS:
            for name in names:
                session = found["sessions"].get(found["people"].get(name, ""), "")
                path = places[name] if places[name].startswith("/") else f"/{code}/{places[name]}"
                with _window(browser, options.base, device, code, session) as page:
                    page.goto(f"{options.base}{path}")
                    _save(page, options.out / f"{name}-{code}-{device}.png", whole=options.whole)
    if before:
        _ask("judge_reads", language=before)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", default="http://localhost:8000")
    parser.add_argument("--out", type=Path, default=Path("docs/pictures"))
    parser.add_argument("--whole", action="store_true", help="whole pages instead of the first screen")
    parser.add_argument("--only", nargs="*", help="names of places, such as: service ascertainment")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    program = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        photograph(browser, options)
        browser.close()


if __name__ == "__main__":
    main()
