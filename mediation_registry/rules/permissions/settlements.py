"""Which roles may do which act: the record, settlements, judicial confirmation, mediation judgments, feedback.

Whether a person stands in *this* mediation, or at *this* court, is a matter of scope.
"""

from __future__ import annotations

_PEOPLE = frozenset({"party", "lawyer"})
_MEDIATOR = frozenset({"mediator"})
_REGISTRY = frozenset({"clerk", "assistance_desk"})
_BENCH = frozenset({"judge"})
_COURT = frozenset({"clerk", "judge"})
_SYSTEM = frozenset({"system"})

ACTS: dict[str, frozenset[str]] = {
    "mediation_registry.record_opened": _MEDIATOR,
    "mediation_registry.record_item_entered": _MEDIATOR,
    "mediation_registry.record_item_struck": _MEDIATOR,
    "mediation_registry.record_put": _MEDIATOR,
    "mediation_registry.record_reopened": _MEDIATOR,
    "mediation_registry.record_address_given": _PEOPLE,
    "mediation_registry.record_signed": _PEOPLE,
    "mediation_registry.record_completed": _PEOPLE,
    "mediation_registry.note_kept": _PEOPLE | _MEDIATOR,
    "mediation_registry.settlement_drawn_up": _MEDIATOR,
    "mediation_registry.settlement_revised": _MEDIATOR,
    "mediation_registry.settlement_withdrawn": _MEDIATOR,
    "mediation_registry.settlement_signed": _PEOPLE | _MEDIATOR,
    "mediation_registry.settlement_refused": _PEOPLE,
    "mediation_registry.settlement_entered": _MEDIATOR | _REGISTRY,
    "mediation_registry.settlement_in_force": _PEOPLE | _MEDIATOR | _REGISTRY,
    "mediation_registry.sealed_copy_added": _MEDIATOR,
    "mediation_registry.judgment_asked": _MEDIATOR,
    "mediation_registry.judgment_made": _BENCH,
    "mediation_registry.judgment_not_made": _BENCH,
    "mediation_registry.action_withdrawn": _BENCH,
    "mediation_registry.judgment_received": _COURT,
    "mediation_registry.judgment_effective": _COURT,
    "mediation_registry.judgment_gone_back_on": _COURT,
    "mediation_registry.confirmation_prepared": _PEOPLE,
    "mediation_registry.confirmation_joined": _PEOPLE,
    "mediation_registry.confirmation_paper_added": _PEOPLE,
    "mediation_registry.confirmation_filed": _PEOPLE,
    "mediation_registry.confirmation_lapsed": _SYSTEM,
    "mediation_registry.confirmation_papers_asked": _COURT,
    "mediation_registry.confirmation_accepted": _COURT,
    "mediation_registry.confirmation_not_accepted": _BENCH,
    "mediation_registry.confirmation_parties_called": _COURT,
    "mediation_registry.confirmation_hearing_recorded": _COURT,
    "mediation_registry.confirmation_sham_checked": _BENCH,
    "mediation_registry.confirmation_period_extended": _BENCH,
    "mediation_registry.confirmation_granted": _BENCH,
    "mediation_registry.confirmation_dismissed": _BENCH,
    "mediation_registry.confirmation_withdrawal_asked": _PEOPLE,
    "mediation_registry.confirmation_withdrawal_permitted": _BENCH,
    "mediation_registry.confirmation_treated_as_withdrawn": _BENCH,
    "mediation_registry.confirmation_ruling_served": _COURT,
    "mediation_registry.confirmation_objection_raised": _PEOPLE | _COURT,
    "mediation_registry.confirmation_objection_rejected": _BENCH,
    "mediation_registry.confirmation_objection_upheld": _BENCH,
    "mediation_registry.feedback_invited": _SYSTEM,
    "mediation_registry.feedback_given": frozenset({"visitor"}),
}
