"""What parties and the public read of a matter: one plain sentence for each act that concerns them.

Nothing here names a person or an address. What is not in the table stays inside the court.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from service_of_process.rules import channels, lifecycle
from service_of_process.rules.lifecycle import S

MILESTONES: dict[str, Any] = {
    S + act: words
    for act, words in {
        "leg_opened": _("The court chose a route: %(channel)s."),
        "leg_submitted": _("The request was prepared."),
        "leg_transferred": _("The request went to the High People's Court."),
        "leg_returned_for_correction": _("The High People's Court returned the request to be corrected."),
        "leg_dispatched": _("The documents were sent across the border."),
        "receipt_recorded": _("The requested court received the documents."),
        "supplement_requested": _("The requested court asked for further particulars."),
        "supplement_sent": _("The further particulars were sent."),
        "reminder_sent": _("The requested court was reminded."),
        "attempt_recorded": _("Delivery was attempted."),
        "mail_posted": _("The documents were posted."),
        "mail_signed": _("The mail was signed for."),
        "mail_returned": _("The mail came back."),
        "documents_sent": _("The documents were sent electronically."),
        "arrival_recorded": _("The electronic documents arrived."),
        "effective_arrival_recorded": _("The electronic documents arrived."),
        "documents_opened": _("The electronic documents were opened."),
        "receipt_confirmed": _("Receipt was confirmed."),
        "bounce_recorded": _("The electronic documents could not be delivered."),
        "delivery_signed": _("The documents were handed over and signed for."),
        "left_behind": _("The documents were left in the form the law provides."),
        "delivery_failed": _("The documents could not be handed over."),
        "pilot_ordered": _("The judge ordered service by a Hong Kong lawyer."),
        "lawyer_instructed": _("The lawyer was instructed."),
        "affidavit_received": _("The affidavit of service was received."),
        "service_certified": _("A certificate of service was received."),
        "non_service_certified": _("A certificate of non-service was received."),
        "return_recorded": _("The requested side returned the request."),
        "result_relayed": _("The result reached the court of the case."),
        "channel_unavailable_confirmed": _("The judge found that this route is closed."),
        "not_served_confirmed": _("The judge found that this route did not serve."),
        "exhaustion_confirmed": _("The judge found that every route is exhausted."),
        "whereabouts_unknown_recorded": _("The judge recorded that the addressee's whereabouts are unknown."),
        "notice_ordered": _("The judge ordered service by public notice."),
        "publication_recorded": _("The notice was published."),
        "notice_began": _("The term of the notice began to run."),
        "notice_matured": _("The term of the notice is over."),
        "notice_stopped": _("The judge stopped the public notice."),
        "service_confirmed": _("The judge confirmed service."),
        "earlier_service_confirmed": _("The judge confirmed an earlier date of service."),
        "deemed_service_confirmed": _("The judge found the documents deemed served."),
        "notice_service_confirmed": _("The judge confirmed service by public notice."),
        "service_challenged": _("Somebody objected to the service."),
        "service_upheld": _("The judge upheld the service."),
        "service_set_aside": _("The judge set the service aside."),
        "leg_withdrawn": _("This route was given up."),
        "matter_withdrawn": _("The court withdrew the matter."),
        "request_registered": _("The request was registered."),
        "request_reviewed": _("The request was reviewed."),
        "request_assigned": _("A court was charged with carrying it out."),
        "inbound_served": _("The documents were served."),
        "inbound_not_served": _("The documents could not be served."),
        "inbound_refused": _("The request was refused with written reasons."),
        "reply_made": _("The reply was made."),
        "reply_sent": _("The reply was sent back."),
        "evidence_taken": _("The evidence was taken."),
        "evidence_partly_taken": _("Part of the evidence was taken."),
        "evidence_not_taken": _("The evidence could not be taken."),
        "matter_closed": _("The matter was closed."),
    }.items()
}

#: Where the matter stands, as the title of its page says it.
HEADLINES: dict[str, Any] = {
    lifecycle.DRAFT: _("The court is preparing service"),
    lifecycle.ACTIVE: _("Service is under way"),
    lifecycle.PROPOSED_SERVED: _("A proof of service lies before the judge"),
    lifecycle.SERVED: _("The documents have been served"),
    lifecycle.DEEMED_SERVED: _("The documents are deemed served"),
    lifecycle.EXHAUSTED: _("Every route is exhausted"),
    lifecycle.NOTICE_RUNNING: _("The public notice is running"),
    lifecycle.SERVED_BY_NOTICE: _("The documents have been served by public notice"),
    lifecycle.CHALLENGED: _("An objection to the service lies before the judge"),
    lifecycle.WITHDRAWN: _("The matter was withdrawn"),
    lifecycle.CLOSED: _("The matter is closed"),
}

#: Where a matter under way stands while all its open routes lie with the same holder.
HEADLINES_WITH: dict[str, Any] = {
    lifecycle.CLERK: _("The court is at work on it"),
    lifecycle.DESK: _("The court is at work on it"),
    lifecycle.UPPER: _("The request is with the High People's Court"),
    lifecycle.POST_OFFICE: _("The documents are in the post"),
    lifecycle.ADDRESSEE: _("The documents were sent electronically"),
    lifecycle.JUDGE: _("A decision of the judge is awaited"),
}
#: The same, while the court beyond the border holds it: on its way there, and there.
HEADLINES_ON_THE_WAY: dict[str, Any] = {
    "HK": _("The request is on its way to the court of Hong Kong"),
    "MO": _("The request is on its way to the court of Macao"),
}
HEADLINES_THERE: dict[str, Any] = {
    "HK": _("The request is in the hands of the court of Hong Kong"),
    "MO": _("The request is in the hands of the court of Macao"),
}
HEADLINE_OF_EVIDENCE: Any = _("The request for evidence is under way")
HEADLINE_OF_SEVERAL: Any = _("Service is under way on %(count)s routes")
#: What a served date still needs, as the last station of the course.
JUDGE_CONFIRMS: Any = _("The judge in charge confirms the date of service.")

#: What comes next, by the state of the leg.
NEXT_OF_LEG: dict[str, Any] = {
    lifecycle.DRAFT: _("The clerk completes the papers."),
    lifecycle.COURT_REVIEW: _("The judicial-assistance desk checks the request and sends it on."),
    lifecycle.AT_UPPER: _(
        "The High People's Court sends the request across the border or returns it for correction."
    ),
    lifecycle.CORRECTION: _("The clerk corrects the request."),
    lifecycle.DISPATCHED: _("The requested court confirms that it has received the request."),
    lifecycle.RECEIVED: _("The requested court serves the documents and certifies the result."),
    lifecycle.SUPPLEMENT: _("The court sends the particulars asked for."),
    lifecycle.SUPPLEMENTED: _("The requested court goes on with the supplemented request."),
    lifecycle.EXECUTING: _("The requested court tries again or certifies the result."),
    lifecycle.CERTIFIED: _("The certificate goes to the court of the case."),
    lifecycle.NOT_CERTIFIED: _("The certificate goes to the court of the case."),
    lifecycle.RETURNED: _("The judge decides what follows from the return."),
    lifecycle.LATE_RESULT: _("The judge decides whether the late result counts."),
    lifecycle.POSTED: _("The post delivers; the return receipt comes back to the court."),
    lifecycle.SENT: _("The electronic documents arrive and are opened."),
    lifecycle.ARRIVED: _("The addressee confirms receipt."),
    lifecycle.PRESUMED: _("The judge decides whether reading counts as receipt."),
    lifecycle.ATTEMPTING: _("The court tries to hand the documents over."),
    lifecycle.ORDERED: _("The court instructs the lawyer."),
    lifecycle.INSTRUCTED: _("The lawyer serves the documents and swears an affidavit."),
    lifecycle.APPROVED: _("The notice is published in both places."),
    lifecycle.RUNNING: _("The term of the notice runs out."),
    lifecycle.MATURED: _("The judge decides on service by notice."),
    lifecycle.PROVED: _("The judge decides on the proof."),
    lifecycle.REGISTERED: _("The request is reviewed."),
    lifecycle.REVIEWED: _("A court is charged with carrying it out."),
    lifecycle.ASSIGNED: _("The executing court serves the documents."),
    lifecycle.DONE: _("The reply is made."),
    lifecycle.NOT_DONE: _("The reply is made."),
    lifecycle.REFUSED: _("The reply is made."),
    lifecycle.REPLIED: _("The reply is sent back."),
    lifecycle.SENT_BACK: _("The matter is closed."),
}
#: The same where evidence is asked for, as far as the words differ.
NEXT_OF_EVIDENCE: dict[str, Any] = {
    lifecycle.RECEIVED: _("The requested court takes the evidence and sends the result."),
    lifecycle.EXECUTING: _("The requested court takes the evidence and sends the result."),
    lifecycle.CERTIFIED: _("The result goes to the court of the case."),
    lifecycle.NOT_CERTIFIED: _("The result goes to the court of the case."),
}


def next_of_leg(family: str, state: str) -> str:
    """What comes next on a leg in this state; empty where nothing is awaited."""
    words = NEXT_OF_EVIDENCE.get(state) if family == channels.EVIDENCE else None
    return str(words or NEXT_OF_LEG.get(state, ""))


#: What comes next, by the state of the matter, where the matter as a whole decides.
NEXT_OF_MATTER: dict[str, Any] = {
    lifecycle.DRAFT: _("The court chooses the routes."),
    lifecycle.ACTIVE: _("The court chooses another route."),
    lifecycle.PROPOSED_SERVED: _("The judge decides on the proof."),
    lifecycle.EXHAUSTED: _("The judge decides on service by public notice."),
    lifecycle.CHALLENGED: _("The judge decides on the objection."),
    lifecycle.SERVED: _("The periods that begin with service run."),
    lifecycle.DEEMED_SERVED: _("The periods that begin with service run."),
    lifecycle.SERVED_BY_NOTICE: _("The periods that begin with service run."),
}
