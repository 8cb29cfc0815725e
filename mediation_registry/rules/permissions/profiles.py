"""Which roles may do which act: profiles, consents and memberships."""

from __future__ import annotations

ACTS: dict[str, frozenset[str]] = {}
