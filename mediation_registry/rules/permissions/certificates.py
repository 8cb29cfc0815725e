"""Which roles may do which act: certificates and credentials."""

from __future__ import annotations

ACTS: dict[str, frozenset[str]] = {}
