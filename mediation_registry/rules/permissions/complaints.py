"""Which roles may do which act: complaints."""

from __future__ import annotations

ACTS: dict[str, frozenset[str]] = {}
