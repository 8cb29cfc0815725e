"""The levels of a seal (ETSI EN 319 142-1 and 319 122-1): without time stamp, with one, made to last."""

from __future__ import annotations

BASIC, TIMED, LONG_TERM = "B-B", "B-T", "B-LTA"
LEVELS = (BASIC, TIMED, LONG_TERM)
