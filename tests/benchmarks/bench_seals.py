"""How fast a file is sealed to disk, against a plain copy of the same file, both with fsync."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings

from portal.seals import cells
from portal.seals.blind_index import blind_index
from portal.seals.envelope import CHUNK, decrypt_stream, encrypt_stream
from portal.seals.rotation import rotate_header

TARGET = 0.7
MEGABYTE = 1 << 20
SIZES = {"small": 4, "full": 128}
CELLS = {"small": 500, "full": 20_000}
ROUNDS = 4


def _plain(source: Path, target: Path) -> None:
    with source.open("rb") as read, target.open("wb") as write:
        while piece := read.read(CHUNK):
            write.write(piece)
        write.flush()
        os.fsync(write.fileno())


def _sealed(source: Path, target: Path) -> None:
    with source.open("rb") as read, target.open("wb") as write:
        encrypt_stream(read, write, object_id="exhibit:benchmark")
        write.flush()
        os.fsync(write.fileno())


def _opened(source: Path, target: Path) -> None:
    with source.open("rb") as read, target.open("wb") as write:
        decrypt_stream(read, write, object_id="exhibit:benchmark")


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _each_in_turn(folder: Path, source: Path) -> tuple[float, float]:
    """The best seconds of plain and sealed writing, taken in turn so that both meet the same disk."""
    plain, sealed = [], []
    for number in range(ROUNDS):
        plain.append(_seconds(partial(_plain, source, folder / f"plain{number}")))
        sealed.append(_seconds(partial(_sealed, source, folder / f"sealed{number}")))
        if number:
            (folder / f"plain{number}").unlink()
            (folder / f"sealed{number}").unlink()
    return min(plain), min(sealed)


def _rate(work: Callable[[], object], count: int) -> int:
    return round(count / _seconds(lambda: [work() for _ in range(count)]))


def run(scale: str = "full") -> dict[str, Any]:
    """Seals 128 megabytes (4 when small) under PORTAL_VAR. Rates are MiB/s, of cells in a second."""
    size, cells_count = SIZES[scale], CELLS[scale]
    with tempfile.TemporaryDirectory(dir=settings.PORTAL_VAR) as name:
        folder = Path(name)
        source = folder / "source"
        source.write_bytes(os.urandom(MEGABYTE) * size)
        plain, sealed = _each_in_turn(folder, source)
        opened = _seconds(lambda: _opened(folder / "sealed0", folder / "opened"))
        rotation = _seconds(lambda: rotate_header(folder / "sealed0"))
    cell = cells.seal("A123456(7)", context="c", place="t.c:1")
    return {
        "scale": scale,
        "load": os.getloadavg()[0],
        "rows": {
            "encryption to disk / plain writing": {
                "target": f">= {TARGET}",
                "measured": round(plain / sealed, 3),
                "met": plain / sealed >= TARGET,
            }
        },
        "figures": {
            "megabytes": size,
            "plain_rate": round(size / plain),
            "sealed_rate": round(size / sealed),
            "opened_rate": round(size / opened),
            "header_seconds": round(rotation, 6),
            "cells_sealed": _rate(lambda: cells.seal("A123456(7)", context="c", place="t.c:1"), cells_count),
            "cells_opened": _rate(lambda: cells.open_cell(cell, context="c", place="t.c:1"), cells_count),
            "blind_indexes": _rate(lambda: blind_index("c", "A123456(7)"), cells_count),
        },
    }
