"""Which roles may do which act: listings."""

from __future__ import annotations

ACTS: dict[str, frozenset[str]] = {}
