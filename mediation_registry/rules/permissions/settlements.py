"""Which roles may do which act: settlements, judicial confirmation and feedback."""

from __future__ import annotations

ACTS: dict[str, frozenset[str]] = {}
