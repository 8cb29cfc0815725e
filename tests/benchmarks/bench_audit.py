"""How fast the log is verified, against the same SHA-256 computed by bare hashlib on the same bytes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction

from portal.audit.actors import Actor
from portal.audit.log import record
from portal.audit.models import Event
from portal.audit.verification import verify_log

TARGET = 0.5
BATCH = 200


def _filled(count: int) -> float:
    """Appends `count` events of about 400 bytes in batches; events in a second."""
    clerk, at = Actor("user:5f1c2a9e-3b1d-4c55-9a54-3f0c8f7a1b2c"), datetime(2026, 11, 22, tzinfo=UTC)
    begun = time.perf_counter()
    for start in range(0, count, BATCH):
        with transaction.atomic():
            for number in range(start, min(count, start + BATCH)):
                record(
                    act="audit.value_erased",
                    actor=clerk,
                    at=at + timedelta(seconds=number),
                    subject=("cases.Case", f"00000000-0000-4000-8000-{number % 500:012d}"),
                    chain=f"case:00000000-0000-4000-8000-{number % 500:012d}",
                    facts={"name": "address", "position": number, "basis": "PIPL 47"},
                )
    return count / (time.perf_counter() - begun)


def _bodies() -> Iterator[bytes]:
    for body in Event.objects.values_list("body", flat=True).iterator(chunk_size=5000):
        yield bytes(body)


def _bare_rate(bodies: list[bytes]) -> float:
    """The bound: leaf, link of the chain and one node for each event, and nothing else."""
    pair = b"\x01" + bytes(64)
    best = 0.0
    for _ in range(3):
        begun = time.perf_counter()
        for body in bodies:
            sha256(b"\x00" + body).digest()
            sha256(body).hexdigest()
            sha256(pair).digest()
        best = max(best, len(bodies) / (time.perf_counter() - begun))
    return best


def run(scale: float = 1.0) -> dict[str, Any]:
    """Appends 20,000 x `scale` events to the database in use, verifies them and compares with the bound.

    The database is a scratch one (the tests'): its log is filled. `ratio` and `target` are the figures that
    count; rates are events in a second.
    """
    append_rate = _filled(max(BATCH, int(20_000 * scale)))
    reports = [verify_log() for _ in range(3)]
    if not all(report.ok for report in reports):
        raise RuntimeError(f"The log is broken: {reports[0].first_broken}")
    best = max(report.rate for report in reports)
    bodies = list(_bodies())
    bound = _bare_rate(bodies)
    return {
        "name": "audit verification",
        "events": len(bodies),
        "mean_bytes": round(sum(map(len, bodies)) / len(bodies)),
        "append_rate_in_batches": round(append_rate),
        "verify_rate": round(best),
        "bare_hashlib_rate": round(bound),
        "ratio": round(best / bound, 3),
        "target": TARGET,
        "met": best / bound >= TARGET,
    }
