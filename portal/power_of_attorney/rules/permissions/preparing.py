"""Acts of the court before the session, and the booking."""

from __future__ import annotations

_COURT = frozenset({"clerk", "judge", "assistance_desk"})
_PEOPLE = frozenset({"party", "lawyer"})

ACTS: dict[str, frozenset[str]] = {
    "power_of_attorney.identity_check_opened": _COURT,
    "power_of_attorney.identity_verified": _COURT,
    "power_of_attorney.identity_confirmed_manually": _COURT,
    "power_of_attorney.identity_failed": _COURT,
    "power_of_attorney.review_opened": _COURT,
    "power_of_attorney.legal_basis_recorded": frozenset({"judge"}),
    "power_of_attorney.case_linked": _COURT,
    "power_of_attorney.cure_ordered": _COURT,
    "power_of_attorney.cure_extended": _COURT,
    "power_of_attorney.cure_lapsed": frozenset({"judge"}),
    "power_of_attorney.refused": frozenset({"judge"}),
    "power_of_attorney.cleared": frozenset({"judge", "clerk"}),
    "power_of_attorney.change_ordered": _COURT,
    "power_of_attorney.slot_offered": _COURT,
    "power_of_attorney.slot_withdrawn": _COURT,
    "power_of_attorney.booked": _COURT | _PEOPLE,
    "power_of_attorney.rescheduled": _COURT | _PEOPLE,
    "power_of_attorney.booking_cancelled": _COURT | _PEOPLE,
    "power_of_attorney.no_show_recorded": _COURT,
    "power_of_attorney.interpreter_engaged": _COURT,
    "power_of_attorney.interpreter_pledged": frozenset({"interpreter", "party"}),
    "power_of_attorney.interpreter_released": _COURT,
    "power_of_attorney.device_tested": _COURT | _PEOPLE | {"interpreter"},
}
