"""Which roles may do which act in a live room. Whether this room is open to the actor is a matter of the seat."""

from __future__ import annotations

_SEATED = frozenset({"party", "lawyer", "interpreter", "mediator", "expert", "clerk", "judge"})
_COURT = frozenset({"clerk", "judge", "system"})
_JUDGE = frozenset({"judge"})
_SYSTEM = frozenset({"system"})

ACTS: dict[str, frozenset[str]] = {
    "rooms.opened": _COURT,
    "rooms.begun": _JUDGE,
    "rooms.suspended": _COURT,
    "rooms.resumed": _JUDGE,
    "rooms.closed": _COURT,
    "rooms.joined": _SEATED,
    "rooms.admitted": _JUDGE,
    "rooms.refused": _JUDGE,
    "rooms.removed": _JUDGE,
    "rooms.seat_withdrawn": _COURT,
    "rooms.left": _SEATED,
    "rooms.dropped_out": _SYSTEM,
    "rooms.returned": _SYSTEM,
}
