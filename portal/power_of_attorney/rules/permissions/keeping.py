"""Acts after the session: effect, end, access code, retention."""

from __future__ import annotations

_COURT = frozenset({"clerk", "judge", "assistance_desk"})
_PEOPLE = frozenset({"party", "lawyer"})

ACTS: dict[str, frozenset[str]] = {
    "power_of_attorney.made_effective": frozenset({"judge"}),
    "power_of_attorney.rejected": frozenset({"judge"}),
    "power_of_attorney.sent_to_attesting_officer": _COURT,
    "power_of_attorney.amended": frozenset({"judge"}),
    "power_of_attorney.revoked": _PEOPLE | _COURT,
    "power_of_attorney.expired": frozenset({"system"}) | _COURT,
    "power_of_attorney.case_closed": frozenset({"system"}) | _COURT,
    "power_of_attorney.code_renewed": _PEOPLE,
    "power_of_attorney.dossier_classed": _COURT,
    "power_of_attorney.retention_fixed": frozenset({"judge"}),
    "power_of_attorney.hold_placed": _COURT,
    "power_of_attorney.hold_lifted": _COURT,
    "power_of_attorney.destruction_proposed": _COURT,
    "power_of_attorney.keys_destroyed": _COURT,
    "power_of_attorney.destruction_declined": _COURT,
}
