"""Which roles may do which act: court rosters and continuing training."""

from __future__ import annotations

ACTS: dict[str, frozenset[str]] = {}
