"""Acts on the text and on sealed documents."""

from __future__ import annotations

ACTS: dict[str, frozenset[str]] = {
    "power_of_attorney.instrument_made": frozenset({"clerk", "judge", "assistance_desk", "system"}),
    "power_of_attorney.document_sealed": frozenset({"judge", "system"}),
    "power_of_attorney.time_stamp_added": frozenset({"system", "judge"}),
}
