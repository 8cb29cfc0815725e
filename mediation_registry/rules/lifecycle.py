"""States of applications and listings, and the one table of what may happen in which state.

The chain of decisions: each place assesses and recognises under its own rules; the Working Committee of the three
legal departments reviews; the Joint Conference determines the panel; the panel is announced (Accreditation Standards
for mediators of the Greater Bay Area, in force 30 December 2021; the local Accreditation Rules of 28 March 2024).
No court stands in this chain: courts read and record.
"""

from __future__ import annotations

from dataclasses import dataclass

# -- applications
DRAFT = "draft"
SUBMITTED = "submitted"
COMPLETENESS_CHECK = "completeness_check"
RETURNED = "returned_for_correction"
LOCAL_ASSESSMENT = "local_assessment"
LOCALLY_RECOGNISED = "locally_recognised"
LOCALLY_REFUSED = "locally_refused"
COMMITTEE_REVIEW = "working_committee_review"
AGREED = "agreed"
REFERRED_BACK = "referred_back"
JOINT_CONFERENCE = "joint_conference"
DETERMINED = "determined"
NOT_DETERMINED = "not_determined"
PUBLISHED = "published"
WITHDRAWN = "withdrawn"

APPLICATION_STATES = (
    DRAFT, SUBMITTED, COMPLETENESS_CHECK, RETURNED, LOCAL_ASSESSMENT, LOCALLY_RECOGNISED, LOCALLY_REFUSED,
    COMMITTEE_REVIEW, AGREED, REFERRED_BACK, JOINT_CONFERENCE, DETERMINED, NOT_DETERMINED, PUBLISHED, WITHDRAWN,
)  # fmt: skip
ENDED = frozenset({LOCALLY_REFUSED, NOT_DETERMINED, PUBLISHED, WITHDRAWN})
OPEN = tuple(state for state in APPLICATION_STATES if state not in ENDED)

#: (state, act) → state afterwards. What is not here may not happen. ``None`` is before the first act.
APPLICATION_TRANSITIONS: dict[tuple[str | None, str], str] = {
    (None, "mediation_registry.application_drafted"): DRAFT,
    (DRAFT, "mediation_registry.application_edited"): DRAFT,
    (RETURNED, "mediation_registry.application_edited"): RETURNED,
    (DRAFT, "mediation_registry.application_submitted"): SUBMITTED,
    (SUBMITTED, "mediation_registry.completeness_check_opened"): COMPLETENESS_CHECK,
    (COMPLETENESS_CHECK, "mediation_registry.application_returned"): RETURNED,
    (RETURNED, "mediation_registry.application_resubmitted"): COMPLETENESS_CHECK,
    (COMPLETENESS_CHECK, "mediation_registry.application_complete"): LOCAL_ASSESSMENT,
    (LOCAL_ASSESSMENT, "mediation_registry.conflict_declared"): LOCAL_ASSESSMENT,
    (LOCAL_ASSESSMENT, "mediation_registry.criterion_assessed"): LOCAL_ASSESSMENT,
    (LOCAL_ASSESSMENT, "mediation_registry.recognised_locally"): LOCALLY_RECOGNISED,
    (LOCAL_ASSESSMENT, "mediation_registry.refused_locally"): LOCALLY_REFUSED,
    (LOCALLY_RECOGNISED, "mediation_registry.put_to_committee"): COMMITTEE_REVIEW,
    (COMMITTEE_REVIEW, "mediation_registry.conflict_declared"): COMMITTEE_REVIEW,
    (COMMITTEE_REVIEW, "mediation_registry.committee_position_recorded"): COMMITTEE_REVIEW,
    (COMMITTEE_REVIEW, "mediation_registry.agreed"): AGREED,
    (COMMITTEE_REVIEW, "mediation_registry.referred_back"): REFERRED_BACK,
    (REFERRED_BACK, "mediation_registry.assessment_reopened"): LOCAL_ASSESSMENT,
    (AGREED, "mediation_registry.put_to_conference"): JOINT_CONFERENCE,
    (JOINT_CONFERENCE, "mediation_registry.conflict_declared"): JOINT_CONFERENCE,
    (JOINT_CONFERENCE, "mediation_registry.determined"): DETERMINED,
    (JOINT_CONFERENCE, "mediation_registry.not_determined"): NOT_DETERMINED,
    (DETERMINED, "mediation_registry.edition_published"): PUBLISHED,
    **{(state, "mediation_registry.application_withdrawn"): WITHDRAWN for state in OPEN},
}

# -- who acts on an application, and from which seat of the door of its place
APPLICANT = "applicant"
INTAKE = "intake"
ASSESSMENT = "assessment"
RECOGNITION = "recognition"
COMMITTEE = "committee"
#: The role that an officer holds at the authority of a seat.
ROLE_AT: dict[str, str] = {
    APPLICANT: "party",
    INTAKE: "authority_intake",
    ASSESSMENT: "authority_assessor",
    RECOGNITION: "authority_decider",
    COMMITTEE: "authority_decider",
}
#: From which seats an act is done. The committee's seats of all three places may bring a file before the conference.
SEATS_OF: dict[str, tuple[str, ...]] = {
    "mediation_registry.application_drafted": (APPLICANT,),
    "mediation_registry.application_edited": (APPLICANT,),
    "mediation_registry.application_submitted": (APPLICANT,),
    "mediation_registry.application_resubmitted": (APPLICANT,),
    "mediation_registry.application_withdrawn": (APPLICANT,),
    "mediation_registry.completeness_check_opened": (INTAKE,),
    "mediation_registry.application_returned": (INTAKE,),
    "mediation_registry.application_complete": (INTAKE,),
    "mediation_registry.conflict_declared": (ASSESSMENT, RECOGNITION, COMMITTEE),
    "mediation_registry.criterion_assessed": (ASSESSMENT,),
    "mediation_registry.recognised_locally": (RECOGNITION,),
    "mediation_registry.refused_locally": (RECOGNITION,),
    "mediation_registry.put_to_committee": (RECOGNITION,),
    "mediation_registry.committee_position_recorded": (COMMITTEE,),
    "mediation_registry.agreed": (COMMITTEE,),
    "mediation_registry.referred_back": (COMMITTEE,),
    "mediation_registry.assessment_reopened": (RECOGNITION,),
    "mediation_registry.put_to_conference": (COMMITTEE,),
    "mediation_registry.determined": (COMMITTEE,),
    "mediation_registry.not_determined": (COMMITTEE,),
}
#: Which states of applications each seat sees, besides the applicant, who sees the own ones in every state.
_FROM_ASSESSMENT = (LOCAL_ASSESSMENT, LOCALLY_RECOGNISED, LOCALLY_REFUSED)
_FROM_COMMITTEE = (
    COMMITTEE_REVIEW,
    AGREED,
    REFERRED_BACK,
    JOINT_CONFERENCE,
    DETERMINED,
    NOT_DETERMINED,
    PUBLISHED,
)
SEEN_FROM: dict[str, tuple[str, ...]] = {
    INTAKE: (SUBMITTED, COMPLETENESS_CHECK, RETURNED, *_FROM_ASSESSMENT, *_FROM_COMMITTEE, WITHDRAWN),
    ASSESSMENT: (*_FROM_ASSESSMENT, *_FROM_COMMITTEE),
    RECOGNITION: (*_FROM_ASSESSMENT, *_FROM_COMMITTEE),
    COMMITTEE: _FROM_COMMITTEE,
}
#: The seat that holds an application in a state: who is to do the next step. Ended states are held by nobody.
HELD_BY: dict[str, str] = {
    DRAFT: APPLICANT, RETURNED: APPLICANT, SUBMITTED: INTAKE, COMPLETENESS_CHECK: INTAKE,
    LOCAL_ASSESSMENT: ASSESSMENT, LOCALLY_RECOGNISED: RECOGNITION, REFERRED_BACK: RECOGNITION,
    COMMITTEE_REVIEW: COMMITTEE, AGREED: COMMITTEE, JOINT_CONFERENCE: COMMITTEE,
}  # fmt: skip

# -- listings
ACTIVE = "active"
LISTING_WITHDRAWN = "withdrawn"
REMOVED = "removed"
NOT_CARRIED_FORWARD = "not_carried_forward"
EXPIRED = "expired"
SUSPENDED = "suspended"
DECEASED = "deceased"
LISTING_STATES = (ACTIVE, LISTING_WITHDRAWN, REMOVED, NOT_CARRIED_FORWARD, EXPIRED, SUSPENDED, DECEASED)

LISTING_TRANSITIONS: dict[tuple[str | None, str], str] = {
    (None, "mediation_registry.edition_published"): ACTIVE,
    (ACTIVE, "mediation_registry.listing_withdrawn"): LISTING_WITHDRAWN,
    (ACTIVE, "mediation_registry.removed"): REMOVED,
    (ACTIVE, "mediation_registry.not_carried_forward"): NOT_CARRIED_FORWARD,
    (ACTIVE, "mediation_registry.expired"): EXPIRED,
    (ACTIVE, "mediation_registry.suspended"): SUSPENDED,
    (SUSPENDED, "mediation_registry.reinstated"): ACTIVE,
    (SUSPENDED, "mediation_registry.removed"): REMOVED,
    (SUSPENDED, "mediation_registry.listing_withdrawn"): LISTING_WITHDRAWN,
    (SUSPENDED, "mediation_registry.not_carried_forward"): NOT_CARRIED_FORWARD,
    (SUSPENDED, "mediation_registry.expired"): EXPIRED,
    (ACTIVE, "mediation_registry.death_recorded"): DECEASED,
    (SUSPENDED, "mediation_registry.death_recorded"): DECEASED,
    # A decision on review sets the last entry aside; the entry stays legible, the listing stands again.
    **{
        (state, "mediation_registry.entry_set_aside"): ACTIVE
        for state in LISTING_STATES if state != ACTIVE
    },
}  # fmt: skip

#: Powers that no published instrument of the mediators' regime gives: off until an authority's rule is cited.
ENABLED_BY_RULE: dict[str, str] = {
    "waiver": "waiver",
    "mediation_registry.suspended": "suspension",
    "mediation_registry.expired": "validity_term",
}


@dataclass(frozen=True)
class Place:
    """One of the three places whose authorities certify jointly: its code and the code of its jurisdiction."""

    code: str
    jurisdiction: str


#: Guangdong stands for the Mainland in this regime.
PLACES = (Place("GD", "CN"), Place("HK", "CN-HK"), Place("MO", "CN-MO"))
JURISDICTIONS = frozenset(place.jurisdiction for place in PLACES)


def after(state: str | None, act: str) -> str | None:
    """The state of an application after the act, or None where the act may not happen in this state."""
    return APPLICATION_TRANSITIONS.get((state, act))


def listing_after(state: str | None, act: str) -> str | None:
    """The state of a listing after the act, or None where the act may not happen in this state."""
    return LISTING_TRANSITIONS.get((state, act))
