"""Clocks of service legs for tests: computed by the rule rows from a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from service_of_process.actions.clocks import start_clock
from service_of_process.models import Clock, Leg
from tests.factories import service


def running_clock(leg: Leg, rule: str, start: date, **entries: Any) -> Clock:
    """The rule's clock of a leg, begun on a day."""
    clock = start_clock(leg.matter, rule=rule, start=start, at=service.NOW, holder="requested", leg=leg)
    for name, value in entries.items():
        setattr(clock, name, value)
    if entries:
        clock.save()
    return clock
