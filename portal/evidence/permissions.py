"""Which role codes may take which act with evidence packages; whether this record is theirs is asked of its module."""

from __future__ import annotations

from portal.audit.actors import Actor

READERS = frozenset({"party", "lawyer", "clerk", "judge", "assistance_desk", "system"})

ACTS: dict[str, frozenset[str]] = {
    "evidence.package_ordered": READERS,
    "evidence.package_sealed": frozenset({"system"}),
    "evidence.package_built": frozenset({"system"}),
    "evidence.package_read": READERS,
    "evidence.package_destroyed": frozenset({"clerk", "judge", "assistance_desk"}),
}


def may(actor: Actor, act: str) -> bool:
    """Whether one of the actor's roles may take the act. Raises KeyError for an act without a row."""
    return not ACTS[act].isdisjoint(actor.roles)
