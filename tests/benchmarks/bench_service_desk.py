"""Speed of the desk of service: the list and the figures over 20,000 matters, a course of 500 events, one matter."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from service_of_process.models import MatterEvent, ServiceMatter
from service_of_process.queries.timeline import timeline
from service_of_process.rules import lifecycle
from tests.benchmarks.service_rows import AT, event_of, fill
from tests.factories import people, service

SIZES = {"small": 60, "full": 20_000}
EVENTS = 500
ACTS = ("leg_dispatched", "receipt_recorded", "attempt_recorded", "reminder_sent", "supplement_requested")


def _times(act: Callable[[], object], rounds: int) -> list[float]:
    found = []
    for _number in range(rounds):
        start = time.perf_counter()
        act()
        found.append((time.perf_counter() - start) * 1000)
    return found


def _p95(times: list[float]) -> float:
    return sorted(times)[max(0, round(len(times) * 0.95) - 1)]


def _queries(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as held:
        act()
    return len(held)


def _long_course() -> ServiceMatter:
    matter = service.a_matter()
    leg = service.a_leg(matter, state=lifecycle.RECEIVED)
    MatterEvent.objects.bulk_create(
        event_of(matter, leg if number % 3 else None, AT - timedelta(hours=number), ACTS[number % len(ACTS)])
        for number in range(EVENTS)
    )
    return matter


def _course(matter: ServiceMatter) -> Callable[[], object]:
    def act() -> object:
        with translation.override("zh-hans"):
            return render_to_string("service_of_process/staff/course.html", {"timeline": timeline(matter)})

    return act


def _door(client: Client, address: str) -> Callable[[], object]:
    def act() -> object:
        answer = client.get(address)
        assert answer.status_code == 200
        return answer

    return act


def run(scale: str = "full") -> dict[str, Any]:
    """Measure in the database at hand, through the doors, signed in as the clerk of the court."""
    fill(SIZES[scale])
    matter = _long_course()
    client = people.sign_in(Client(), people.clerk_a())
    rounds = 40 if scale == "full" else 2
    index = reverse("service_desk:index")
    pages = {
        "list": index, "list by day": f"{index}?sort=due", "list overdue": f"{index}?due=overdue&sort=due",
        "list by holder": f"{index}?holder=requested", "list by name": f"{index}?q=HO 12",
        "figures": reverse("service_desk:figures"), "one matter": reverse("service_desk:inspect", args=[matter.pk]),
    }  # fmt: skip
    for address in pages.values():
        client.get(address)
    times = {name: _times(_door(client, address), rounds) for name, address in pages.items()}
    course = _times(_course(matter), rounds)
    return {
        "scale": scale,
        "load": os.getloadavg()[0],
        "rows": {
            "desk page p95 ms": _row(150, _p95(times["list"])),
            "desk page, nearest day first, p95 ms": _row(150, _p95(times["list by day"])),
            "course of 500 events ms": _row(50, sorted(course)[len(course) // 2]),
            "queries of the desk page": _row(40, _queries(_door(client, index))),
            "queries of the course": _row(3, _queries(_course(matter))),
        },
        "figures": {
            **{f"{name} p50": round(sorted(held)[len(held) // 2], 1) for name, held in times.items()},
            **{f"{name} p95": round(_p95(held), 1) for name, held in times.items()},
            **{f"{name} queries": _queries(_door(client, address)) for name, address in pages.items()},
            "course best": round(min(course), 1),
            "matters": ServiceMatter.objects.count(),
        },
    }  # fmt: skip


def _row(target: float, measured: float) -> dict[str, Any]:
    return {"target": f"<= {target:.3g}", "measured": round(measured, 3), "met": measured <= target}
