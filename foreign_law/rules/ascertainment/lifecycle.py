"""States of a request for ascertainment and of its attempts, and the tables of what may happen in which state.

The portal proposes; only the judge of the case decides what was ascertained (法释〔2023〕12号 arts 2, 8, 9).
"""

from __future__ import annotations

from typing import Final

F: Final = "foreign_law."

# -- the request
DRAFT, SUBMITTED, SCOPED, ROUTING, IN_PROGRESS, RECEIVED, SUPPLEMENT = (
    "draft", "submitted", "scoped", "routing", "in_progress", "received", "supplement",
)  # fmt: skip
EXHIBITED, POSITIONS = "exhibited", "positions"
CONFIRMED, DETERMINED, ADOPTED, UNASCERTAINABLE = (
    "confirmed_undisputed", "determined_by_court", "adopted_from_precedent", "unascertainable",
)  # fmt: skip
COSTED, CLOSED, WITHDRAWN, DECLINED = "costed", "closed", "withdrawn", "declined"
STATES: Final = (
    DRAFT, SUBMITTED, SCOPED, ROUTING, IN_PROGRESS, RECEIVED, SUPPLEMENT, EXHIBITED, POSITIONS, CONFIRMED, DETERMINED,
    ADOPTED, UNASCERTAINABLE, COSTED, CLOSED, WITHDRAWN, DECLINED,
)  # fmt: skip
#: The judge's answers (arts 8 and 9).
ANSWERED: Final = (CONFIRMED, DETERMINED, ADOPTED, UNASCERTAINABLE)
OVER: Final = frozenset({CLOSED, WITHDRAWN, DECLINED})
#: Being ascertained: nothing is answered yet.
_SEARCHING = (ROUTING, IN_PROGRESS, RECEIVED, SUPPLEMENT)
_OPEN = (SCOPED, *_SEARCHING, EXHIBITED, POSITIONS)
PREVIOUS: Final = "(previous)"


def _stay(states: tuple[str, ...], *acts: str) -> dict[tuple[str | None, str], str]:
    return {(state, F + act): state for state in states for act in acts}


REQUEST_TRANSITIONS: Final[dict[tuple[str | None, str], str]] = {
    (None, F + "request_drafted"): DRAFT,
    (None, F + "ascertainment_asked"): SUBMITTED,  # by a party or her lawyer
    (DRAFT, F + "request_edited"): DRAFT,
    (DRAFT, F + "request_submitted"): SUBMITTED,
    (SUBMITTED, F + "request_returned"): DRAFT,
    (SUBMITTED, F + "request_declined"): DECLINED,
    (SUBMITTED, F + "scope_fixed"): SCOPED,  # art. 6
    **_stay(_OPEN, "scope_amended", "period_fixed", "period_ended", "extension_asked", "extension_granted",
            "extension_refused", "justification_recorded"),  # arts 6, 9
    **_stay(_OPEN, "basis_changed"),  # 解释（一） art. 6: a law may be chosen until the oral argument at first instance ends
    (SCOPED, F + "findings_shown"): ROUTING,  # art. 8(3): what effective judgments found comes first
    **_stay(_SEARCHING, "findings_shown"),
    **{(state, F + "route_opened"): IN_PROGRESS for state in _SEARCHING},
    **{(state, F + "finding_relied_on"): RECEIVED for state in _SEARCHING},
    **{(state, F + "material_received"): RECEIVED for state in _SEARCHING},
    # what comes after the first exhibition joins at the next one
    **_stay((EXHIBITED, POSITIONS), "material_received"),
    **_stay((*_SEARCHING, EXHIBITED, POSITIONS), "material_completed", "material_withdrawn", "material_left_out",
            "finding_rebutted"),
    **_stay((*_OPEN, *ANSWERED), "route_sent", "route_answered", "route_assessed", "route_withdrawn",
            "provider_accepted", "provider_declined", "provider_proof_added", "provider_proof_withdrawn",
            "attempt_rectified", "interest_rectified"),
    **{(state, F + "supplement_ordered"): SUPPLEMENT for state in (IN_PROGRESS, RECEIVED, EXHIBITED, POSITIONS)},
    (RECEIVED, F + "exhibited"): EXHIBITED,  # art. 5
    **_stay((EXHIBITED, POSITIONS), "exhibited"),
    (EXHIBITED, F + "positions_invited"): POSITIONS,
    # a supplement that brought nothing: the hearing goes on with what was shown before (art. 8(2))
    **{(state, F + "positions_invited"): POSITIONS for state in (IN_PROGRESS, RECEIVED, SUPPLEMENT)},
    **_stay((POSITIONS,), "positions_invited", "position_taken", "opportunity_recorded"),
    # a party who will not say anything may be recorded as heard until the request is closed
    **_stay((*ANSWERED, COSTED, SUPPLEMENT, SCOPED, *_SEARCHING[:3]), "opportunity_recorded"),
    # art. 7: whoever gave an opinion is questioned while the law is still being ascertained
    **_stay((IN_PROGRESS, RECEIVED, SUPPLEMENT, EXHIBITED, POSITIONS), "questioning_asked", "questioning_allowed",
            "questioning_refused", "questioning_room_opened", "questioning_held"),
    **_stay((*_OPEN, *ANSWERED), "questioning_cancelled"),
    (POSITIONS, F + "content_confirmed"): CONFIRMED,  # art. 8(1)
    (POSITIONS, F + "content_determined"): DETERMINED,  # art. 8(2)
    (POSITIONS, F + "finding_adopted"): ADOPTED,  # art. 8(3)
    **{(state, F + "held_unascertainable"): UNASCERTAINABLE for state in (*_SEARCHING, SCOPED, POSITIONS)},  # art. 9
    **{(state, F + "answer_set_aside"): POSITIONS for state in (*ANSWERED, COSTED)},
    **_stay((*_OPEN, *ANSWERED), "cost_quoted", "cost_agreed", "cost_invoiced", "cost_paid", "cost_withdrawn"),  # art. 11
    **{(state, F + "costs_allocated"): COSTED for state in ANSWERED},
    (COSTED, F + "costs_allocated"): COSTED,
    # art. 11 asks what ascertaining cost, not whether its result was used: what arose before the withdrawal is settled
    # and allocated; nothing new is quoted
    **_stay((WITHDRAWN,), "cost_agreed", "cost_invoiced", "cost_paid", "cost_withdrawn", "costs_allocated"),
    (COSTED, F + "request_closed"): CLOSED,
    **{(state, F + "request_withdrawn"): WITHDRAWN for state in (DRAFT, SUBMITTED, *_OPEN)},
    (DRAFT, F + "draft_withdrawn"): WITHDRAWN,  # only one that no judge has had before her: see PUT_BEFORE_THE_JUDGE
    # once the judgment of the case has taken effect, or fell
    **_stay((*ANSWERED, COSTED, CLOSED), "case_judgment_recorded", "case_judgment_set_aside"),
}  # fmt: skip

#: The acts by which a request comes before the judge; a draft without one of them in its course is the court's own.
PUT_BEFORE_THE_JUDGE: Final = (F + "request_submitted", F + "ascertainment_asked")

# -- one attempt on a route
OPENED, SENT, ACCEPTED, ANSWERED_BY_PROVIDER, ASSESSED, DECLINED_CONFLICT, DECLINED_OTHER, ATTEMPT_WITHDRAWN = (
    "opened", "sent", "accepted", "answered", "assessed", "declined_conflict", "declined", "withdrawn",
)  # fmt: skip
ATTEMPT_STATES: Final = (
    OPENED, SENT, ACCEPTED, ANSWERED_BY_PROVIDER, ASSESSED, DECLINED_CONFLICT, DECLINED_OTHER, ATTEMPT_WITHDRAWN,
)  # fmt: skip
#: An attempt that awaits nothing more.
ATTEMPT_OVER: Final = frozenset({ASSESSED, DECLINED_CONFLICT, DECLINED_OTHER, ATTEMPT_WITHDRAWN})
_RUNNING = (OPENED, SENT, ACCEPTED)
ATTEMPT_TRANSITIONS: Final[dict[tuple[str | None, str], str]] = {
    (None, F + "route_opened"): OPENED,
    (OPENED, F + "route_sent"): SENT,
    **{(state, F + "provider_accepted"): ACCEPTED for state in (OPENED, SENT)},
    **{(state, F + "provider_declined"): DECLINED_OTHER for state in _RUNNING},  # or DECLINED_CONFLICT: the ground decides
    # an interest that shows itself after the answer: the statement of art. 4 no longer stands
    **{(state, F + "provider_declined"): DECLINED_CONFLICT for state in (ANSWERED_BY_PROVIDER, ASSESSED)},
    **{(state, F + "material_received"): ANSWERED_BY_PROVIDER for state in (*_RUNNING, ANSWERED_BY_PROVIDER)},
    **{(state, F + "route_answered"): ANSWERED_BY_PROVIDER for state in (OPENED, SENT, ACCEPTED)},  # an answer without material
    **{(state, F + "route_assessed"): ASSESSED for state in (*_RUNNING, ANSWERED_BY_PROVIDER, ASSESSED)},
    (ASSESSED, F + "material_received"): ANSWERED_BY_PROVIDER,  # came after the assessment: to be assessed anew
    **{(state, F + "route_withdrawn"): ATTEMPT_WITHDRAWN for state in _RUNNING},
    # an interest entered by mistake: back to where the attempt stood; an answer that came is assessed anew
    (DECLINED_CONFLICT, F + "interest_rectified"): ANSWERED_BY_PROVIDER,  # or earlier: what had happened decides
    **{(state, F + "attempt_rectified"): state for state in (SENT, ACCEPTED, ANSWERED_BY_PROVIDER, ASSESSED)},
    # art. 4: proofs are added, and taken back, as long as nobody declined
    **{(state, F + act): state for act in ("provider_proof_added", "provider_proof_withdrawn")
       for state in (*_RUNNING, ANSWERED_BY_PROVIDER, ASSESSED)},
}  # fmt: skip

# -- who acts: from which seat
CLERK, JUDGE, PEOPLE, PROVIDER, LIBRARIAN, SYSTEM = (
    "clerk", "judge", "people", "provider", "librarian", "system",
)  # fmt: skip
NOBODY: Final = ""
#: Who holds a request in a state: shown on every screen.
HELD_BY: Final[dict[str, str]] = {
    DRAFT: CLERK, SUBMITTED: JUDGE, SCOPED: CLERK, ROUTING: CLERK, IN_PROGRESS: PROVIDER, RECEIVED: CLERK,
    SUPPLEMENT: CLERK, EXHIBITED: JUDGE, POSITIONS: PEOPLE, CONFIRMED: JUDGE, DETERMINED: JUDGE, ADOPTED: JUDGE,
    UNASCERTAINABLE: JUDGE, COSTED: CLERK,
}  # fmt: skip


def holder_of(state: str) -> str:
    """Who holds a request: a seat, or nobody ("")."""
    return HELD_BY.get(state, NOBODY)


def request_after(state: str | None, act: str) -> str | None:
    """The request's state after the act; None where it may not happen."""
    return REQUEST_TRANSITIONS.get((state, act))


def attempt_after(state: str | None, act: str) -> str | None:
    """The attempt's state after the act; None where it may not happen."""
    return ATTEMPT_TRANSITIONS.get((state, act))
