"""How fast chunks are taken: sealed, written, chained and entered, against writing the same bytes alone.

The figures of many rooms over the network are those of ``make load``.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from portal.rooms.actions.recordings import stop_recording
from portal.rooms.models import Recording
from portal.rooms.queries.recordings import open_original
from portal.rooms.recording_store import RecordingStore
from tests.factories import people
from tests.factories.recordings import NOW, STEP, a_room, begun, put_chunk
from tests.load.rooms import percentile

CHUNK = 468_000
CHUNKS = {"small": 12, "full": 200}
TARGET = 0.05
OPEN_TARGET = 100


@contextmanager
def rolled_back() -> Iterator[None]:
    """Nothing of the benchmark stays in the database: its tables only grow."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _plain(folder: Path, content: bytes, count: int) -> list[float]:
    """Seconds for writing each chunk alone, with fsync."""
    taken = []
    for number in range(count):
        begin = time.perf_counter()
        with (folder / str(number)).open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        taken.append(time.perf_counter() - begin)
    return taken


def _taken(recording: Recording, store: RecordingStore, content: bytes, count: int) -> list[float]:
    """Seconds for taking each chunk; every chunk has other bytes."""
    seat, taken = recording.recorder, []
    for number in range(count):
        mine = number.to_bytes(8, "big") + content[8:]
        digest, at = sha256(mine).hexdigest(), NOW + (number + 1) * STEP
        begin = time.perf_counter()
        put_chunk(
            at=at, recording=recording, seat=seat, number=number, content=mine, digest=digest, client_at=at,
            frames=45, has_sound=True, milliseconds=3000, store=store,
        )  # fmt: skip
        taken.append(time.perf_counter() - begin)
        recording = Recording.objects.get(pk=recording.pk)
    return taken


def _seconds(work: Any) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def run(scale: str = "full") -> dict[str, Any]:
    """Takes 200 chunks of 468 KB (12 when small): ten minutes of one room. Times in milliseconds, rates in MiB/s."""
    count, content = CHUNKS[scale], os.urandom(CHUNK)
    with tempfile.TemporaryDirectory(dir=settings.PORTAL_VAR) as name, rolled_back():
        folder = Path(name)
        store = RecordingStore(folder / "recordings")
        recording = begun(a_room(key="benchmark"), store=store)
        plain = _plain(folder, content, count)
        taken = _taken(recording, store, content, count)
        recording.refresh_from_db()
        opening = _seconds(lambda: [len(piece) for piece in open_original(recording, store=store)])
        judge, at = people.actor(people.judge_a()), NOW + timedelta(hours=1)
        stopping = _seconds(
            lambda: stop_recording(actor=judge, at=at, recording_id=recording.pk, store=store)
        )
    size, ratio = count * CHUNK / (1 << 20), sum(plain) / sum(taken)
    return {
        "scale": scale,
        "load": os.getloadavg()[0],
        "rows": {
            "plain writing / taking a chunk": {
                "target": f">= {TARGET}", "measured": round(ratio, 3), "met": ratio >= TARGET,
            },
            "opening the original, MiB/s": {
                "target": f">= {OPEN_TARGET}", "measured": round(size / opening), "met": size / opening >= OPEN_TARGET,
            },
        },
        "figures": {
            "database": connection.vendor, "chunks": count, "mebibytes": round(size),
            "taken_p50": round(percentile(taken, 0.5) * 1000, 2), "taken_p99": round(percentile(taken, 0.99) * 1000, 2),
            "plain_p50": round(percentile(plain, 0.5) * 1000, 2), "stop_seconds": round(stopping, 2),
        },
    }  # fmt: skip
