"""Which role codes may take which act of the log."""

from __future__ import annotations

from portal.audit.actors import Actor

RECTIFIERS = frozenset(
    {
        "clerk", "judge", "assistance_desk", "librarian",
        "authority_intake", "authority_assessor", "authority_decider", "authority_publisher",
    }
)  # fmt: skip
"""Roles whose records may hold a mistake; whether this record is theirs is asked of its room."""

ACTS: dict[str, frozenset[str]] = {
    "audit.log_read": frozenset({"auditor"}),
    "audit.value_erased": frozenset({"auditor", "system"}),
    "audit.tree_head_signed": frozenset({"operator", "system"}),
    "audit.rectification_proposed": RECTIFIERS,
    "audit.rectified": RECTIFIERS,
    "audit.rectification_declined": RECTIFIERS,
}


def may(actor: Actor, act: str) -> bool:
    """Whether one of the actor's roles may take the act. Raises KeyError for an act without a row."""
    return not ACTS[act].isdisjoint(actor.roles)
