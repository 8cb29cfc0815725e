"""Which roles may do which act: complaints.

At an authority, intake acknowledges and checks who is competent, an assessor screens and investigates, a decision
maker decides; at a court, its clerks and judges, and a judge decides. Whoever screened does not decide; whoever
decided does not review: that is a rule of the acts, beside this table.
"""

from __future__ import annotations

_COURT = frozenset({"clerk", "judge"})
_DOOR = _COURT | {"authority_intake", "authority_assessor"}
_INQUIRY = _COURT | {"authority_assessor"}
_DECISION = frozenset({"judge", "authority_decider"})
_SELF = frozenset({"party"})

ACTS: dict[str, frozenset[str]] = {
    "mediation_registry.complaint_received": _SELF,
    "mediation_registry.complaint_evidence_added": _SELF | _INQUIRY,
    "mediation_registry.complaint_withdrawn": _SELF,
    "mediation_registry.complaint_acknowledged": _DOOR,
    "mediation_registry.complaint_jurisdiction_opened": _DOOR,
    "mediation_registry.complaint_jurisdiction_confirmed": _DOOR,
    "mediation_registry.complaint_transferred": _DOOR,
    "mediation_registry.complaint_due_date_set": _DOOR | {"authority_decider"},
    "mediation_registry.complaint_dismissed": _INQUIRY,
    "mediation_registry.complaint_investigation_opened": _INQUIRY,
    "mediation_registry.complaint_statement_asked": _INQUIRY,
    "mediation_registry.complaint_statement_given": _SELF,
    "mediation_registry.complaint_decided": _DECISION,
    "mediation_registry.complaint_review_opened": _SELF,
    "mediation_registry.complaint_review_decided": _DECISION,
    "mediation_registry.complaint_closed": _DECISION,
    "mediation_registry.complaint_published": _DECISION,
    "mediation_registry.removal_referral_taken_up": frozenset({"authority_decider"}),
    "mediation_registry.removal_referral_not_pursued": frozenset({"authority_decider"}),
}
