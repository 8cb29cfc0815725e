"""How fast three browsers meet in a room beside the server, and how many signals one process passes on."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from portal.rooms.actions.signals import send
from portal.rooms.models import Room
from portal.rooms.queries.rooms import events_for
from tests.factories import people, rooms

CONNECT_TARGET = 10.0
SIGNALS_TARGET = 50.0
"""One seat may send fifty in a second: one process at least keeps up with that."""
BATCHES = {"small": 5, "full": 100}
MEETINGS = 3


def _signals(scale: str) -> dict[str, float]:
    """Signals passed on, ten in a batch, and the time until the addressee could read each batch."""
    room = rooms.a_full_table()
    judge, party = rooms.seat_in(room, people.judge_a()), rooms.seat_in(room, people.principal())
    actor, waits, after = people.actor(people.principal()), [], Room.objects.get(pk=room.pk).last_sequence
    began = time.perf_counter()
    for number in range(BATCHES[scale]):
        started = time.perf_counter()
        signal = {"kind": "candidate", "to": str(judge.pk), "payload": {"candidate": "x" * 120}}
        after = send(
            actor=actor, at=rooms.after(60 + number), room_id=room.pk, tab=party.tab, signals=[signal] * 10
        )
        assert len(list(events_for(rooms.seat_in(room, people.judge_a()), after - 10))) == 10
        waits.append(time.perf_counter() - started)
    whole = time.perf_counter() - began
    return {"per_second": 10 * BATCHES[scale] / whole, "median_ms": 1000 * median(waits)}


def _connect_seconds() -> list[float]:
    """From the last admission until all three pages are linked, for a few meetings in turn."""
    from tests.support.fake_devices import chromium
    from tests.support.meeting import JUDGE, LAWYER, PARTY, Meeting, rooms_in
    from tests.support.portal_server import prepare, running_portal

    found: list[float] = []
    with tempfile.TemporaryDirectory(prefix="portal-bench-rooms-") as scratch:
        template = prepare(Path(os.environ.get("PORTAL_TEST_TEMPLATE") or Path(scratch) / "template"))
        with (
            running_portal(template, settings="tests.support.trial_settings") as server,
            chromium() as browser,
        ):
            cookies = server.cookies_of(JUDGE, PARTY, LAWYER)
            for opened in rooms_in(server, MEETINGS):
                meeting = Meeting(server, opened["room"], opened["seats"], cookies)
                for email in (JUDGE, PARTY, LAWYER):
                    meeting.come(browser, email)
                meeting.admit_one(2)
                began = time.perf_counter()
                meeting.admit_one(3)
                meeting.everybody_is_linked()
                found.append(time.perf_counter() - began)
                meeting.end()
    return found


def run(scale: str = "full") -> dict[str, Any]:
    """Signals at any scale; browsers at the full one."""
    signals = _signals(scale)
    rows = {
        "signals passed on in a second by one process": {
            "target": f">= {SIGNALS_TARGET}", "measured": round(signals["per_second"], 1),
            "met": signals["per_second"] >= SIGNALS_TARGET,
        },
    }  # fmt: skip
    figures: dict[str, Any] = {"batch_of_ten_median_ms": round(signals["median_ms"], 2)}
    if scale == "full":
        seconds = _connect_seconds()
        rows["three browsers connected, seconds (the slowest of three meetings)"] = {
            "target": f"<= {CONNECT_TARGET}", "measured": round(max(seconds), 2), "met": max(seconds) <= CONNECT_TARGET,
        }  # fmt: skip
        figures["connect_seconds"] = [round(value, 2) for value in seconds]
    return {"scale": scale, "load": os.getloadavg()[0], "rows": rows, "figures": figures}
