"""Acts in the room. Only the judge leads the script and attests; party and agents sign for themselves.

The system suspends where somebody who must be present has dropped out or the recording has a gap.
"""

from __future__ import annotations

_JUDGE = frozenset({"judge"})

ACTS: dict[str, frozenset[str]] = {
    "power_of_attorney.lobby_opened": frozenset({"judge", "clerk"}),
    "power_of_attorney.session_opened": _JUDGE,
    "power_of_attorney.identity_repeated": _JUDGE,
    "power_of_attorney.answer_recorded": _JUDGE,
    "power_of_attorney.power_struck": _JUDGE,
    "power_of_attorney.signed_by_hand": frozenset({"party", "lawyer"}),
    "power_of_attorney.session_suspended": _JUDGE | {"system"},
    "power_of_attorney.session_resumed": _JUDGE,
    "power_of_attorney.session_aborted": _JUDGE,
    "power_of_attorney.attested": _JUDGE,
    "power_of_attorney.session_closed": _JUDGE,
}
