"""Acts of the principal and the agents before the session."""

from __future__ import annotations

_PEOPLE = frozenset({"party", "lawyer"})

ACTS: dict[str, frozenset[str]] = {
    "power_of_attorney.drafted": _PEOPLE,
    "power_of_attorney.edited": _PEOPLE,
    "power_of_attorney.agent_invited": _PEOPLE,
    "power_of_attorney.agent_accepted": _PEOPLE,
    "power_of_attorney.agent_declined": _PEOPLE,
    "power_of_attorney.agent_removed": _PEOPLE,
    "power_of_attorney.agent_paper_filed": _PEOPLE,
    "power_of_attorney.agent_paper_withdrawn": _PEOPLE,
    "power_of_attorney.warning_answered": _PEOPLE,
    "power_of_attorney.consent_given": _PEOPLE,
    "power_of_attorney.consent_withdrawn": _PEOPLE,
    "power_of_attorney.submitted": _PEOPLE,
    "power_of_attorney.resubmitted": _PEOPLE,
    "power_of_attorney.withdrawn": _PEOPLE,
    "power_of_attorney.taken_offline": _PEOPLE,
}
