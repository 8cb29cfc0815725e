"""Which roles may do which act; derived from the seats, so that there is one table only."""

from __future__ import annotations

from service_of_process.rules.seats import ACTS

__all__ = ["ACTS"]
