"""How fast the log is verified, against the same SHA-256 computed by bare hashlib on the same bytes."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import connection, transaction

from portal.audit.actors import Actor
from portal.audit.log import record
from portal.audit.models import Event
from portal.audit.verification import Report, verify_log

TARGET = 0.5
SINGLE_TARGET = 2_000
BATCH = 200
ROUNDS = 5
EVENTS = {"small": 2_000, "full": 40_000}


def _filled(count: int, batch: int = BATCH) -> float:
    """Appends `count` events of about 400 bytes, `batch` in one transaction.

    Returns the events in a second over the best tenth of the transactions' runs: what else the machine does
    falls into the others.
    """
    clerk, at = Actor("user:5f1c2a9e-3b1d-4c55-9a54-3f0c8f7a1b2c"), datetime(2026, 11, 22, tzinfo=UTC)
    stretch, best = max(batch, count // 10), float("inf")
    for first in range(0, count, stretch):
        last = min(count, first + stretch)
        begun = time.perf_counter()
        for start in range(first, last, batch):
            with transaction.atomic():
                for number in range(start, min(last, start + batch)):
                    record(
                        act="audit.value_erased",
                        actor=clerk,
                        at=at + timedelta(seconds=number),
                        subject=("cases.Case", f"00000000-0000-4000-8000-{number % 500:012d}"),
                        chain=f"case:00000000-0000-4000-8000-{number % 500:012d}",
                        facts={"name": "address", "position": number, "basis": "PIPL 47"},
                    )
        best = min(best, (time.perf_counter() - begun) / (last - first))
    return 1 / best


def _bodies() -> Iterator[bytes]:
    for body in Event.objects.values_list("body", flat=True).iterator(chunk_size=5000):
        yield bytes(body)


def _bare_rate(bodies: list[bytes]) -> float:
    """The bound: leaf, link of the chain and one node for each event, and nothing else."""
    pair = b"\x01" + bytes(64)
    begun = time.perf_counter()
    for body in bodies:
        sha256(b"\x00" + body).digest()
        sha256(body).hexdigest()
        sha256(pair).digest()
    return len(bodies) / (time.perf_counter() - begun)


def _verified() -> Report:
    report = verify_log()
    if not report.ok:
        raise RuntimeError(f"The log is broken: {report.first_broken}")
    return report


def run(scale: str = "full") -> dict[str, Any]:
    """Appends events to the database in use (a scratch one: its log is filled), verifies them and compares.

    Verification and the bare bound take turns, the best round of each counts. Rates are events in a second.
    """
    count = EVENTS[scale]
    in_batches = _filled(count)
    singly = _filled(count // 10, batch=1)
    bodies = list(_bodies())
    rates, bounds = [], []
    for _ in range(ROUNDS):
        rates.append(_verified().rate)
        bounds.append(_bare_rate(bodies))
    rate, bound = max(rates), max(bounds)
    return {
        "scale": scale,
        "load": os.getloadavg()[0],
        "rows": {
            "verification / bare hashlib": {
                "target": f">= {TARGET}",
                "measured": round(rate / bound, 3),
                "met": rate / bound >= TARGET,
            },
            "single appends in a second": {
                "target": f">= {SINGLE_TARGET}",
                "measured": round(singly),
                "met": singly >= SINGLE_TARGET,
            },
        },
        "figures": {
            "events": len(bodies),
            "mean_bytes": round(sum(map(len, bodies)) / len(bodies)),
            "append_rate_in_batches": round(in_batches),
            "verify_rate": round(rate),
            "bare_hashlib_rate": round(bound),
            "database": connection.vendor,
        },
    }
