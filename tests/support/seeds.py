"""From which seed chance is drawn in a run of the tests."""

from __future__ import annotations

import os


def seed() -> int:
    """The same in every run: a test fails by what was changed, never by luck. ``PORTAL_SEED`` names another one, and
    ``make faults`` draws its own.
    """
    return int(os.environ.get("PORTAL_SEED", "20261122"))
