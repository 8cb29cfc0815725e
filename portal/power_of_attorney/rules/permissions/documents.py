"""Acts on the text and on sealed documents."""

from __future__ import annotations

_COURT = frozenset({"clerk", "judge", "assistance_desk"})

ACTS: dict[str, frozenset[str]] = {
    "power_of_attorney.instrument_made": _COURT | {"system"},
    "power_of_attorney.document_sealed": frozenset({"judge", "system"}),
    "power_of_attorney.time_stamp_added": frozenset({"system", "judge"}),
    "power_of_attorney.document_opened": _COURT | {"party", "lawyer"},
}
