"""Which roles may do which act on a notice that could not be delivered."""

from __future__ import annotations

STAFF = frozenset({"clerk", "assistance_desk", "operator"})

ACTS: dict[str, frozenset[str]] = {
    "notices.failed": frozenset({"system"}),
    "notices.retried": STAFF,
    "notices.settled": STAFF,
}
