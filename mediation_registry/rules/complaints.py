"""Complaints about mediators: states, the one table of what may happen, who is to hear them.

A party complains to the court that made the roster or invited the mediator (Provisions on invited mediation 2016
art. 28; Online Mediation Rules art. 29 〔法释〔2021〕23号〕); otherwise the accrediting place hears it: for mediators
accredited from Hong Kong the HKMAAL complaints rules of 13 September 2024 apply, inside and outside mediation.
"""

from __future__ import annotations

from dataclasses import dataclass

RECEIVED = "received"
ACKNOWLEDGED = "acknowledged"
JURISDICTION_CHECK = "jurisdiction_check"
TRANSFERRED = "transferred"
SCREENING = "screening"
DISMISSED = "dismissed"
INVESTIGATION = "investigation"
DECISION = "decision"
REVIEW = "review"
CLOSED = "closed"

STATES = (
    RECEIVED, ACKNOWLEDGED, JURISDICTION_CHECK, TRANSFERRED, SCREENING, DISMISSED, INVESTIGATION, DECISION, REVIEW,
    CLOSED,
)  # fmt: skip

#: (state, act) → state afterwards. What is not here may not happen. ``None`` is before the first act.
TRANSITIONS: dict[tuple[str | None, str], str] = {
    (None, "mediation_registry.complaint_received"): RECEIVED,
    (RECEIVED, "mediation_registry.complaint_acknowledged"): ACKNOWLEDGED,
    (TRANSFERRED, "mediation_registry.complaint_acknowledged"): ACKNOWLEDGED,
    (ACKNOWLEDGED, "mediation_registry.complaint_jurisdiction_opened"): JURISDICTION_CHECK,
    (JURISDICTION_CHECK, "mediation_registry.complaint_transferred"): TRANSFERRED,
    (JURISDICTION_CHECK, "mediation_registry.complaint_jurisdiction_confirmed"): SCREENING,
    (SCREENING, "mediation_registry.complaint_dismissed"): DISMISSED,
    (SCREENING, "mediation_registry.complaint_investigation_opened"): INVESTIGATION,
    (INVESTIGATION, "mediation_registry.complaint_statement_asked"): INVESTIGATION,
    (INVESTIGATION, "mediation_registry.complaint_statement_given"): INVESTIGATION,
    (INVESTIGATION, "mediation_registry.complaint_decided"): DECISION,
    (DISMISSED, "mediation_registry.complaint_review_opened"): REVIEW,
    (DECISION, "mediation_registry.complaint_review_opened"): REVIEW,
    (REVIEW, "mediation_registry.complaint_review_decided"): DECISION,
    (DISMISSED, "mediation_registry.complaint_closed"): CLOSED,
    (DECISION, "mediation_registry.complaint_closed"): CLOSED,
    (CLOSED, "mediation_registry.complaint_published"): CLOSED,
    **{
        (state, "mediation_registry.complaint_withdrawn"): CLOSED
        for state in (RECEIVED, ACKNOWLEDGED, JURISDICTION_CHECK, TRANSFERRED, SCREENING)
    },
    **{
        (state, "mediation_registry.complaint_evidence_added"): state
        for state in (RECEIVED, ACKNOWLEDGED, JURISDICTION_CHECK, TRANSFERRED, SCREENING, INVESTIGATION)
    },
    **{(state, "mediation_registry.complaint_due_date_set"): state for state in STATES if state != CLOSED},
}

#: From here on the mediator knows of the complaint (she is heard); before, and after a dismissal, she does not.
KNOWN_TO_THE_MEDIATOR = "mediation_registry.complaint_investigation_opened"

# -- outcomes
OUTCOME_DISMISSED = "dismissed"
OUTCOME_WARNING = "warning"
OUTCOME_CRITICISM = "criticism"
OUTCOME_REMOVAL = "removal_proposed"
OUTCOME_WITHDRAWN = "withdrawn"
OUTCOMES = (OUTCOME_DISMISSED, OUTCOME_WARNING, OUTCOME_CRITICISM, OUTCOME_REMOVAL, OUTCOME_WITHDRAWN)

# -- who hears it
COURT = "court"
AUTHORITY = "authority"


@dataclass(frozen=True)
class Forum:
    """The body that is to hear a complaint: a court or an authority, by code, and why."""

    kind: str
    code: str
    why: str


CASE_OF_A_COURT = "case_of_a_court"
ACCREDITING_PLACE = "accrediting_place"


def proposed_forum(inviting_court: str, accrediting_authority: str) -> Forum | None:
    """Who is proposed to hear the complaint; None when neither is known.

    The conduct in a case that a court referred, or on its roster: the inviting court (2016 Provisions art. 28;
    Online Rules art. 29). Otherwise the body at the door of the place that accredited the mediator.
    """
    if inviting_court:
        return Forum(COURT, inviting_court, CASE_OF_A_COURT)
    if accrediting_authority:
        return Forum(AUTHORITY, accrediting_authority, ACCREDITING_PLACE)
    return None


def after(state: str | None, act: str) -> str | None:
    """The state of a complaint after the act, or None where the act may not happen in this state."""
    return TRANSITIONS.get((state, act))


def needs_citation(forum_kind: str, outcome: str) -> bool:
    """Whether the outcome stands only on a rule that the body cites.

    A court's warning and circular criticism stand on art. 28 of the 2016 Provisions. No published instrument gives
    the accrediting places such sanctions, so they cite theirs. A proposal of removal decides nothing.
    """
    return forum_kind == AUTHORITY and outcome in {OUTCOME_WARNING, OUTCOME_CRITICISM}


def is_final(state: str) -> bool:
    """Whether the complaint is over; only then may an ordered text be published."""
    return state == CLOSED
