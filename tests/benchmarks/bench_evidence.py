"""An evidence package with half an hour of recording: how long it is built, how long it is verified."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

from portal.evidence.actions import open_package
from portal.evidence.models import EvidencePackage
from portal.evidence.verify_evidence import Report, scan, verify
from tests.factories import evidence

BUILD_TARGET, VERIFY_TARGET, HASH_TARGET = 10.0, 2.0, 300.0
CHUNKS = {"small": 20, "full": 600}  # one every three seconds
CHUNK = 350_000
MEGABYTE = 1_000_000


def _built(scale: str) -> tuple[float, float, EvidencePackage]:
    """Seconds from the order to the sealed file in the store: by the clock, and of this process."""
    record = evidence.a_record(chunks=CHUNKS[scale], size=CHUNK)
    begun, used = time.perf_counter(), time.process_time()
    package = evidence.built(record)
    assert package.state == EvidencePackage.State.BUILT, package.problem
    return time.perf_counter() - begun, time.process_time() - used, package


def _verified(path: Path) -> tuple[float, float, float]:
    """Seconds of a whole verification by the clock and of this process, and of the one pass over the members."""
    begun, used = time.perf_counter(), time.process_time()
    report = verify(path, **evidence.trusted())
    whole, spent = time.perf_counter() - begun, time.process_time() - used
    assert report.exit_code == 0, [row for row in report.findings if row[0] != "ok"]
    begun = time.perf_counter()
    with path.open("rb") as file:
        scan(file, Report())
    return whole, spent, time.perf_counter() - begun


def run(scale: str = "full") -> dict[str, Any]:
    """Seconds against what was promised; megabytes are 10**6 bytes."""
    built, building, package = _built(scale)
    megabytes = package.size / MEGABYTE
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "package.asice"
        with open_package(package) as content, path.open("wb") as out:
            shutil.copyfileobj(content, out, 1 << 20)
        whole, verifying, scanned = _verified(path)
    allowed, rate = VERIFY_TARGET + megabytes / HASH_TARGET, megabytes / scanned
    return {
        "scale": scale,
        "load": os.getloadavg()[0],
        "rows": {
            "a package with half an hour of recording built, seconds": {
                "target": f"<= {BUILD_TARGET}", "measured": round(built, 3), "met": built <= BUILD_TARGET,
            },
            "the package verified, seconds": {
                "target": f"<= {VERIFY_TARGET} + megabytes / {HASH_TARGET}", "measured": round(whole, 3),
                "met": whole <= allowed,
            },
            "hashing of all members, MB/s": {
                "target": f">= {HASH_TARGET}", "measured": round(rate, 1), "met": rate >= HASH_TARGET,
            },
        },
        "figures": {
            "megabytes": round(megabytes, 1), "chunks": CHUNKS[scale], "allowed_seconds": round(allowed, 2),
            "processor_seconds_building": round(building, 2), "processor_seconds_verifying": round(verifying, 2),
        },
    }  # fmt: skip
