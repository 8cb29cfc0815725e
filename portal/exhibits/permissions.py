"""Which role codes may take which act with exhibits."""

from __future__ import annotations

from portal.audit.actors import Actor

DEPOSITORS = frozenset(
    {
        "party", "lawyer", "mediator", "expert", "authority_intake", "authority_assessor",
        "authority_decider", "authority_publisher", "clerk", "judge", "assistance_desk", "librarian", "system",
    }
)  # fmt: skip

ACTS: dict[str, frozenset[str]] = {
    "exhibits.deposited": DEPOSITORS,
    "exhibits.deposited_again": DEPOSITORS,
    "exhibits.quarantined": DEPOSITORS,
    "exhibits.released": frozenset({"clerk", "judge", "authority_assessor", "assistance_desk"}),
    "exhibits.read": DEPOSITORS | {"interpreter", "auditor"},
    "exhibits.original_read": frozenset({"system"}),
}


def may(actor: Actor, act: str) -> bool:
    """Whether one of the actor's roles may take the act. Raises KeyError for an act without a row."""
    return not ACTS[act].isdisjoint(actor.roles)
