"""Who may do which act of an ascertainment, from which seat: the one table behind the permissions.

The judge decides (arts 6–9, 11), the clerk prepares and records, parties and lawyers file and take positions, an
institution or expert answers within one request and speaks on foreign law only (art. 7).
"""

from __future__ import annotations

from foreign_law.rules.ascertainment.lifecycle import CLERK, JUDGE, LIBRARIAN, PEOPLE, PROVIDER, SYSTEM, F

#: The roles that sit in a seat. Where (which court, which case, which request) is checked with the record.
ROLES_AT: dict[str, frozenset[str]] = {
    CLERK: frozenset({"clerk", "assistance_desk"}),
    JUDGE: frozenset({"judge"}),
    PEOPLE: frozenset({"party", "lawyer"}),
    PROVIDER: frozenset({"expert"}),
    LIBRARIAN: frozenset({"librarian"}),
    SYSTEM: frozenset({"system"}),
}

_TABLE: dict[tuple[str, ...], tuple[str, ...]] = {
    # -- asking
    (CLERK, JUDGE): (
        "request_drafted", "findings_shown", "route_opened",
        "exhibited", "positions_invited", "opportunity_recorded", "request_closed", "questioning_held",
        "questioning_room_opened",
        "finding_relied_on", "alert_noted",
    ),
    # whoever asked may mend what the judge returned to her
    (CLERK, JUDGE, PEOPLE): ("request_edited", "request_submitted"),
    # the judge in every state; a party her own request before the scope is fixed
    (JUDGE, PEOPLE): ("request_withdrawn",),
    (PEOPLE,): ("ascertainment_asked", "questioning_asked"),
    # -- the judge alone
    (JUDGE,): (
        "request_returned", "request_declined", "scope_fixed", "scope_amended", "basis_changed", "period_fixed", "period_ended",
        "extension_granted", "extension_refused", "justification_recorded", "route_assessed", "supplement_ordered",
        "material_left_out",
        "questioning_allowed", "questioning_refused", "content_confirmed", "content_determined", "finding_adopted",
        "held_unascertainable", "answer_set_aside", "costs_allocated", "finding_released",
        "finding_release_taken_back",
    ),
    # -- on a route
    (CLERK,): (
        "draft_withdrawn", "route_sent", "route_answered", "route_withdrawn", "attempt_rectified", "interest_rectified",
        "questioning_cancelled",
        "cost_invoiced", "cost_withdrawn", "case_judgment_recorded", "case_judgment_set_aside",
    ),
    (PROVIDER, CLERK): (
        "provider_accepted", "provider_declined", "provider_proof_added", "provider_proof_withdrawn", "cost_quoted",
    ),
    # -- what Mainland judgments found, recorded from the judgments themselves
    (LIBRARIAN, CLERK): ("finding_recorded", "finding_withdrawn"),
    (PEOPLE, PROVIDER, CLERK): ("material_received", "material_completed", "material_withdrawn"),
    (SYSTEM,): ("alert_raised",),
    # -- papers
    (CLERK, JUDGE) * 2: ("paper_made", "wording_entered"),
    (CLERK, JUDGE, PEOPLE, PROVIDER): ("paper_read",),
    (PEOPLE, CLERK): ("position_taken", "finding_rebutted", "cost_agreed", "cost_paid", "extension_asked"),
}  # fmt: skip

SEATS: dict[str, tuple[str, ...]] = {
    F + act: tuple(dict.fromkeys(seats)) for seats, acts in _TABLE.items() for act in acts
}
#: Acts on the directory of institutions and experts: on no request, so from no seat in one. Taking up an invitation needs
#: an account and the code of the message.
_DIRECTORY: dict[str, frozenset[str]] = {
    **{
        F + act: ROLES_AT[LIBRARIAN] | ROLES_AT[CLERK]
        for act in ("provider_entered", "provider_changed", "provider_ended", "provider_resumed", "provider_invited",
                    "provider_invitation_revoked", "provider_account_bound", "provider_account_ended")
    },
    F + "provider_invitation_taken_up": frozenset({"party"}),
}  # fmt: skip

ACTS: dict[str, frozenset[str]] = {
    **_DIRECTORY,
    **{act: frozenset().union(*(ROLES_AT[seat] for seat in seats)) for act, seats in SEATS.items()},
}
