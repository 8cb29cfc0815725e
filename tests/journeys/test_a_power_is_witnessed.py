"""Three people, three browsers, one session: from the lobby to a power in force that anybody can verify."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import TimeoutError as NotInTime

from tests.support.fake_devices import PICTURES, person, wait_until
from tests.support.portal_server import PortalServer
from tests.support.sources import ROOT

pytestmark = pytest.mark.alone

pytest_plugins = ["tests.support.portal_server", "tests.support.fake_devices"]

FACTS = "tests.support.witnessing_facts"
PEOPLE = {"judge": "zh-hans", "party": "zh-hant", "lawyer": "zh-hans"}
PATIENCE = 90_000
SECONDS = 90.0
AGAIN_SECONDS = 10.0
LONGEST = 900.0
REFUSED = "special.settle"
ITEM = "(document.querySelector('#region-question [name=item]')?.value || '')"


def enter(page: Page, url: str, place: str) -> None:
    """Into the room, where the person says to be."""
    page.goto(url)
    page.locator("#enter-place").fill(place)
    page.locator("#enter button").click()


def open_rooms(browser: Browser, portal: PortalServer, power: str) -> dict[str, Page]:
    """Everybody's page; the judge opens the lobby and lets the others in."""
    cookies = portal.cookies_of(*(f"{name}@demo.example" for name in PEOPLE))
    pages: dict[str, Page] = {}
    for name, language in PEOPLE.items():
        pages[name] = person(browser, cookies[f"{name}@demo.example"]).new_page()
        pages[name].set_default_timeout(PATIENCE)
        room = f"{portal.url}/{language}/powers/{power}/room/"
        if name == "judge":
            pages[name].goto(room)
            pages[name].locator("main form button").first.click()
            pages[name].locator("#enter-place").wait_for()
        enter(pages[name], room, "虛構地點")
    for _guest in ("party", "lawyer"):
        admit_whoever_waits(pages["judge"])
    return pages


def admit_whoever_waits(judge: Page) -> None:
    """The first in the lobby is admitted, and gone from it before anybody looks for the next."""
    seat = judge.locator("[data-room-lobby] li").first.get_attribute("data-seat")
    row = judge.locator(f"[data-room-lobby] li[data-seat='{seat}']")
    row.locator("[data-act=admit]").click()
    expect(row).to_have_count(0, timeout=PATIENCE)


def wait_for_pictures(page: Page) -> None:
    """Three tiles, each with frames that were shown."""
    wait_until(
        page,
        "() => { const shown = [...document.querySelectorAll('[data-room-tiles] video')];"
        " return shown.length === 3 && shown.every(video => video.videoWidth > 0 && video.currentTime > 0); }",
        SECONDS,
    )
    assert all(picture["frames"] > 0 for picture in page.evaluate(PICTURES))


def item_of(page: Page) -> str:
    return str(page.evaluate(f"() => {ITEM}"))


def stage_of(page: Page) -> str:
    return str(page.evaluate("() => document.body.dataset.stage || ''"))


def press(page: Page, selector: str, done: str) -> None:
    """Press a button of the room until what it is for has come, or a refusal. The room may be written anew between the
    look and the click, which then meets nothing; the same act pressed twice while it is under way is one act.
    """
    page.evaluate("() => { document.querySelector('#fault').textContent = ''; }")  # of an earlier act
    arrived = f"() => ({done}) || document.querySelector('#fault').textContent"
    end = time.monotonic() + SECONDS
    while not page.evaluate(arrived):
        if time.monotonic() > end:
            raise TimeoutError(f"{selector}: not within {SECONDS} s: {done}")
        with suppress(NotInTime):
            page.locator(selector).first.click(timeout=AGAIN_SECONDS * 1000)
        with suppress(TimeoutError):
            wait_until(page, arrived, AGAIN_SECONDS)


def write(page: Page, selector: str, text: str) -> None:
    """Fill a field that is there; a session that was suspended by itself has taken it away."""
    with suppress(NotInTime):
        page.locator(selector).first.fill(text, timeout=AGAIN_SECONDS * 1000)


def insist(page: Page, judge: Page, selector: str, done: str, fields: dict[str, str] | None = None) -> None:
    """Press until it is done: what the portal refuses is tried again when nothing stands in the way any more."""
    end = time.monotonic() + SECONDS
    while not page.evaluate(f"() => {done}"):
        if time.monotonic() > end:
            raise TimeoutError(f"{selector}: {page.locator('#fault').inner_text()}")
        for field, text in (fields or {}).items():
            write(page, field, text)
        press(page, selector, done)
        wait_until(judge, "() => !document.querySelector('#obstacles')", SECONDS)


def lead(pages: dict[str, Page]) -> list[str]:
    """The judge leads through the script, whatever the stage, until all is said; settling is refused. Gives the
    questions answered, in order. On a machine under load the portal may suspend the session: then it goes on anew.
    """
    judge, asked = pages["judge"], list[str]()
    end = time.monotonic() + LONGEST
    while (stage := stage_of(judge)) != "close":
        item = item_of(judge)
        if time.monotonic() > end:
            raise TimeoutError(f"no end: {stage} {item} {judge.locator('#fault').inner_text()}")
        if stage == "suspended":
            resume(judge)
        elif stage == "sign":
            sign_next(pages)
        elif stage == "attest":
            attest(judge)
        elif judge.locator("form[data-act=identity]").count():
            identify(judge)
        elif not item:
            wait_until(judge, f"() => document.body.dataset.stage !== '{stage}' || {ITEM}", SECONDS)
        else:
            if item == "opening.rights":
                question = pages["party"].locator("#region-question .say")
                expect(question).to_have_attribute("lang", "zh-Hant", timeout=PATIENCE)
            if tick(judge, stage, item, "2" if item == REFUSED else "1"):
                asked.append(item)
    return asked


def tick(judge: Page, stage: str, item: str, key: str) -> bool:
    """Give an answer; False where the room was not in order, as on a machine under load: then it is tried again."""
    if judge.locator("#answer-words").count():
        write(judge, "#answer-words", "虚构的回答")
    form = f"#region-question form:has([name=item][value='{item}'])"
    before = json.dumps([stage, item])
    went_on = f"JSON.stringify([document.body.dataset.stage, {ITEM}]) !== JSON.stringify({before})"
    press(judge, f"{form} button[data-key='{key}']", went_on)
    if judge.evaluate(f"() => {went_on}"):
        return stage_of(judge) != "suspended"
    wait_until(judge, "() => !document.querySelector('#obstacles')", SECONDS)
    return False


def resume(judge: Page) -> None:
    """After an interruption the judge goes on, at step 2."""
    resumed = "document.body.dataset.stage !== 'suspended'"
    insist(judge, judge, "#resume-session", resumed, {"#resume-reason": "虚构：网络中断"})


def identify(judge: Page) -> None:
    """Compare by hand whoever is to be identified now."""
    forms = "form[data-act=identity]"
    fewer = f"document.querySelectorAll('{forms}').length < {judge.locator(forms).count()}"
    write(judge, f"{forms} [name=basis]", "虚构：核对屏幕前出示的证件")
    press(judge, f"{forms} button", fewer)
    wait_until(judge, "() => !document.querySelector('#obstacles')", SECONDS)


def sign_next(pages: dict[str, Page]) -> None:
    """Whoever can sign now signs; the pages hear a little after the judge's whose turn it is."""
    for name in ("party", "lawyer"):
        if pages[name].locator("#pad").is_visible():
            sign(pages[name], pages["judge"])
    pages["judge"].wait_for_timeout(200)


def attest(judge: Page) -> None:
    """The judge signs with her own key."""
    from portal.operations.demonstration import PASSWORD

    insist(judge, judge, "#attest", "document.body.dataset.stage !== 'attest'", {"#passphrase": PASSWORD})


def sign(page: Page, judge: Page) -> None:
    """Draw two strokes and sign."""
    pad = page.locator("#pad")
    with suppress(NotInTime):
        pad.scroll_into_view_if_needed(timeout=AGAIN_SECONDS * 1000)
    box = pad.bounding_box()
    if box is None:  # taken away meanwhile
        return
    for start, end in (((0.1, 0.7), (0.4, 0.2)), ((0.5, 0.3), (0.9, 0.6))):
        page.mouse.move(box["x"] + box["width"] * start[0], box["y"] + box["height"] * start[1])
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] * end[0], box["y"] + box["height"] * end[1], steps=8)
        page.mouse.up()
    insist(page, judge, "#pad-sign", "document.querySelector('#pad-form').hidden")


def close(judge: Page, party: Page, power: str) -> None:
    """The judge closes; everybody is led to the power."""
    end = time.monotonic() + SECONDS
    while not party.url.endswith(f"/powers/{power}/"):
        if time.monotonic() > end:
            raise TimeoutError("the session is not closed")
        with suppress(NotInTime):
            judge.locator("#close-session").click(timeout=AGAIN_SECONDS * 1000)
        with suppress(NotInTime):
            party.wait_for_url(f"**/powers/{power}/", timeout=AGAIN_SECONDS * 1000)


def hold_the_session(browser: Browser, portal: PortalServer, power: str) -> None:
    """The whole session in three browsers, up to its close."""
    pages = open_rooms(browser, portal, power)
    judge = pages["judge"]
    for page in pages.values():
        wait_for_pictures(page)
    insist(judge, judge, "#open-session", "document.body.dataset.stage !== 'lobby'")
    asked = lead(pages)
    assert asked.count(REFUSED) <= 1, "what was refused is not asked again"
    assert asked.count("scope.read") >= 2, "the new text is read again"
    close(judge, pages["party"], power)
    for page in pages.values():
        page.context.close()


@pytest.fixture
def witnessed(camera_browser: Browser, portal_server: PortalServer) -> tuple[PortalServer, dict[str, str]]:
    """A portal on which the booked session was held and found in order."""
    power = portal_server.call(f"{FACTS}:booked")
    hold_the_session(camera_browser, portal_server, power["id"])
    assert portal_server.call(f"{FACTS}:make_effective", power_id=power["id"]) == "effective"
    return portal_server, power


def test_three_browsers_make_a_power_that_anybody_can_verify(
    witnessed: tuple[PortalServer, dict[str, str]], tmp_path: Path
) -> None:
    portal, power = witnessed
    found = portal.call(f"{FACTS}:facts", power_id=power["id"])
    assert found["state"] == "effective"
    assert found["struck"] == ["settle"]
    assert found["versions"][0] == power["digest"] and len(found["versions"]) == 2
    assert found["agents"] == 1
    assert all(state == "stopped" and told == held for state, told, held in found["recordings"])
    assert found["frames"] > 0 and found["sound"]
    portal.manage("export_evidence", power["reference"], "-o", str(tmp_path / "package.asice"))
    seals_are_genuine(portal, power["id"], tmp_path)
    package_verifies(portal, tmp_path)
    recording_plays(tmp_path)
    register_answers(portal, power["reference"], found["code"])


def seals_are_genuine(portal: PortalServer, power: str, folder: Path) -> None:
    """pyHanko's bottom line for both signatures, and pdfsig as a second opinion."""
    from datetime import UTC, datetime

    path = folder / "instrument.pdf"
    level = portal.call(f"{FACTS}:document", power_id=power, kind="instrument", path=str(path))
    assert level == "B-LTA"
    verdict = portal.call(
        "tests.support.witnessing_seals:verdict", path=str(path), at=datetime.now(UTC).isoformat()
    )
    assert verdict["bottom_lines"] == [True, True] and verdict["is_genuine"], verdict
    if shutil.which("pdfsig"):
        said = subprocess.run(
            ["pdfsig", "-nocert", str(path)], capture_output=True, text=True, check=False
        ).stdout
        assert said.count("Signature is Valid") >= 2, said
    if shutil.which("openssl"):
        assert verdict["openssl"] == [True, True], verdict


def package_verifies(portal: PortalServer, folder: Path) -> None:
    """The verifier, alone in a folder without the project, with key and fingerprint from outside."""
    alone = folder / "alone"
    alone.mkdir()
    shutil.copy(ROOT / "portal/evidence/verify_evidence.py", alone)
    shutil.copy(folder / "package.asice", alone)
    outside = portal.call(f"{FACTS}:outside")
    command = [
        sys.executable, "-S", "-I", "verify_evidence.py", "package.asice", "--log-key", outside["log_key"], "--ca",
        outside["ca"], "--json",
    ]  # fmt: skip
    done = subprocess.run(
        command, cwd=alone, capture_output=True, text=True, check=False, env={"PATH": "/usr/bin:/bin"}
    )
    expected = 0 if shutil.which("openssl", path="/usr/bin:/bin") else 3
    assert done.returncode == expected, done.stdout[-3000:] + done.stderr[-2000:]
    wrong = [*command[:6], "00" * 32, *command[7:]]
    refused = subprocess.run(wrong, cwd=alone, capture_output=True, text=True, check=False)
    assert refused.returncode == 1, refused.stdout[-2000:]


def recording_plays(folder: Path) -> None:
    """What the package holds as a recording plays, with pictures and with sound that is not silence."""
    if shutil.which("ffprobe") is None:
        pytest.skip("ffprobe is missing (Debian package ffmpeg)")
    with ZipFile(folder / "package.asice") as package:
        names = [name for name in package.namelist() if name.endswith(".webm")]
        assert names
        package.extract(names[0], folder)
    path = folder / names[0]
    command = [
        "ffprobe",
        "-v",
        "error",
        "-count_frames",
        "-show_entries",
        "stream=codec_type,nb_read_frames",
        "-of",
        "json",
    ]
    said = subprocess.run([*command, str(path)], capture_output=True, text=True, check=True).stdout
    frames = {stream["codec_type"]: int(stream["nb_read_frames"]) for stream in json.loads(said)["streams"]}
    assert frames["video"] > 0 and frames["audio"] > 0
    loud = subprocess.run(
        ["ffmpeg", "-v", "info", "-i", str(path), "-af", "volumedetect", "-vn", "-f", "null", "-"],
        capture_output=True, text=True, check=True,
    ).stderr  # fmt: skip
    mean = float(loud.split("mean_volume:")[1].split("dB")[0])
    assert mean > -60


def register_answers(portal: PortalServer, reference: str, code: str) -> None:
    """The register says in force, to those who have the code, and 404 to everybody else."""
    from urllib.error import HTTPError
    from urllib.request import Request, urlopen

    address = f"{portal.url}/api/v1/powers/{reference}?date={timezone.localdate().isoformat()}"
    with urlopen(Request(address, headers={"X-Access-Code": code})) as answer:
        said = json.load(answer)
    assert "陳嘉敏" not in json.dumps(said, ensure_ascii=False)
    assert said["status"] == "in_force", said
    with pytest.raises(HTTPError, match="404"):
        urlopen(Request(address, headers={"X-Access-Code": "WRONG"}))
