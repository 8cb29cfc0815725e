"""Which roles may do which act: profiles, consents and memberships.

Everybody who has signed in keeps the own entry; an assessor of the home place verifies what was declared.
"""

from __future__ import annotations

_PEOPLE = frozenset({"party"})
_ASSESSOR = frozenset({"authority_assessor"})

ACTS: dict[str, frozenset[str]] = {
    "mediation_registry.profile_edited": _PEOPLE,
    "mediation_registry.languages_recorded": _PEOPLE,
    "mediation_registry.practice_declared": _PEOPLE,
    "mediation_registry.claim_made": _PEOPLE,
    "mediation_registry.claim_withdrawn": _PEOPLE,
    "mediation_registry.claim_evidenced": _PEOPLE,
    "mediation_registry.claim_verified": _ASSESSOR,
    "mediation_registry.unavailable_entered": _PEOPLE,
    "mediation_registry.unavailable_withdrawn": _PEOPLE,
    "mediation_registry.calendar_renewed": _PEOPLE,
    "mediation_registry.calendar_closed": _PEOPLE,
    "mediation_registry.consent_given": _PEOPLE,
    "mediation_registry.consent_withdrawn": _PEOPLE,
    "mediation_registry.membership_asked": _PEOPLE,
    "mediation_registry.membership_confirmed": _PEOPLE,
    "mediation_registry.membership_declined": _PEOPLE,
    "mediation_registry.membership_ended": _PEOPLE,
    "mediation_registry.establishment_recorded": _PEOPLE,
    "mediation_registry.establishment_checked": _ASSESSOR,
}
