"""Chunks of many rooms at once on one server process: 468 KB every three seconds from each."""

from __future__ import annotations

import math
import os
import random
import threading
import time
from pathlib import Path
from typing import Any

from tests.support.portal_server import PortalServer
from tests.support.recorder_device import RecorderDevice

CHUNK = 468_000
EVERY_SECONDS = 3.0
HELPERS = "tests.support.served_recordings"


def percentile(values: list[float], share: float) -> float:
    """The value below which ``share`` of the values lie (nearest rank); 0 for none."""
    if not values:
        return 0.0
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def processor_seconds(server: PortalServer) -> float:
    """What the server's processes have used so far, in seconds of one core; 0 where there is no /proc."""
    ticks = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it ended meanwhile
        if fields[2] == str(server._process and server._process.pid):
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _record(device: RecorderDevice, rounds: int, first_at: float, contents: list[bytes]) -> None:
    """One room's recorder: begins at its own moment and keeps its beat whatever the answers take."""
    for chunk in range(rounds):
        time.sleep(max(0.0, first_at + chunk * EVERY_SECONDS - time.perf_counter()))
        device.send(chunk, contents[chunk % len(contents)])


def measure(server: PortalServer, *, rooms: int, rounds: int) -> dict[str, Any]:
    """``rooms`` recorders send ``rounds`` chunks each, spread evenly over the beat.

    :returns: milliseconds p50, p99 and most, the number sent, lost and refused at first, and the load of the machine.
    """
    made = server.call(f"{HELPERS}:rooms_to_record", count=rooms)
    contents = [random.Random(number).randbytes(CHUNK) for number in range(4)]
    devices = [RecorderDevice(server.port, room, made["session"]) for room in made["rooms"]]
    for device in devices:
        device.begin()
    start = time.perf_counter() + 1
    threads = [
        threading.Thread(target=_record, args=(device, rounds, start + n * EVERY_SECONDS / rooms, contents))
        for n, device in enumerate(devices)
    ]
    used = processor_seconds(server)
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took, used = time.perf_counter() - start, processor_seconds(server) - used
    return {**_figures(server, devices, rooms, rounds), "server_cores": round(used / took, 2)}


def _figures(server: PortalServer, devices: list[RecorderDevice], rooms: int, rounds: int) -> dict[str, Any]:
    times = [value for device in devices for value in device.milliseconds]
    kept = server.call(f"{HELPERS}:kept_in", rooms=[device.room for device in devices])
    lost = sum(
        kept[device.room].get(str(number)) != digest
        for device in devices
        for number, digest, _head in device.acknowledged
    )
    return {
        "rooms": rooms, "chunks": len(times), "p50_ms": round(percentile(times, 0.5), 1),
        "p99_ms": round(percentile(times, 0.99), 1), "most_ms": round(max(times), 1),
        "lost": lost + rooms * rounds - len(times), "repeated": sum(device.repeats for device in devices),
        "load": round(os.getloadavg()[0], 2),
    }  # fmt: skip
