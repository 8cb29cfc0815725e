"""``kill -9`` of the real server while it takes chunks: no chunk that was acknowledged may be lost."""

from __future__ import annotations

import os
import random
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from tests.support.portal_server import PortalServer, prepare, running_portal
from tests.support.recorder_device import RecorderDevice, content_of

KILLS = {"small": 2, "full": 20}
SIZES = (60_000, 468_000)
HELPERS = "tests.support.served_recordings"


class Sender(threading.Thread):
    """Sends chunk after chunk, each as often as it takes, until told to end."""

    def __init__(self, device: RecorderDevice, seed: int) -> None:
        super().__init__(daemon=True)
        self.device, self.seed, self.ended = device, seed, threading.Event()

    def size(self, chunk: int) -> int:
        return random.Random(f"{self.seed}:size:{chunk}").randint(*SIZES)

    def run(self) -> None:
        chunk = 0
        while not self.ended.is_set():
            self.device.send(chunk, content_of(self.seed, chunk, self.size(chunk)))
            chunk += 1


def run(scale: str, seed: int, template: Path | None = None) -> dict[str, Any]:
    """Kills the server 20 times (2 when small) at moments drawn from the seed, then opens everything anew."""
    if template is not None:
        return _killed(KILLS[scale], seed, template)
    kept = os.environ.get("PORTAL_TEST_TEMPLATE")
    with tempfile.TemporaryDirectory(prefix="portal-kills-") as scratch:
        return _killed(KILLS[scale], seed, prepare(Path(kept or scratch) / ("" if kept else "template")))


def _killed(kills: int, seed: int, template: Path) -> dict[str, Any]:
    chance = random.Random(seed)
    with running_portal(template, threads=8) as server:
        made = server.call(f"{HELPERS}:rooms_to_record", count=1)
        device = RecorderDevice(server.port, made["rooms"][0], made["session"], pause=0.002)
        device.begin()
        sender = Sender(device, seed)
        sender.start()
        amid = sum(_kill_once(server, device, chance) for _kill in range(kills))
        time.sleep(1)
        sender.ended.set()
        sender.join(timeout=60)
        device.stop()
        (recording,) = server.call(f"{HELPERS}:truth_of", room=made["rooms"][0])
        report = _compared(device, recording)
    # Some blows must fall while a chunk is on its way, else nothing was tried.
    report["ok"] = report["lost"] == 0 and report["is_whole"] and amid > 0
    return {"seed": seed, "kills": kills, "while_sending": amid, **report}


def _kill_once(server: PortalServer, device: RecorderDevice, chance: random.Random) -> bool:
    """Lets some chunks through, kills at a random moment, starts again; whether a chunk was on its way."""
    before = len(device.acknowledged)
    end = time.monotonic() + 60
    while len(device.acknowledged) < before + 3 and time.monotonic() < end:
        time.sleep(0.01)
    time.sleep(chance.random() * 0.2)
    amid = device.is_sending
    server.kill()
    time.sleep(chance.random() * 0.3)
    server.start()
    return amid


def _compared(device: RecorderDevice, recording: dict[str, Any]) -> dict[str, Any]:
    """What was acknowledged against what is there."""
    rows = {number: (digest, head) for number, digest, head in recording["rows"]}
    lost = [
        number
        for number, digest, _head in device.acknowledged
        if rows.get(number, ("", ""))[0] != digest or recording["contents"][number] != digest
    ]
    is_whole = (
        recording["chain"] == recording["head"] == recording["rows"][-1][2]
        and recording["files"] == len(rows) == len(device.acknowledged)
        and recording["state"] == "stopped"
        and len(recording["digest"]) == 64
    )
    return {
        "acknowledged": len(device.acknowledged), "lost": len(lost), "is_whole": is_whole,
        "sent_again_though_kept": device.repeats,
    }  # fmt: skip
