"""Which roles may do which act: mediations, from referral to their end."""

from __future__ import annotations

ACTS: dict[str, frozenset[str]] = {}
