"""Who may do which act, from which seat: the one table behind the permissions of this module.

The clerk records, the desk and the High People's Court forward or return, only the forum judge (承办法官、合议庭)
confirms service, deemed service, facts of art. 12, exhaustion and notice; parties and lawyers follow, supply and object.
"""

from __future__ import annotations

from service_of_process.rules.lifecycle import (
    ADDRESSEE,
    CLERK,
    DESK,
    EXECUTING_COURT,
    JUDGE,
    PEOPLE,
    SYSTEM,
    UPPER,
    S,
)

#: The roles that sit in a seat. Where (which court, which case) is checked with the record.
ROLES_AT: dict[str, frozenset[str]] = {
    CLERK: frozenset({"clerk", "assistance_desk"}),
    DESK: frozenset({"assistance_desk"}),
    UPPER: frozenset({"assistance_desk"}),
    JUDGE: frozenset({"judge"}),
    EXECUTING_COURT: frozenset({"clerk", "assistance_desk"}),
    PEOPLE: frozenset({"party", "lawyer"}),
    ADDRESSEE: frozenset(
        {"party", "lawyer", "system"}
    ),  # by account, or by the portal for whoever opened the link
    SYSTEM: frozenset({"system"}),
}

_TABLE: dict[tuple[str, ...], tuple[str, ...]] = {
    # -- preparing
    (CLERK,): (
        "matter_opened", "matter_edited", "document_added", "document_withdrawn", "address_added",
        "address_withdrawn", "contact_added", "contact_withdrawn", "leg_opened", "leg_submitted",
        "supplement_sent", "evidence_letter_written",
    ),
    (CLERK, JUDGE): ("leg_withdrawn", "matter_withdrawn"),
    (DESK,): ("leg_sent_back", "leg_transferred"),
    # -- beyond the court
    (UPPER,): ("leg_returned_for_correction",),
    (UPPER, DESK): (
        "leg_dispatched", "receipt_recorded", "receipt_estimated", "supplement_requested", "supplement_received",
        "reminder_sent", "service_certified", "non_service_certified", "return_recorded", "result_relayed",
        "evidence_taken", "evidence_partly_taken", "evidence_not_taken",
    ),
    (UPPER, DESK, CLERK): ("leg_rectified",),
    (CLERK, DESK, UPPER, EXECUTING_COURT): ("attempt_recorded",),
    # -- other channels
    (CLERK, DESK): (
        "mail_posted", "mail_signed", "mail_returned", "delivery_signed", "left_behind", "delivery_failed",
        "lawyer_instructed", "affidavit_received", "publication_recorded", "notice_began", "delivery_given_up",
        "paper_copy_given",
    ),
    (CLERK, DESK, SYSTEM): (
        "documents_sent", "arrival_recorded", "effective_arrival_recorded", "bounce_recorded", "reading_recorded",
    ),
    (ADDRESSEE, CLERK): ("receipt_confirmed",),
    (ADDRESSEE,): ("documents_opened", "paper_copy_asked"),
    # -- the forum judge alone
    (JUDGE,): (
        "service_confirmed", "deemed_service_confirmed", "earlier_service_confirmed", "proof_rejected",
        "service_date_rectified", "confirmation_reopened", "proposal_declined", "proposal_renewed",
        "channel_unavailable_confirmed", "not_served_confirmed", "exhaustion_confirmed",
        "whereabouts_unknown_recorded", "notice_ordered", "notice_stopped", "notice_service_confirmed",
        "fact_found", "fact_not_found", "return_ends_leg", "return_to_be_corrected", "return_disregarded",
        "late_result_accepted", "late_result_declined", "service_upheld", "service_set_aside", "pilot_ordered",
        "clock_extended",
    ),
    (PEOPLE, CLERK): ("fact_submitted", "service_challenged"),
    (SYSTEM,): (
        "service_proposed", "proposal_overtaken", "notice_matured", "clocks_evaluated",
    ),
    # -- requests from Hong Kong and Macao
    (UPPER, DESK, EXECUTING_COURT): ("reply_made",),
    (DESK,) * 2: (
        "request_registered", "request_reviewed", "request_referred", "request_assigned", "reply_sent",
        "inbound_supplement_requested", "inbound_supplement_received",
    ),
    (DESK, EXECUTING_COURT): (
        "inbound_served", "inbound_not_served", "inbound_evidence_taken", "inbound_evidence_not_taken",
        "inbound_refused",
    ),
    (DESK, CLERK): ("matter_closed",),
    # -- papers, codes, following
    (EXECUTING_COURT, CLERK, DESK, UPPER): ("paper_made",),
    (CLERK, DESK, UPPER, JUDGE, EXECUTING_COURT): ("paper_read",),
    (CLERK, DESK, JUDGE, EXECUTING_COURT): ("package_read",),
    (CLERK, DESK) * 2: (
        "access_code_issued", "access_code_revoked", "clock_replaced", "outage_recorded", "package_exported", "package_imported",
        "practice_changed",
    ),
    (PEOPLE,): ("calendar_issued", "calendar_revoked", "webhook_added", "webhook_ended", "address_supplied"),
}  # fmt: skip

SEATS: dict[str, tuple[str, ...]] = {
    S + act: tuple(dict.fromkeys(seats)) for seats, acts in _TABLE.items() for act in acts
}
ACTS: dict[str, frozenset[str]] = {
    act: frozenset().union(*(ROLES_AT[seat] for seat in seats)) for act, seats in SEATS.items()
}
