"""The recorder in a real browser: pictures and sound arrive, through a killed server, a full disk and a reload."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.support.fake_devices import person
from tests.support.portal_server import PortalServer, running_portal
from tests.support.recorder_device import TOKEN

pytestmark = pytest.mark.alone

pytest_plugins = ["tests.support.portal_server", "tests.support.fake_devices"]
HELPERS = "tests.support.served_recordings"

BEGIN = """async ({room, csrf}) => {
  const {Recorder} = await import("/static/rooms/recorder.js");
  const stream = await navigator.mediaDevices.getUserMedia({video: {width: 640, height: 360, frameRate: 15}, audio: true});
  const video = document.createElement("video");
  Object.assign(video, {muted: true, srcObject: stream});
  document.body.append(video);
  await video.play();
  window.states = [];
  window.recorder = new Recorder({room, csrf, tab: "tab-judge", burn: () => ["T-0"]});
  recorder.addTile("a", video, "林晓");
  recorder.addTile("b", video, "陳嘉敏");
  recorder.addSound("a", stream);
  recorder.onState((state) => states.push(state));
  await recorder.start();
  return recorder.state.number;
}"""
STOP = "() => recorder.stop()"
WAITING = "() => recorder.state.waiting"


@pytest.fixture(scope="module")
def server(prepared_portal: Path) -> Iterator[PortalServer]:
    """A portal that is killed and started again by the tests."""
    with running_portal(prepared_portal, settings="tests.support.watched_settings") as found:
        yield found


@pytest.fixture(scope="module")
def made(server: PortalServer) -> dict[str, Any]:
    """Four rooms and the judge's sign-in, made in one process: starting one is slow on a busy machine."""
    return dict(server.call(f"{HELPERS}:rooms_to_record", count=4, kind="watched"))


@pytest.fixture
def judge(camera_browser: Browser, server: PortalServer, made: dict[str, Any]) -> Iterator[tuple[Page, str]]:
    """The judge's page, and a live room of her own."""
    where = {"domain": "localhost", "path": "/"}
    cookies = [
        {"name": "sessionid", "value": made["session"], **where},
        {"name": "csrftoken", "value": TOKEN, **where},
    ]
    context = person(camera_browser, cookies, viewport={"width": 1280, "height": 900})
    context.grant_permissions(["camera", "microphone"], origin=server.url)
    page = context.new_page()
    page.goto(f"{server.url}/en/")
    yield page, made["rooms"].pop()
    context.close()


def begun(page: Page, room: str) -> int:
    return int(page.evaluate(BEGIN, {"room": room, "csrf": TOKEN}))


def until(page: Page, condition: str, *, seconds: float = 120) -> None:
    page.wait_for_function(f"() => {condition}", timeout=seconds * 1000)


def streams_of(path: Path) -> dict[str, dict[str, Any]]:
    """What ffprobe finds, frames counted, by kind of stream."""
    program = shutil.which("ffprobe")
    if program is None:
        pytest.skip("no ffprobe: install the Debian package ffmpeg")
    command = [program, "-v", "error", "-count_frames", "-show_streams", "-of", "json", str(path)]
    found = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)["streams"]
    return {stream["codec_type"]: stream for stream in found}


def loudness_of(path: Path) -> float:
    """The mean volume in dB; silence is -91."""
    command = ["ffmpeg", "-nostdin", "-i", str(path), "-vn", "-af", "volumedetect", "-f", "null", "-"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stderr
    return float(re.search(r"mean_volume: (-?[\d.]+) dB", said)[1])  # type: ignore[index]


def test_ten_seconds_are_recorded_with_sound_and_play_in_the_browser(
    judge: tuple[Page, str], server: PortalServer, tmp_path: Path
) -> None:
    page, room = judge
    before = time.monotonic()
    begun(page, room)
    page.wait_for_timeout(10_000)
    said = page.evaluate(STOP)
    longest = time.monotonic() - before
    assert (said["state"], said["head"]) == ("stopped", page.evaluate("() => recorder.state.head"))
    (truth,) = server.call(f"{HELPERS}:truth_of", room=room, folder=str(tmp_path))
    assert truth["chain"] == truth["head"] == said["head"]
    assert len(truth["rows"]) >= 3
    for what in ("original", "copy"):
        path = tmp_path / f"1-{what}.webm"
        streams = streams_of(path)
        assert set(streams) == {"video", "audio"}, what
        assert int(streams["video"]["nb_read_frames"]) > 0, what
        assert (streams["video"]["width"], streams["video"]["height"]) == (1280, 720)
        assert loudness_of(path) > -60, f"{what} is silent"
    page.goto(f"{server.url}/rooms/{room}/recordings/")
    video = page.locator("video")
    assert video.get_attribute("src").endswith("/1/copy/")  # type: ignore[union-attr]
    video.evaluate("(video) => { video.muted = true; return video.play(); }")
    until(page, "document.querySelector('video').currentTime > 1")
    assert 8 < video.evaluate("(video) => video.duration") < longest + 3
    assert video.evaluate("(video) => video.webkitAudioDecodedByteCount") > 0
    video.evaluate("(video) => { video.currentTime = 7; }")
    until(page, "document.querySelector('video').currentTime > 7.2")


def test_a_killed_server_loses_nothing_and_the_recorder_goes_on(
    judge: tuple[Page, str], server: PortalServer
) -> None:
    page, room = judge
    begun(page, room)
    until(page, "states.some((state) => state.head !== '0'.repeat(64))")
    server.kill()
    until(page, "recorder.state.waiting > 0")
    server.start()
    until(page, "recorder.state.waiting === 0")
    page.evaluate(STOP)
    (truth,) = server.call(f"{HELPERS}:truth_of", room=room)
    assert truth["state"] == "stopped"
    assert truth["chain"] == truth["head"]
    assert len(truth["rows"]) == page.evaluate("() => recorder.state.chunks")


def test_a_full_server_shows_at_once_and_the_kept_chunks_follow(
    judge: tuple[Page, str], server: PortalServer
) -> None:
    page, room = judge
    full = {"status": 507, "json": {"error": "full", "code": "full"}}
    page.route("**/chunks/**", lambda route: route.fulfill(**full))
    begun(page, room)
    until(page, "recorder.state.line === 'stopped' && recorder.state.reason === 'full'")
    page.unroute("**/chunks/**")
    until(page, "recorder.state.line === 'recording' && recorder.state.waiting === 0")
    page.evaluate(STOP)
    (truth,) = server.call(f"{HELPERS}:truth_of", room=room)
    assert len(truth["rows"]) == page.evaluate("() => recorder.state.chunks")


def test_a_reload_sends_what_was_left_and_begins_a_new_recording(
    judge: tuple[Page, str], server: PortalServer
) -> None:
    page, room = judge
    page.route("**/chunks/**", lambda route: route.abort())
    begun(page, room)
    until(page, "recorder.state.waiting >= 2")
    page.reload()
    page.unroute("**/chunks/**")
    assert begun(page, room) == 2
    until(page, "recorder.state.head !== '0'.repeat(64)")
    page.evaluate(STOP)
    first, second = server.call(f"{HELPERS}:truth_of", room=room)
    assert (first["state"], second["state"]) == ("broken", "stopped")
    assert len(first["rows"]) >= 2, "what was left of the first was sent before the second began"
    assert first["chain"] == first["head"]
    assert len(first["digest"]) == 64
    page.goto(f"{server.url}/rooms/{room}/recordings/")
    assert page.locator("form textarea").count() == 1, "the gap wants a written explanation"
