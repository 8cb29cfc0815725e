"""States of a matter and of its legs, and the tables of what may happen in which state.

A leg proves or fails; a matter is served only by the forum judge's confirmation (法释〔2009〕2号 arts 6–12; Arrangements
of 1999 and 2020). "Overdue" is no state: a clock says so, the leg goes on (1999 art. 4, 2020 art. 6).
"""

from __future__ import annotations

from service_of_process.rules.channels import (
    DIRECT,
    ENTRUSTED,
    EVIDENCE,
    INBOUND,
    ONLINE,
    PILOT,
    POST,
    PUBLIC,
)

S = "service_of_process."

# -- matters
DRAFT, ACTIVE, PROPOSED_SERVED, SERVED, DEEMED_SERVED = (
    "draft",
    "active",
    "proposed_served",
    "served",
    "deemed_served",
)
EXHAUSTED, NOTICE_RUNNING, SERVED_BY_NOTICE = "exhausted", "notice_running", "served_by_notice"
CHALLENGED, WITHDRAWN, CLOSED = "challenged", "withdrawn", "closed"
MATTER_STATES = (
    DRAFT, ACTIVE, PROPOSED_SERVED, SERVED, DEEMED_SERVED, EXHAUSTED, NOTICE_RUNNING, SERVED_BY_NOTICE, CHALLENGED,
    WITHDRAWN, CLOSED,
)  # fmt: skip
#: A judge has confirmed a date that stands.
WITH_DATE = (SERVED, DEEMED_SERVED, SERVED_BY_NOTICE)
OVER = frozenset({WITHDRAWN, CLOSED})
_OPEN = (DRAFT, ACTIVE, PROPOSED_SERVED, EXHAUSTED, NOTICE_RUNNING)
PREVIOUS = "(previous)"  # back to the state before the challenge

MATTER_TRANSITIONS: dict[tuple[str | None, str], str] = {
    (None, S + "matter_opened"): DRAFT,
    (None, S + "request_registered"): ACTIVE,  # inbound
    **{
        (state, S + act): state
        for state in (*_OPEN, *WITH_DATE, CHALLENGED)
        for act in ("matter_edited", "document_added", "document_withdrawn", "address_added", "address_withdrawn",
                    "contact_added", "contact_withdrawn", "fact_submitted", "fact_found", "fact_not_found")
    },
    (DRAFT, S + "leg_opened"): ACTIVE,
    (ACTIVE, S + "leg_opened"): ACTIVE,
    (PROPOSED_SERVED, S + "leg_opened"): PROPOSED_SERVED,
    (EXHAUSTED, S + "leg_opened"): ACTIVE,
    (DRAFT, S + "pilot_ordered"): ACTIVE,
    (ACTIVE, S + "pilot_ordered"): ACTIVE,
    (PROPOSED_SERVED, S + "pilot_ordered"): PROPOSED_SERVED,
    (EXHAUSTED, S + "pilot_ordered"): ACTIVE,
    (DRAFT, S + "whereabouts_unknown_recorded"): DRAFT,
    (ACTIVE, S + "whereabouts_unknown_recorded"): ACTIVE,
    **{(state, S + "service_confirmed"): SERVED for state in (ACTIVE, PROPOSED_SERVED, EXHAUSTED, NOTICE_RUNNING)},
    **{
        (state, S + "deemed_service_confirmed"): DEEMED_SERVED
        for state in (ACTIVE, PROPOSED_SERVED, EXHAUSTED, NOTICE_RUNNING)
    },
    # an earlier proof that arrives later (2009 art. 10, second paragraph): the judge confirms anew
    **{(state, S + "earlier_service_confirmed"): SERVED for state in WITH_DATE},
    **{(state, S + "deemed_service_confirmed"): DEEMED_SERVED for state in WITH_DATE},  # only on an earlier day
    # the proof's date was wrong: the state follows the leg whose date stands afterwards
    **{(state, S + "service_date_rectified"): SERVED for state in WITH_DATE},
    **{
        (state, S + act): state
        for state in (ACTIVE, PROPOSED_SERVED, EXHAUSTED, NOTICE_RUNNING, *WITH_DATE, CHALLENGED)
        for act in ("proposal_declined", "proposal_renewed", "proof_rejected")
    },
    (ACTIVE, S + "channel_unavailable_confirmed"): ACTIVE,
    (PROPOSED_SERVED, S + "channel_unavailable_confirmed"): PROPOSED_SERVED,
    (ACTIVE, S + "not_served_confirmed"): ACTIVE,
    (PROPOSED_SERVED, S + "not_served_confirmed"): PROPOSED_SERVED,
    (ACTIVE, S + "exhaustion_confirmed"): EXHAUSTED,
    (DRAFT, S + "notice_ordered"): NOTICE_RUNNING,  # only with whereabouts unknown recorded
    (ACTIVE, S + "notice_ordered"): NOTICE_RUNNING,  # likewise
    (EXHAUSTED, S + "notice_ordered"): NOTICE_RUNNING,
    (NOTICE_RUNNING, S + "notice_stopped"): ACTIVE,
    (NOTICE_RUNNING, S + "notice_service_confirmed"): SERVED_BY_NOTICE,
    # a matured notice that an earlier, now set-aside proof had superseded
    **{(state, S + "notice_service_confirmed"): SERVED_BY_NOTICE for state in (ACTIVE, PROPOSED_SERVED)},
    **{(state, S + "service_challenged"): CHALLENGED for state in WITH_DATE},
    (CHALLENGED, S + "service_upheld"): PREVIOUS,
    (CHALLENGED, S + "service_set_aside"): ACTIVE,
    # not while an objection is undecided: the date of service would stand without an answer to it
    **{(state, S + "matter_withdrawn"): WITHDRAWN for state in _OPEN},
    (ACTIVE, S + "matter_closed"): CLOSED,  # inbound requests and evidence
}  # fmt: skip

# -- legs (DRAFT and WITHDRAWN as above)
COURT_REVIEW, AT_UPPER, CORRECTION = "court_review", "at_upper", "correction"
DISPATCHED, RECEIVED, SUPPLEMENT, SUPPLEMENTED, EXECUTING = (
    "dispatched", "received", "supplement", "supplemented", "executing",
)  # fmt: skip
CERTIFIED, NOT_CERTIFIED, RETURNED, LAPSED, LATE_RESULT = (
    "certified", "not_certified", "returned", "lapsed", "late_result",
)  # fmt: skip
POSTED, SENT, ARRIVED, PRESUMED, ATTEMPTING = "posted", "sent", "arrived", "presumed", "attempting"
ORDERED, INSTRUCTED, APPROVED, RUNNING, MATURED = "ordered", "instructed", "approved", "running", "matured"
PROVED, CONFIRMED, FAILED = "proved", "confirmed", "failed"
REGISTERED, REVIEWED, ASSIGNED, DONE, NOT_DONE, REFUSED, REPLIED, SENT_BACK = (
    "registered", "reviewed", "assigned", "done", "not_done", "refused", "replied", "sent_back",
)  # fmt: skip
LEG_STATES = (
    DRAFT, COURT_REVIEW, AT_UPPER, CORRECTION, DISPATCHED, RECEIVED, SUPPLEMENT, SUPPLEMENTED, EXECUTING, CERTIFIED,
    NOT_CERTIFIED, RETURNED, LAPSED, LATE_RESULT, POSTED, SENT, ARRIVED, PRESUMED, ATTEMPTING, ORDERED, INSTRUCTED,
    APPROVED, RUNNING, MATURED, PROVED, CONFIRMED, FAILED, REGISTERED, REVIEWED, ASSIGNED, DONE, NOT_DONE, REFUSED,
    REPLIED, SENT_BACK, CLOSED, WITHDRAWN,
)  # fmt: skip
#: A leg that no longer runs; a notice may begin only when every chosen leg is one of these, proved ones excepted.
LEG_OVER = frozenset({LAPSED, FAILED, CONFIRMED, WITHDRAWN, CLOSED})
#: A proof of service is in hand.
WITH_PROOF = frozenset({CERTIFIED, PROVED, CONFIRMED, LATE_RESULT})
#: The documents are beyond the border, no answer yet.
ABROAD = (DISPATCHED, RECEIVED, SUPPLEMENT, SUPPLEMENTED, EXECUTING)

_JUDGED: dict[tuple[str | None, str], str] = {
    (PROVED, S + "service_confirmed"): CONFIRMED,
    (PROVED, S + "earlier_service_confirmed"): CONFIRMED,
    (
        CONFIRMED,
        S + "earlier_service_confirmed",
    ): CONFIRMED,  # an earlier day of the same leg, proved or rectified
    (PROVED, S + "deemed_service_confirmed"): CONFIRMED,  # of a confirmation that was opened again
    (PROVED, S + "proof_rejected"): FAILED,
    (CONFIRMED, S + "service_set_aside"): FAILED,
    (CONFIRMED, S + "service_date_rectified"): CONFIRMED,
    # its date had been superseded by an earlier one that was set aside: the judge decides on it anew
    (CONFIRMED, S + "confirmation_reopened"): PROVED,
    (LATE_RESULT, S + "late_result_accepted"): PROVED,
    (LATE_RESULT, S + "late_result_declined"): LAPSED,
    # kept, without effect: the result of a leg that was withdrawn while abroad
    (WITHDRAWN, S + "service_certified"): WITHDRAWN,
    (WITHDRAWN, S + "non_service_certified"): WITHDRAWN,
}
_TRANSFER: dict[tuple[str | None, str], str] = {
    (None, S + "leg_opened"): DRAFT,
    (DRAFT, S + "leg_submitted"): COURT_REVIEW,
    (CORRECTION, S + "leg_submitted"): COURT_REVIEW,
    (COURT_REVIEW, S + "leg_sent_back"): DRAFT,
    (COURT_REVIEW, S + "leg_transferred"): AT_UPPER,
    (
        COURT_REVIEW,
        S + "leg_dispatched",
    ): DISPATCHED,  # authorised court to Macao; a High People's Court's own case
    (AT_UPPER, S + "leg_returned_for_correction"): CORRECTION,
    (AT_UPPER, S + "leg_dispatched"): DISPATCHED,
    (DISPATCHED, S + "receipt_estimated"): DISPATCHED,
    (DISPATCHED, S + "receipt_recorded"): RECEIVED,
    **{(state, S + "supplement_requested"): SUPPLEMENT for state in (DISPATCHED, RECEIVED, EXECUTING)},
    # a supplement asked for, or an attempt told of, before anybody told the day of receipt
    **{
        (state, S + act): state
        for state in (RECEIVED, SUPPLEMENT, SUPPLEMENTED, EXECUTING)
        for act in ("receipt_recorded", "receipt_estimated")
    },
    (SUPPLEMENT, S + "supplement_sent"): SUPPLEMENTED,
    (SUPPLEMENTED, S + "supplement_received"): RECEIVED,
    **{(state, S + "attempt_recorded"): EXECUTING for state in (DISPATCHED, RECEIVED, EXECUTING)},
    **{(state, S + "reminder_sent"): state for state in (DISPATCHED, RECEIVED, SUPPLEMENTED, EXECUTING)},
    **{(state, S + "return_recorded"): RETURNED for state in ABROAD},
    (RETURNED, S + "return_ends_leg"): FAILED,
    (RETURNED, S + "return_to_be_corrected"): CORRECTION,
    (RETURNED, S + "return_disregarded"): RECEIVED,
}
_WITHDRAWN: dict[str, tuple[str, ...]] = {
    ENTRUSTED: (DRAFT, COURT_REVIEW, AT_UPPER, CORRECTION, *ABROAD, RETURNED),
    EVIDENCE: (DRAFT, COURT_REVIEW, AT_UPPER, CORRECTION, *ABROAD, RETURNED),
    POST: (DRAFT, POSTED),
    ONLINE: (DRAFT, SENT, ARRIVED, PRESUMED),
    DIRECT: (DRAFT, ATTEMPTING),
    PILOT: (ORDERED, INSTRUCTED, ATTEMPTING),
    PUBLIC: (APPROVED, RUNNING, MATURED),
    INBOUND: (REGISTERED, REVIEWED, SUPPLEMENT, SUPPLEMENTED, ASSIGNED, ATTEMPTING),
}
_BY_FAMILY: dict[str, dict[tuple[str | None, str], str]] = {
    ENTRUSTED: {
        **_TRANSFER, **_JUDGED,
        **{(state, S + "service_certified"): CERTIFIED for state in ABROAD},
        **{(state, S + "non_service_certified"): NOT_CERTIFIED for state in ABROAD},
        (CERTIFIED, S + "result_relayed"): PROVED,
        (NOT_CERTIFIED, S + "result_relayed"): FAILED,
        **{(state, S + "channel_unavailable_confirmed"): LAPSED for state in ABROAD},
        **{(state, S + "deemed_service_confirmed"): CONFIRMED
           for state in (*ABROAD, NOT_CERTIFIED, RETURNED, LAPSED, FAILED)},
        (LAPSED, S + "service_certified"): LATE_RESULT,
        (LAPSED, S + "non_service_certified"): LAPSED,
        # a certificate after a return; and a second one, which replaces the first and says why
        **{(state, S + "service_certified"): CERTIFIED for state in (RETURNED, CERTIFIED, NOT_CERTIFIED)},
        **{(state, S + "non_service_certified"): NOT_CERTIFIED for state in (RETURNED, CERTIFIED, NOT_CERTIFIED)},
        (FAILED, S + "service_certified"): LATE_RESULT,
        (FAILED, S + "non_service_certified"): FAILED,
        (LATE_RESULT, S + "service_certified"): LATE_RESULT,
        (LATE_RESULT, S + "non_service_certified"): LAPSED,
        (PROVED, S + "service_certified"): PROVED,
        (PROVED, S + "non_service_certified"): NOT_CERTIFIED,
        # the judge deemed it served, then the certificate came: she confirms anew where it fixes an earlier day
        (CONFIRMED, S + "service_certified"): CONFIRMED,
        (CONFIRMED, S + "non_service_certified"): CONFIRMED,
    },
    EVIDENCE: {
        **_TRANSFER,
        **{(state, S + "evidence_taken"): DONE for state in ABROAD},
        **{(state, S + "evidence_partly_taken"): DONE for state in ABROAD},
        **{(state, S + "evidence_not_taken"): NOT_DONE for state in ABROAD},
        (DONE, S + "result_relayed"): CLOSED,
        (NOT_DONE, S + "result_relayed"): FAILED,
    },
    POST: {
        **_JUDGED,
        (None, S + "leg_opened"): DRAFT,
        (DRAFT, S + "mail_posted"): POSTED,
        (POSTED, S + "mail_signed"): PROVED,
        (POSTED, S + "mail_returned"): FAILED,
        (POSTED, S + "attempt_recorded"): POSTED,
        **{(state, S + "deemed_service_confirmed"): CONFIRMED for state in (POSTED, LAPSED, FAILED)},
        (POSTED, S + "not_served_confirmed"): LAPSED,
        (LAPSED, S + "mail_signed"): LATE_RESULT,
        # after the judge held the mail to be served by expiry: the signed day is put before her
        (CONFIRMED, S + "mail_signed"): CONFIRMED,
        # kept, without effect
        (WITHDRAWN, S + "mail_signed"): WITHDRAWN,
        **{(state, S + "mail_returned"): state for state in (LAPSED, CONFIRMED, WITHDRAWN)},
    },
    ONLINE: {
        **_JUDGED,
        (None, S + "leg_opened"): DRAFT,
        (DRAFT, S + "documents_sent"): SENT,
        (SENT, S + "arrival_recorded"): ARRIVED,  # confirmed receipt still wanted
        (SENT, S + "effective_arrival_recorded"): PROVED,  # consent and a provided or confirmed address: CPL 90
        **{(state, S + "documents_opened"): state for state in (SENT, ARRIVED, PRESUMED, PROVED, CONFIRMED)},
        **{(state, S + "reading_recorded"): PRESUMED for state in (SENT, ARRIVED)},  # Online Rules art. 31: rebuttable
        **{(state, S + "receipt_confirmed"): PROVED for state in (SENT, ARRIVED, PRESUMED)},
        **{(state, S + "bounce_recorded"): FAILED for state in (SENT, ARRIVED)},
        # said beside a proof: kept, and for the judge to weigh; it moves nothing by itself
        **{(state, S + act): state
           for state in (PROVED, CONFIRMED) for act in ("receipt_confirmed", "bounce_recorded")},
        **{(state, S + act): state  # a judgment on paper for whoever asks: CPL art. 90
           for state in (SENT, ARRIVED, PRESUMED, PROVED, CONFIRMED)
           for act in ("paper_copy_asked", "paper_copy_given")},
        **{(state, S + "delivery_given_up"): FAILED for state in (SENT, ARRIVED, PRESUMED)},
        (PRESUMED, S + "service_confirmed"): CONFIRMED,
        (PRESUMED, S + "earlier_service_confirmed"): CONFIRMED,
        (PRESUMED, S + "proof_rejected"): FAILED,
        **{(state, S + "deemed_service_confirmed"): CONFIRMED for state in (SENT, ARRIVED, PRESUMED, FAILED)},
    },
    DIRECT: {
        **_JUDGED,
        (None, S + "leg_opened"): DRAFT,
        (DRAFT, S + "attempt_recorded"): ATTEMPTING,
        (ATTEMPTING, S + "attempt_recorded"): ATTEMPTING,
        **{(state, S + act): PROVED for state in (DRAFT, ATTEMPTING) for act in ("delivery_signed", "left_behind")},
        (ATTEMPTING, S + "delivery_failed"): FAILED,
        (DRAFT, S + "delivery_failed"): FAILED,
        **{(state, S + "deemed_service_confirmed"): CONFIRMED for state in (ATTEMPTING, FAILED)},
    },
    PILOT: {
        **_JUDGED,
        (None, S + "pilot_ordered"): ORDERED,
        (ORDERED, S + "lawyer_instructed"): INSTRUCTED,
        **{(state, S + "attempt_recorded"): ATTEMPTING for state in (INSTRUCTED, ATTEMPTING)},
        **{(state, S + "affidavit_received"): PROVED for state in (INSTRUCTED, ATTEMPTING)},
        **{(state, S + "delivery_failed"): FAILED for state in (INSTRUCTED, ATTEMPTING)},
        **{(state, S + "deemed_service_confirmed"): CONFIRMED for state in (ATTEMPTING, FAILED)},
    },
    PUBLIC: {
        (None, S + "notice_ordered"): APPROVED,
        (APPROVED, S + "publication_recorded"): APPROVED,  # the first of the two places
        (APPROVED, S + "notice_began"): RUNNING,  # with the second
        (RUNNING, S + "notice_matured"): MATURED,
        (MATURED, S + "notice_service_confirmed"): CONFIRMED,
        **{(state, S + "notice_stopped"): WITHDRAWN for state in (APPROVED, RUNNING, MATURED)},
        (CONFIRMED, S + "service_set_aside"): FAILED,
        (CONFIRMED, S + "confirmation_reopened"): PROVED,
        (PROVED, S + "notice_service_confirmed"): CONFIRMED,
        (PROVED, S + "proof_rejected"): FAILED,
    },
    INBOUND: {
        (None, S + "request_registered"): REGISTERED,
        (REGISTERED, S + "request_reviewed"): REVIEWED,
        # an authorised court without jurisdiction refers the request to its High People's Court (Macao 2020 art. 4)
        **{(state, S + "request_referred"): REGISTERED for state in (REGISTERED, REVIEWED)},
        **{(state, S + "inbound_supplement_requested"): SUPPLEMENT for state in (REGISTERED, REVIEWED, ASSIGNED)},
        (SUPPLEMENT, S + "inbound_supplement_received"): REVIEWED,
        (REVIEWED, S + "request_assigned"): ASSIGNED,
        **{(state, S + "attempt_recorded"): ATTEMPTING for state in (ASSIGNED, ATTEMPTING)},
        **{(state, S + "inbound_served"): DONE for state in (ASSIGNED, ATTEMPTING)},
        **{(state, S + "inbound_not_served"): NOT_DONE for state in (ASSIGNED, ATTEMPTING)},
        **{(state, S + "inbound_evidence_taken"): DONE for state in (ASSIGNED, ATTEMPTING)},
        **{(state, S + "inbound_evidence_not_taken"): NOT_DONE for state in (ASSIGNED, ATTEMPTING)},
        **{(state, S + "inbound_refused"): REFUSED for state in (REGISTERED, REVIEWED, ASSIGNED, ATTEMPTING)},
        **{(state, S + "reply_made"): REPLIED for state in (DONE, NOT_DONE, REFUSED)},
        (REPLIED, S + "reply_sent"): SENT_BACK,
        (SENT_BACK, S + "matter_closed"): CLOSED,
    },
}  # fmt: skip
LEG_TRANSITIONS: dict[tuple[str, str | None, str], str] = {
    **{
        (family, state, act): after
        for family, rows in _BY_FAMILY.items()
        for (state, act), after in rows.items()
    },
    **{
        (family, state, S + "leg_withdrawn"): WITHDRAWN
        for family, states in _WITHDRAWN.items()
        for state in states
        if family != PUBLIC
    },
    # a wrong date or number is rectified in every state that bears one; nothing else changes
    **{
        (family, state, S + "leg_rectified"): state
        for family in _BY_FAMILY
        for state in LEG_STATES
        if state not in (DRAFT, COURT_REVIEW)
    },
}

# -- who acts: from which seat
CLERK, DESK, UPPER, JUDGE, EXECUTING_COURT, ADDRESSEE, PEOPLE, SYSTEM = (
    "clerk", "desk", "upper", "judge", "executing_court", "addressee", "people", "system",
)  # fmt: skip
#: Who holds a leg in a state: shown on every screen. ``requested``: the court beyond the border.
REQUESTED, REQUESTING, POST_OFFICE, LAWYER, NOBODY = "requested", "requesting", "post_office", "lawyer", ""
HELD_BY: dict[str, str] = {
    DRAFT: CLERK, COURT_REVIEW: DESK, AT_UPPER: UPPER, CORRECTION: CLERK, DISPATCHED: REQUESTED, RECEIVED: REQUESTED,
    SUPPLEMENT: CLERK, SUPPLEMENTED: REQUESTED, EXECUTING: REQUESTED, CERTIFIED: UPPER, NOT_CERTIFIED: UPPER,
    RETURNED: JUDGE, LATE_RESULT: JUDGE, POSTED: POST_OFFICE, SENT: ADDRESSEE, ARRIVED: ADDRESSEE, PRESUMED: JUDGE,
    ATTEMPTING: CLERK, ORDERED: CLERK, INSTRUCTED: CLERK, APPROVED: CLERK, RUNNING: NOBODY, MATURED: JUDGE,
    PROVED: JUDGE, REGISTERED: UPPER, REVIEWED: UPPER, ASSIGNED: EXECUTING_COURT, DONE: UPPER, NOT_DONE: UPPER,
    REFUSED: UPPER, REPLIED: UPPER, SENT_BACK: UPPER,
}  # fmt: skip


def holder_of(family: str, state: str) -> str:
    """Who holds a leg: a seat, the court beyond the border, the post office, or nobody ("").

    The supplement to an inbound request is awaited from the side that asked for assistance.
    """
    if family == INBOUND and state == SUPPLEMENT:
        return REQUESTING
    return HELD_BY.get(state, NOBODY)


def leg_after(family: str, state: str | None, act: str) -> str | None:
    """The leg's state after the act; None where the act may not happen in this state of this family."""
    return LEG_TRANSITIONS.get((family, state, act))


def matter_after(state: str | None, act: str) -> str | None:
    """The matter's state after the act (PREVIOUS: the one before the challenge); None where it may not happen."""
    return MATTER_TRANSITIONS.get((state, act))
