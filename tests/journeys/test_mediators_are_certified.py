"""Three applicants, one for each place: from the form to the panel, the certificate, and a removal everybody sees."""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page
from pyhanko.pdf_utils.reader import PdfFileReader

from mediation_registry.models import Application, Criterion, IntakeWindow, Listing, PanelEdition
from mediation_registry.rules import lifecycle
from portal.identity.models import User
from portal.seals.pdf import check_pdf
from tests.factories import mediators as made
from tests.factories import people
from tests.support.sources import ROOT

SESSION = "Joint Conference, session 9"
SCRIPT = ROOT / "tests/support/verify_credential.py"
QR_PATH = re.compile(r"/en/verify/GBMC[-0-9A-Z]+/")


class Seats:
    """Pages of a browser, one for each account; signing in by the front door is another journey.

    Scripts are off: every step here works without them.
    """

    def __init__(self, browser: Browser, base: str) -> None:
        self.browser, self.base = browser, base
        self.pages: dict[Any, Page] = {}

    def of(self, user: User | None) -> Page:
        """The account's own window; a visitor's for None."""
        key = user.pk if user else None
        if key not in self.pages:
            context = self.browser.new_context(accept_downloads=True, java_script_enabled=False)
            if user:
                cookie = people.sign_in(Client(), user).cookies[settings.SESSION_COOKIE_NAME]
                context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.base}])
            self.pages[key] = context.new_page()
        return self.pages[key]

    def at(self, user: User | None, path: str) -> Page:
        """The account's window at an address, which must answer."""
        page = self.of(user)
        answer = page.goto(self.base + path)
        assert answer is not None and answer.status == 200, path
        return page

    def officer(self, place: str, seat: str) -> User:
        return made.officer(place, seat)


def enter(page: Page, entries: dict[str, Any]) -> None:
    """Fill in what stands in the form under these names."""
    for name, value in entries.items():
        field = page.locator(f"[name={name}]")
        kind = field.first.evaluate("field => field.type")
        if kind == "radio":
            page.locator(f"[name={name}][value='{value}']").check()
        elif kind == "checkbox":
            field.set_checked(value)
        elif kind.startswith("select"):
            field.select_option(value)
        else:
            field.fill(str(value))


def press(seats: Seats, user: User, record: Any, name: str, **entries: Any) -> None:
    """An officer opens the record in the desk, presses the button, fills in, and is back at the record."""
    viewset = "mediator_applications" if isinstance(record, Application) else "panel_listings"
    address = reverse(f"{viewset}:inspect", args=[record.pk])
    page = seats.at(user, address)
    page.locator(f"a[href$='/act/{name}/']").click()
    page.wait_for_url(f"**/act/{name}/")
    enter(page, entries)
    page.locator("main form button.button[type=submit]").click()
    page.wait_for_url(seats.base + address)


def window(place: str, at: datetime) -> IntakeWindow:
    return made.open_window(
        place, year=at.year, opens_at=at - timedelta(days=5), closes_at=at + timedelta(days=20)
    )


# -- the applicant
def apply_for(seats: Seats, user: User, language: str, intake: IntakeWindow, **who: Any) -> Application:
    """From the page that says what is asked to the application handed in."""
    page = seats.at(user, f"/{language}/mediators/apply/")
    page.locator(f"a[href$='/apply/begin/{intake.pk}/']").click()
    page.wait_for_url("**/apply/begin/**")
    enter(page, who)
    page.locator("main form.fields button[type=submit]").first.click()
    page.wait_for_url(re.compile(r"/apply/[0-9a-f-]{36}/$"))
    application = Application.objects.get(registrant__person__user=user)
    page.locator("a[href$='/criterion/1/']").first.click()
    for criterion in intake.rule_version.criteria.order_by("position"):
        page.wait_for_url(f"**/criterion/{criterion.position}/")
        answer(page, criterion)
    hand_in(page)
    return application


def answer(page: Page, criterion: Criterion, number: int = 10) -> None:
    """One criterion on its page, with a file where one is wanted, and on to the next."""
    if criterion.measure == "declaration":
        enter(page, {"declared": True})
    elif criterion.measure in ("years", "count", "hours"):
        enter(page, {"number": number})
    if criterion.wants_evidence or criterion.measure == "document":
        file = made.pdf(criterion.code)
        content = {"name": str(file.name), "mimeType": "application/pdf", "buffer": file.read()}
        page.locator("[name=upload]").set_input_files([content])  # type: ignore[list-item]
    page.locator("button[name=_next]").click()


def hand_in(page: Page) -> None:
    page.wait_for_url("**/check/")
    enter(page, {"is_true": True})
    page.locator("main form.fields button[type=submit]").click()
    page.wait_for_url(re.compile(r"/apply/[0-9a-f-]{36}/$"))


def correct(seats: Seats, user: User, application: Application, language: str, reason: str) -> None:
    """The applicant reads what is to be corrected, corrects the last criterion, and hands in again."""
    page = seats.at(user, f"/{language}/mediators/apply/{application.pk}/")
    assert reason in page.inner_text("main")
    last = application.window.rule_version.criteria.order_by("-position")[0]
    page.locator(f"a[href$='/criterion/{last.position}/']").first.click()
    page.wait_for_url(f"**/criterion/{last.position}/")
    answer(page, last, number=12)
    hand_in(page)


# -- the authorities
def received(seats: Seats, application: Application, place: str) -> None:
    """Checked for completeness, and passed to the assessor."""
    intake = seats.officer(place, "intake")
    if Application.objects.get(pk=application.pk).state == lifecycle.SUBMITTED:
        press(seats, intake, application, "check")
    press(seats, intake, application, "complete")


def assessed(seats: Seats, application: Application, place: str, unmet: int = 0) -> None:
    """The assessor declares, then finds every criterion met, except the one at ``unmet``."""
    assessor, findings = seats.officer(place, "assessor"), {}
    press(seats, assessor, application, "declare", has_conflict="False")
    for criterion in application.window.rule_version.criteria.all():
        failed = criterion.position == unmet
        findings[f"result_{criterion.position}"] = "not_met" if failed else "met"
        if failed:
            findings[f"reason_{criterion.position}"] = "Two cases are the same case."
    press(seats, assessor, application, "assess", **findings)


def recognised(seats: Seats, application: Application, place: str) -> None:
    """Another person decides, and puts the application before the committee."""
    decider = seats.officer(place, "decider")
    press(seats, decider, application, "declare", has_conflict="False")
    press(seats, decider, application, "recognise", instrument_no=f"{place}-1")
    press(seats, decider, application, "to-committee")


def decided_together(seats: Seats, applications: list[Application]) -> None:
    """Each place speaks in the Working Committee on all of them; the Joint Conference determines them at once."""
    common = {"body": "Working Committee, session 5", "instrument_no": "W-5", "no_conflict": True}
    for place, code in made.PLACES.items():
        many(seats, place, "positions", applications, jurisdiction=code, outcome="agreed", **common)
    for application in applications:
        place = next(key for key, code in made.PLACES.items() if code == application.jurisdiction.code)
        press(seats, seats.officer(place, "decider"), application, "to-conference")
    outcome = {"outcome": "determined", "body": SESSION, "instrument_no": "J-9", "no_conflict": True}
    many(seats, "HK", "outcomes", applications, **outcome)


def many(seats: Seats, place: str, name: str, applications: list[Application], **entries: Any) -> None:
    """One act on several applications, in one form."""
    decider = seats.officer(place, "decider")
    page = seats.at(decider, reverse("mediator_applications:batch", args=[name]))
    enter(page, entries)
    for application in applications:
        page.locator(f"input[name=applications][value='{application.pk}']").check()
    page.locator("main form button.button[type=submit]").click()
    page.locator(".messages .success").wait_for()


def published(seats: Seats, at: datetime) -> PanelEdition:
    """Guangdong's publisher prepares the edition and cannot publish it; Hong Kong's does."""
    first, second = seats.officer("GD", "publisher"), seats.officer("HK", "publisher")
    today = timezone.localdate(at)
    page = seats.at(first, reverse("panel_editions:prepare"))
    facts = {"year": at.year, "session": SESSION, "instrument_no": "J-9"}
    enter(page, {**facts, "determined_date": f"{today}", "valid_from": f"{today}", "with_determined": True})
    page.locator("main form button.button[type=submit]").click()
    page.wait_for_url("**/panel-editions/inspect/**")
    edition = PanelEdition.objects.get()
    publish = reverse("panel_editions:publish", args=[edition.pk])
    assert page.locator(f"a[href='{publish}']").count() == 0
    page = seats.at(second, reverse("panel_editions:inspect", args=[edition.pk]))
    page.locator(f"a[href='{publish}']").click()
    page.wait_for_url(f"**{publish}")
    page.locator("main form button.button[type=submit]").click()
    page.wait_for_url("**/panel-editions/inspect/**")
    return edition


# -- the certificate
def downloaded(seats: Seats, listing: Listing, folder: Path) -> Path:
    """The sealed PDF, by the link on the public page."""
    page = seats.at(None, f"/en/mediators/{listing.registrant.register_no}/")
    assert listing.certificate_no in page.inner_text("main")
    page.locator("main a[href$='/certificate/']").click()
    page.wait_for_url("**/certificate/")
    enter(page, {"first": "en", "second": "zh-hant"})
    with page.expect_download() as waiting:
        page.locator("main form.fields button[type=submit]").click()
    waiting.value.save_as(folder / "certificate.pdf")
    return folder / "certificate.pdf"


def parts_of(content: bytes) -> tuple[bytes, bytes]:
    """What the seal covers, and its CMS."""
    signature = PdfFileReader(BytesIO(content)).embedded_regular_signatures[0]
    a, b, c, d = map(int, signature.byte_range)
    return content[a : a + b] + content[c : c + d], bytes(signature.pkcs7_content)


def found_genuine(file: Path) -> bool:
    """In a thread of its own, since Playwright keeps an event loop in this one and pyHanko wants one too."""
    with ThreadPoolExecutor(1) as threads:
        verdict = threads.submit(check_pdf, file.read_bytes(), at=timezone.now()).result()
    return verdict.is_genuine


def passes_the_three_checks(file: Path, folder: Path) -> None:
    """PyHanko, pdfsig and openssl each find the seal genuine and the document whole."""
    assert found_genuine(file)
    for program in ("pdfsig", "openssl"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is missing")
    said = subprocess.run(["pdfsig", "-nocert", file], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid" in said
    covered, cms = parts_of(file.read_bytes())
    (folder / "covered").write_bytes(covered)
    (folder / "seal.der").write_bytes(cms)
    root = Path(settings.PORTAL_VAR) / "keys/demonstration-authority/root.pem"
    done = subprocess.run(
        ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", folder / "seal.der", "-content",
         folder / "covered", "-CAfile", root, "-purpose", "any", "-out", folder / "out"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def address_in_the_code(file: Path) -> str:
    """Where the QR code of the certificate leads: its address is printed beside it."""
    said = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True).stdout
    found = QR_PATH.search(re.sub(r"\s+", "", said))
    assert found is not None
    return found.group()


def checked_by_a_stranger(seats: Seats, listing: Listing, folder: Path) -> str:
    """What the script outside the project says of the credential and the list as they are given out now."""
    visitor = seats.of(None).request
    kept = folder / "credential.jwt"
    if not kept.exists():
        number = listing.registrant.register_no
        kept.write_text(visitor.get(f"{seats.base}/api/v1/mediators/{number}/credential").text())
    (folder / "keys.json").write_text(visitor.get(f"{seats.base}/.well-known/jwks.json").text())
    body = kept.read_text().split(".")[1]
    entry = json.loads(base64.urlsafe_b64decode(body + "=="))["credentialStatus"]
    address = (entry if isinstance(entry, dict) else entry[0])["statusListCredential"]
    (folder / "list.jwt").write_text(visitor.get(seats.base + urlsplit(address).path).text())
    files = [kept, folder / "keys.json", folder / "list.jwt"]
    return subprocess.run(
        [sys.executable, SCRIPT, *files], capture_output=True, text=True, check=False
    ).stdout


def status_said(seats: Seats, listing: Listing) -> str:
    number = listing.registrant.register_no
    return str(seats.of(None).request.get(f"{seats.base}/api/v1/mediators/{number}/status").json()["status"])


# -- the journey
@pytest.fixture
def seats(browser: Browser, base: str) -> Any:
    found = Seats(browser, base)
    yield found
    for page in found.pages.values():
        page.context.close()


def applied(seats: Seats, at: datetime) -> dict[str, Application]:
    """One applicant for each place; Hong Kong's is new to the portal and enters her names herself."""
    new = people.account("wong.mei.ling")
    home = str(made.jurisdiction("HK").pk)
    names = {"name_zh_hant": "黃美玲", "name_latin": "Wong Mei Ling", "home": home}
    guangdong = made.registrant(made.mediator_user("li.si", {"zh-hans": "李四"}), "GD").person.user
    macao = made.registrant(made.mediator_user("ana.lou", {"pt": "Ana Lou"}), "MO").person.user
    assert guangdong and macao
    return {
        "HK": apply_for(seats, new, "zh-hant", window("HK", at), **names),
        "GD": apply_for(seats, guangdong, "zh-hans", window("GD", at)),
        "MO": apply_for(seats, macao, "pt", window("MO", at)),
    }


def goes_back_once(seats: Seats, application: Application) -> None:
    reason = "證明文件不完整。"
    intake, applicant = seats.officer("HK", "intake"), application.registrant.person.user
    assert applicant is not None
    press(seats, intake, application, "check")
    press(seats, intake, application, "return", reason=reason)
    correct(seats, applicant, application, "zh-hant", reason)


def is_refused(seats: Seats, application: Application) -> None:
    """Macao's decider refuses, and the applicant reads why."""
    received(seats, application, "MO")
    assessed(seats, application, "MO", unmet=2)
    decider, applicant = seats.officer("MO", "decider"), application.registrant.person.user
    press(seats, decider, application, "declare", has_conflict="False")
    press(seats, decider, application, "refuse", reason="Não foram provados três casos.")
    page = seats.at(applicant, f"/pt/mediators/apply/{application.pk}/")
    assert "Não foram provados três casos." in page.inner_text("main")


def test_from_three_applications_to_a_panel_a_certificate_and_a_removal(seats: Seats, tmp_path: Path) -> None:
    at = timezone.now()
    by_place = applied(seats, at)
    goes_back_once(seats, by_place["HK"])
    is_refused(seats, by_place["MO"])
    for place in ("HK", "GD"):
        received(seats, by_place[place], place)
        assessed(seats, by_place[place], place)
        recognised(seats, by_place[place], place)
    decided_together(seats, [by_place["HK"], by_place["GD"]])
    edition = published(seats, at)
    assert set(edition.listings.values_list("application", flat=True)) == {
        by_place["HK"].pk, by_place["GD"].pk,
    }  # fmt: skip
    listing = Listing.objects.select_related("registrant").get(application=by_place["HK"])
    file = downloaded(seats, listing, tmp_path)
    passes_the_three_checks(file, tmp_path)
    page = seats.at(None, address_in_the_code(file))
    assert "Wong Mei Ling" in page.inner_text("main")
    assert checked_by_a_stranger(seats, listing, tmp_path).startswith("valid")
    assert status_said(seats, listing) == "valid"
    removal_shows_at_once(seats, listing, tmp_path)


def removal_shows_at_once(seats: Seats, listing: Listing, folder: Path) -> None:
    """Removed in the desk: the page, the API, the status list and the code on the certificate say so next."""
    decider, today = seats.officer("HK", "decider"), timezone.localdate()
    ground = "Breach of the code of conduct."
    press(seats, decider, listing, "remove", ground=ground, deciding_body=SESSION, effective_date=f"{today}")
    number = listing.registrant.register_no
    assert ground in seats.at(None, f"/en/mediators/{number}/").inner_text("main")
    assert status_said(seats, listing) == "not_valid"
    assert checked_by_a_stranger(seats, listing, folder).strip() == "refused: revoked"
    gone = seats.of(None).request.get(f"{seats.base}/api/v1/mediators/{number}/credential")
    assert gone.status == 404
    assert ground in seats.at(None, f"/en/verify/{listing.certificate_no}/").inner_text("main")
