"""States of a case and the one table of what may happen in which state.

The portal does not conduct the proceedings: it knows whether the court hears the case, has stayed it (CPL art. 153)
or has concluded it, because agents, successors and addresses depend on that.
"""

from __future__ import annotations

PENDING, STAYED, CONCLUDED = "pending", "stayed", "concluded"
STATES = (PENDING, STAYED, CONCLUDED)

#: (state, act) → state afterwards. What is not here may not happen.
TRANSITIONS: dict[tuple[str, str], str] = {
    (PENDING, "cases.stayed"): STAYED,
    (STAYED, "cases.resumed"): PENDING,
    (PENDING, "cases.concluded"): CONCLUDED,
    (STAYED, "cases.concluded"): CONCLUDED,
}

#: Acts that need a case that is not concluded. An address, a consent, the end of an authority and a mistake
#: concern later stages too (Interp. 137) and stay open.
OPEN_CASE_ACTS = frozenset(
    {
        "cases.party_added",
        "cases.authority_entered",
        "cases.authority_confirmed",
        "cases.representation_added",
        "cases.lawyer_changed",
        "cases.party_succeeded",
        "cases.assigned",
    }
)


def after(state: str, act: str) -> str | None:
    """The state after the act, or None where the act may not happen in this state."""
    return TRANSITIONS.get((state, act))


def allows(state: str, act: str) -> bool:
    """True when an act that does not move the case may happen in this state."""
    return state != CONCLUDED or act not in OPEN_CASE_ACTS
