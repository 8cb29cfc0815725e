"""Which roles may do which act: schemes, rule versions, intake windows, editions and imports."""

from __future__ import annotations

ACTS: dict[str, frozenset[str]] = {}
