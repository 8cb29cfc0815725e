"""How long the nightly look at the open clocks takes, beside plainly reading the same rows, and in how much memory."""

from __future__ import annotations

import os
import time
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

from portal.numbering import check_digit
from service_of_process.actions.evaluating import evaluate
from service_of_process.models import Clock, Leg, ServiceMatter
from service_of_process.rules import channels, lifecycle
from tests.factories import people, service

SIZES = {"small": (500, 1_000), "full": (100_000, 1_000_000)}
LEGS_OF_A_MATTER = 5
BATCH = 2_000
TODAY = date(2026, 11, 20)
SECONDS_TARGET, TIMES_TARGET, GROWTH_TARGET, MEMORY_TARGET = 10.0, 6.0, 1.5, 1.5
#: Rule, kind, length in days (about), practice: what runs on an entrusted leg, each clock begun on a day of its own.
RULES = (
    ("hk-arrangement-1999-art4", "mandatory", 61, False), ("hkmo-service-2009-art6", "deeming", 92, False),
    ("hkmo-service-2009-art13", "mandatory", 9, False), ("hk-evidence-2017-art10", "target", 184, False),
    ("practice-first-service", "target", 15, True),
)  # fmt: skip


def at(on: date) -> datetime:
    """The night of that day."""
    return datetime(on.year, on.month, on.day, 18, 0, tzinfo=UTC)


def _matters(first: int, count: int) -> list[ServiceMatter]:
    case, clerk, court = service.served_case(), people.clerk_a(), people.court()
    rows = []
    for number in range(first, first + count):
        stem = f"SD-2026-QH-HK-O-{number:07d}"
        rows.append(ServiceMatter(
            reference=f"{stem}-{check_digit(stem)}", stem=stem, direction="O", region="HK", court=court, case=case,
            state=lifecycle.ACTIVE, state_since_at=service.NOW, opened_at=service.NOW, opened_by=clerk,
        ))  # fmt: skip
    return ServiceMatter.objects.bulk_create(rows, batch_size=BATCH)


def _legs(matters: list[ServiceMatter]) -> list[Leg]:
    rows = [
        Leg(
            matter=matter, number=number, reference=f"{matter.stem}-{number}", channel=channels.ENTRUSTED_HK,
            legal_basis="hk-arrangement-1999", state=lifecycle.RECEIVED, state_since_at=service.NOW,
            dispatched_date=TODAY - timedelta(days=200), opened_at=service.NOW, opened_by="system:bench",
        )
        for matter in matters
        for number in range(1, LEGS_OF_A_MATTER + 1)
    ]  # fmt: skip
    return Leg.objects.bulk_create(rows, batch_size=BATCH)


def _clocks(legs: list[Leg]) -> Iterator[Clock]:
    """Five clocks a leg, of which every one still runs; the last days are spread over about a year."""
    for number, leg in enumerate(legs):
        for place, (rule, kind, days, is_practice) in enumerate(RULES):
            due = TODAY + timedelta(days=(number * 7 + place * 31) % (days + 60) - 60 * (kind != "deeming"))
            yield Clock(
                matter_id=leg.matter_id, leg=leg, court_id=leg.matter.court_id, rule=rule, kind=kind,
                holder="requested", start_date=due - timedelta(days=days), nominal_date=due, due_date=due,
                alarm_date=due, calendar="mainland", started_at=service.NOW, is_practice=is_practice,
            )  # fmt: skip


def grow_to(size: int) -> None:
    """Rows until that many clocks run."""
    service.practice()
    have = Clock.objects.count()
    while have < size:
        first = ServiceMatter.objects.count() + 1
        wanted = min(BATCH, -(-(size - have) // (LEGS_OF_A_MATTER * len(RULES))))
        made = _clocks(_legs(_matters(first, wanted)))
        while rows := list(islice(made, BATCH)):
            Clock.objects.bulk_create(rows)
            have += len(rows)


def _reading() -> float:
    began = time.perf_counter()
    for _clock in Clock.objects.filter(state=Clock.State.RUNNING).iterator(chunk_size=BATCH):
        pass
    return time.perf_counter() - began


def _night(on: date) -> tuple[float, dict[str, int]]:
    began = time.perf_counter()
    counts = evaluate(at=at(on))
    return time.perf_counter() - began, counts


def _peak_megabytes(on: date) -> float:
    tracemalloc.start()
    evaluate(at=at(on))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1_000_000


def _measured(size: int) -> dict[str, Any]:
    """One night's change at this size, after the night before has been looked at."""
    grow_to(size)
    first, marked = _night(TODAY - timedelta(days=1))
    reading = _reading()
    night, counts = _night(TODAY)
    return {
        "clocks": size, "reading_seconds": round(reading, 3), "night_seconds": round(night, 3),
        "times_reading": round(night / reading, 2), "first_night_seconds": round(first, 3),
        "peak_megabytes": round(_peak_megabytes(TODAY + timedelta(days=1)), 2),
        "changed": sum(counts.values()), "changed_first": sum(marked.values()), "load": round(os.getloadavg()[0], 1),
    }  # fmt: skip


def run(scale: str = "full") -> dict[str, Any]:
    """The smaller size against its targets, the ten times larger one against the smaller."""
    small, large = (_measured(size) for size in SIZES[scale])
    ratio = large["clocks"] / small["clocks"]
    growth = large["night_seconds"] / max(small["night_seconds"], 0.001) / ratio
    memory = large["peak_megabytes"] / small["peak_megabytes"]
    rows = {
        f"nightly look at {small['clocks']} open clocks, seconds": {
            "target": f"<= {SECONDS_TARGET}", "measured": small["night_seconds"],
            "met": small["night_seconds"] <= SECONDS_TARGET,
        },
        "nightly look, times reading the same rows": {
            "target": f"<= {TIMES_TARGET}", "measured": small["times_reading"],
            "met": small["times_reading"] <= TIMES_TARGET,
        },
        f"seconds a clock at {large['clocks']} clocks, times the smaller size (1: linear)": {
            "target": f"<= {GROWTH_TARGET}", "measured": round(growth, 2), "met": growth <= GROWTH_TARGET,
        },
        "peak memory at the larger size, times the smaller (1: flat)": {
            "target": f"<= {MEMORY_TARGET}", "measured": round(memory, 2), "met": memory <= MEMORY_TARGET,
        },
    }  # fmt: skip
    return {
        "scale": scale,
        "load": os.getloadavg()[0],
        "rows": rows,
        "figures": {"small": small, "large": large},
    }
