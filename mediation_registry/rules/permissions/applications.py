"""Which roles may do which act: applications for joint certification."""

from __future__ import annotations

ACTS: dict[str, frozenset[str]] = {}
