"""States of a power of attorney and the one table of what may happen in which state.

The court witnesses the signing by live video (法释 Provisions on cross-border online filing 2021, arts 4–6; CPL Interp.
2022, arts 523, 549): identity, review of the papers, booking, session, judicial review, effect. A change of the text
after the review goes back to the review. Revocation and change: CPL art. 63.
"""

from __future__ import annotations

DRAFT = "draft"
SUBMITTED = "submitted"
ID_PENDING = "id_pending"
ID_VERIFIED = "id_verified"
ID_MANUAL = "id_manual"
ID_FAILED = "id_failed"
DOC_REVIEW = "doc_review"
CURE = "cure"
CLEARED = "cleared"
SCHEDULED = "scheduled"
LOBBY = "lobby"
IN_SESSION = "in_session"
SUSPENDED = "suspended"
ABORTED = "aborted"
SIGNED = "signed"
JUDICIAL_REVIEW = "judicial_review"
EFFECTIVE = "effective"
REJECTED = "rejected"
ATTESTING_ROUTE = "attesting_route"
AMENDED = "amended"
REVOKED = "revoked"
EXPIRED = "expired"
CASE_CLOSED = "case_closed"
WITHDRAWN = "withdrawn"

STATES = (
    DRAFT, SUBMITTED, ID_PENDING, ID_VERIFIED, ID_MANUAL, ID_FAILED, DOC_REVIEW, CURE, CLEARED, SCHEDULED, LOBBY,
    IN_SESSION, SUSPENDED, ABORTED, SIGNED, JUDICIAL_REVIEW, EFFECTIVE, REJECTED, ATTESTING_ROUTE, AMENDED, REVOKED,
    EXPIRED, CASE_CLOSED, WITHDRAWN,
)  # fmt: skip

#: Nothing moves any more.
ENDED = frozenset({ATTESTING_ROUTE, AMENDED, REVOKED, EXPIRED, CASE_CLOSED, WITHDRAWN})
#: The register of powers knows it: it was in force once.
WAS_EFFECTIVE = frozenset({EFFECTIVE, AMENDED, REVOKED, EXPIRED, CASE_CLOSED})
#: The principal may still take it back.
BEFORE_SIGNING = (
    DRAFT, SUBMITTED, ID_PENDING, ID_VERIFIED, ID_MANUAL, ID_FAILED, DOC_REVIEW, CURE, CLEARED, SCHEDULED, LOBBY,
    IN_SESSION, SUSPENDED, ABORTED,
)  # fmt: skip

P = "power_of_attorney."
#: (state, act) → state afterwards. What is not here may not happen. ``None`` is before the first act.
TRANSITIONS: dict[tuple[str | None, str], str] = {
    (None, P + "drafted"): DRAFT,
    (DRAFT, P + "edited"): DRAFT,
    (CURE, P + "edited"): CURE,
    (DRAFT, P + "agent_invited"): DRAFT,
    (CURE, P + "agent_invited"): CURE,
    **{
        (state, act): state
        for state in (DRAFT, SUBMITTED, ID_PENDING, ID_VERIFIED, ID_MANUAL, DOC_REVIEW, CURE)
        for act in (
            P + "agent_accepted",
            P + "agent_declined",
            P + "agent_paper_filed",
            P + "agent_paper_withdrawn",
        )
    },
    (DRAFT, P + "agent_removed"): DRAFT,
    (CURE, P + "agent_removed"): CURE,
    (DRAFT, P + "submitted"): SUBMITTED,
    (SUBMITTED, P + "identity_check_opened"): ID_PENDING,
    (ID_PENDING, P + "identity_verified"): ID_VERIFIED,
    (ID_PENDING, P + "identity_confirmed_manually"): ID_MANUAL,
    (ID_PENDING, P + "identity_failed"): ID_FAILED,
    (ID_FAILED, P + "identity_check_opened"): ID_PENDING,
    (ID_VERIFIED, P + "review_opened"): DOC_REVIEW,
    (ID_MANUAL, P + "review_opened"): DOC_REVIEW,
    (DOC_REVIEW, P + "legal_basis_recorded"): DOC_REVIEW,
    (DOC_REVIEW, P + "case_linked"): DOC_REVIEW,
    (DOC_REVIEW, P + "instrument_made"): DOC_REVIEW,
    (DOC_REVIEW, P + "cure_ordered"): CURE,
    (CURE, P + "resubmitted"): DOC_REVIEW,
    (CURE, P + "cure_extended"): CURE,
    (CURE, P + "cure_lapsed"): REJECTED,
    (DOC_REVIEW, P + "refused"): REJECTED,
    (DOC_REVIEW, P + "cleared"): CLEARED,
    (CLEARED, P + "booked"): SCHEDULED,
    (SCHEDULED, P + "rescheduled"): SCHEDULED,
    (SCHEDULED, P + "booking_cancelled"): CLEARED,
    (SCHEDULED, P + "no_show_recorded"): CLEARED,
    (LOBBY, P + "no_show_recorded"): CLEARED,
    **{
        (state, act): state
        for state in (DOC_REVIEW, CLEARED, SCHEDULED, LOBBY)
        for act in (P + "interpreter_engaged", P + "interpreter_pledged", P + "interpreter_released")
    },
    **{
        (state, P + "change_ordered"): DOC_REVIEW for state in (CLEARED, SCHEDULED, LOBBY, SUSPENDED, ABORTED)
    },
    (SCHEDULED, P + "lobby_opened"): LOBBY,
    (LOBBY, P + "session_opened"): IN_SESSION,
    (IN_SESSION, P + "identity_repeated"): IN_SESSION,
    (IN_SESSION, P + "answer_recorded"): IN_SESSION,
    (IN_SESSION, P + "power_struck"): IN_SESSION,
    (IN_SESSION, P + "signed_by_hand"): IN_SESSION,
    (IN_SESSION, P + "session_suspended"): SUSPENDED,
    (SUSPENDED, P + "session_resumed"): IN_SESSION,
    (IN_SESSION, P + "session_aborted"): ABORTED,
    (SUSPENDED, P + "session_aborted"): ABORTED,
    (ABORTED, P + "booked"): SCHEDULED,
    (IN_SESSION, P + "attested"): SIGNED,
    (SIGNED, P + "answer_recorded"): SIGNED,
    (SIGNED, P + "session_closed"): JUDICIAL_REVIEW,
    (JUDICIAL_REVIEW, P + "made_effective"): EFFECTIVE,
    (JUDICIAL_REVIEW, P + "rejected"): REJECTED,
    (REJECTED, P + "sent_to_attesting_officer"): ATTESTING_ROUTE,
    (EFFECTIVE, P + "case_linked"): EFFECTIVE,
    (EFFECTIVE, P + "amended"): AMENDED,
    (EFFECTIVE, P + "revoked"): REVOKED,
    (EFFECTIVE, P + "expired"): EXPIRED,
    (EFFECTIVE, P + "case_closed"): CASE_CLOSED,
    # after the signing too: until the power takes effect the principal may take it back (CPL art. 63)
    **{(state, P + "withdrawn"): WITHDRAWN for state in (*BEFORE_SIGNING, JUDICIAL_REVIEW)},
    **{(state, P + "warning_answered"): state for state in BEFORE_SIGNING},
    # without the consent to go online or to be recorded there is no session: the offline way (Online Rules art. 5)
    **{
        (state, P + "taken_offline"): ATTESTING_ROUTE
        for state in BEFORE_SIGNING
        if state not in (DRAFT, LOBBY, IN_SESSION, SUSPENDED)
    },
    **{
        (state, P + act): state
        for state in STATES
        if state not in ENDED
        for act in ("consent_given", "consent_withdrawn")
    },
}

# -- who acts: from which seat
PRINCIPAL, AGENT, COURT, JUDGE, INTERPRETER, SYSTEM = (
    "principal", "agent", "court", "judge", "interpreter", "system",
)  # fmt: skip
#: Who is to do the next step; ended states are held by nobody.
HELD_BY: dict[str, str] = {
    DRAFT: PRINCIPAL, CURE: PRINCIPAL, CLEARED: PRINCIPAL, SUBMITTED: COURT, ID_PENDING: COURT, ID_VERIFIED: COURT,
    ID_MANUAL: COURT, ID_FAILED: COURT, DOC_REVIEW: COURT, SCHEDULED: COURT, LOBBY: JUDGE, IN_SESSION: JUDGE,
    SUSPENDED: JUDGE, ABORTED: PRINCIPAL, SIGNED: JUDGE, JUDICIAL_REVIEW: JUDGE, REJECTED: COURT,
}  # fmt: skip


def after(state: str | None, act: str) -> str | None:
    """The state after the act, or None where the act may not happen in this state."""
    return TRANSITIONS.get((state, act))
