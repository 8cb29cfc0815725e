"""Which roles may do which act: court rosters and continuing training.

A roster belongs to the court that made it (2016 Provisions art. 5): its judges and clerks act, each at their own
court; which court is a matter of scope. Mediators and organisations act as the persons they are.
"""

from __future__ import annotations

_COURT = frozenset({"clerk", "judge"})
_SELF = frozenset({"party"})
_EITHER = _COURT | _SELF

ACTS: dict[str, frozenset[str]] = {
    "mediation_registry.roster_opened": _COURT,
    "mediation_registry.roster_invited": _COURT,
    "mediation_registry.roster_applied": _SELF,
    "mediation_registry.roster_invitation_accepted": _SELF,
    "mediation_registry.roster_invitation_declined": _SELF,
    "mediation_registry.roster_application_accepted": _COURT,
    "mediation_registry.roster_refused": _COURT,
    "mediation_registry.roster_training_recorded": _COURT,
    "mediation_registry.roster_certified": _COURT,
    "mediation_registry.put_on_roster": _COURT,
    "mediation_registry.roster_paused": _EITHER,
    "mediation_registry.roster_resumed": _EITHER,
    "mediation_registry.roster_warned": _COURT,
    "mediation_registry.roster_criticised": _COURT,
    "mediation_registry.roster_evaluated": _COURT,
    "mediation_registry.roster_graded": _COURT,
    "mediation_registry.roster_term_renewed": _COURT,
    "mediation_registry.roster_term_ended": _COURT,
    "mediation_registry.roster_resigned": _SELF,
    "mediation_registry.roster_mediator_named": _EITHER,
    "mediation_registry.roster_naming_ended": _EITHER,
    "mediation_registry.roster_removal_proposed": _COURT,
    "mediation_registry.roster_removal_dropped": _COURT,
    "mediation_registry.roster_removed": _COURT,
    "mediation_registry.roster_report_noted": frozenset({"authority_intake", "authority_decider"}),
    "mediation_registry.roster_sharing_asked": _COURT,
    "mediation_registry.roster_sharing_consented": _SELF,
    "mediation_registry.roster_sharing_declined": _SELF,
    "mediation_registry.roster_sharing_ended": _EITHER,
    "mediation_registry.training_entered": _SELF,
    "mediation_registry.training_withdrawn": _SELF,
    "mediation_registry.training_checked": frozenset({"authority_assessor"}),
    "mediation_registry.training_not_counted": frozenset({"authority_assessor"}),
}
