"""``make pictures``: photographs a running demonstration in four languages for the README and for a look.

Start the portal first (``make run``), import law, then run this beside it.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

from i18n import languages

PLACES = {
    "home": "",
    "search": "law/?q=lantern",
    "provision": "law/hk/cap-9001/s2/?on=2015-06-01",
    "mediators": "mediators/",
    "time-limits": "time-limits/?rule=hkmo-service-2009-art6&start=2025-11-30",
    "guidance": "guidance/power-of-attorney/",
}
WIDTHS = {"desktop": (1280, 860), "phone": (390, 844)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", default="http://localhost:8000")
    parser.add_argument("--out", type=Path, default=Path("docs/pictures"))
    parser.add_argument("--whole", action="store_true", help="whole pages instead of the first screen")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    program = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        for device, (width, height) in WIDTHS.items():
            page = browser.new_page(viewport={"width": width, "height": height})
            for code in languages.CODES:
                for name, path in PLACES.items():
                    page.goto(f"{options.base}/{code}/{path}")
                    page.screenshot(path=options.out / f"{name}-{code}-{device}.png", full_page=options.whole)
        browser.close()


if __name__ == "__main__":
    main()
