"""Which roles may do which act: mediations, from referral to their end.

Whether a person stands in *this* mediation as party, mediator or court is a matter of scope.
"""

from __future__ import annotations

_PEOPLE = frozenset({"party", "lawyer"})
_COURT = frozenset({"clerk", "judge", "assistance_desk"})
_REGISTRY = frozenset({"clerk", "assistance_desk"})
_MEDIATOR = frozenset({"mediator"})
#: An organisation acts through its account, which may hold no listing of its own.
_ORGANISATION = frozenset({"party", "mediator"})

ACTS: dict[str, frozenset[str]] = {
    "mediation_registry.mediation_opened": _PEOPLE | _COURT,
    "mediation_registry.side_invited": _PEOPLE,
    "mediation_registry.invitation_taken": _PEOPLE,
    "mediation_registry.mediation_consented": _PEOPLE | _COURT | _MEDIATOR,
    "mediation_registry.consent_refused": _PEOPLE | _COURT,
    "mediation_registry.contact_attempted": _COURT | _MEDIATOR,
    "mediation_registry.choice_opened": _PEOPLE | _COURT | _MEDIATOR,
    "mediation_registry.shortlist_given": _PEOPLE,
    "mediation_registry.names_merged": _PEOPLE,
    "mediation_registry.names_answered": _PEOPLE,
    "mediation_registry.choice_failed": _PEOPLE,
    "mediation_registry.mediator_chosen": _PEOPLE,
    "mediation_registry.mediator_designated": _COURT,
    "mediation_registry.co_mediator_added": _COURT,
    "mediation_registry.co_mediator_left": _PEOPLE | _COURT | _MEDIATOR,
    "mediation_registry.presiding_named": _COURT,
    "mediation_registry.member_named": _ORGANISATION,
    "mediation_registry.appointment_accepted": _MEDIATOR,
    "mediation_registry.appointment_declined": _ORGANISATION,
    "mediation_registry.appointment_lapsed": _PEOPLE | _COURT,
    "mediation_registry.designation_refused": _PEOPLE,
    "mediation_registry.disclosure_made": _MEDIATOR,
    "mediation_registry.disclosure_answered": _PEOPLE,
    "mediation_registry.recusal_requested": _PEOPLE,
    "mediation_registry.recusal_decided": _COURT | _ORGANISATION,
    "mediation_registry.mediator_replaced": _COURT | _ORGANISATION | _PEOPLE,
    "mediation_registry.notice_acknowledged": _PEOPLE | _MEDIATOR,
    "mediation_registry.participant_entered": _PEOPLE | _MEDIATOR,
    "mediation_registry.participant_left": _PEOPLE | _MEDIATOR,
    "mediation_registry.identity_checked": _MEDIATOR | _REGISTRY,
    "mediation_registry.terms_drawn_up": _MEDIATOR,
    "mediation_registry.terms_answered": _PEOPLE,
    "mediation_registry.mediation_begun": _MEDIATOR,
    "mediation_registry.session_planned": _MEDIATOR,
    "mediation_registry.session_cancelled": _MEDIATOR,
    "mediation_registry.minutes_filed": _MEDIATOR,
    "mediation_registry.extension_proposed": _PEOPLE | _MEDIATOR,
    "mediation_registry.extension_answered": _PEOPLE,
    "mediation_registry.period_extended": _PEOPLE,
    "mediation_registry.appraisal_entered": _MEDIATOR | _COURT,
    "mediation_registry.appraisal_ended": _MEDIATOR | _COURT,
    "mediation_registry.sham_suspected": _MEDIATOR,
    "mediation_registry.sham_decided": _COURT | _ORGANISATION,
    "mediation_registry.mediation_ended": _PEOPLE | _COURT | _MEDIATOR,
    "mediation_registry.end_reported": _MEDIATOR,
    "mediation_registry.court_followed_up": _COURT,
}
