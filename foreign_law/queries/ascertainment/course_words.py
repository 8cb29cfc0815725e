"""What those outside the court read of a request: one plain sentence for each act that concerns them.

Nothing here names a person or says what a material contains. What is not in a table stays inside the court.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from foreign_law.rules.ascertainment import lifecycle
from foreign_law.rules.ascertainment.lifecycle import F

#: For the sides of the case.
MILESTONES: dict[str, Any] = {
    F + act: words
    for act, words in {
        "ascertainment_asked": _("A party asked that foreign law be ascertained."),
        "request_drafted": _("The court prepared a request."),
        "request_submitted": _("The request was put before the judge."),
        "request_returned": _("The judge returned the request to be completed."),
        "request_declined": _("The judge declined the request."),
        "request_withdrawn": _("The request was withdrawn."),
        "draft_withdrawn": _("The court withdrew a draft that was a mistake."),
        "scope_fixed": _("The judge fixed the basis and the questions."),
        "scope_amended": _("The judge amended the questions."),
        "basis_changed": _("The judge changed the basis: who is to provide the foreign law is another."),
        "period_fixed": _("The judge fixed a period: until %(due_date)s."),
        "period_ended": _("The judge ended a period."),
        "extension_asked": _("A party asked for more time."),
        "extension_granted": _("The judge granted more time: until %(due_date)s."),
        "extension_refused": _("The judge refused more time."),
        "justification_recorded": _(
            "The judge decided whether it is justified that nothing was provided in time."
        ),
        "findings_shown": _("The court looked for what effective judgments had found before."),
        "finding_relied_on": _("The court takes up what an effective judgment found."),
        "finding_rebutted": _("Evidence was put forward against an earlier finding."),
        "route_opened": _("The court chose a route: %(route)s."),
        "route_sent": _("The question was sent on this route: %(route)s."),
        "provider_accepted": _("Whoever was asked accepted and stated that it has no interest in the case."),
        "provider_declined": _("Whoever was asked declined."),
        "interest_rectified": _("It was recorded that an interest had been entered by mistake."),
        "material_received": _("Material on the foreign law was received."),
        "route_answered": _("An answer without material was received."),
        "route_assessed": _("The judge assessed what came on a route: %(route)s."),
        "route_withdrawn": _("A route was given up: %(route)s."),
        "supplement_ordered": _("The judge ordered that the law be ascertained further, on another route."),
        "exhibited": _("The material was shown in court."),
        "positions_invited": _("The parties were invited to take a position."),
        "position_taken": _("A party took a position."),
        "opportunity_recorded": _("It was recorded that a party had the opportunity to be heard."),
        "questioning_asked": _("A party asked that the institution or expert be questioned in court."),
        "questioning_allowed": _("The judge let the institution or expert be questioned in court."),
        "questioning_refused": _("The judge refused the questioning."),
        "questioning_held": _("The institution or expert was questioned."),
        "questioning_cancelled": _("The questioning was cancelled."),
        "content_confirmed": _("The judge confirmed the content: nobody objected."),
        "content_determined": _("The judge determined the content."),
        "finding_adopted": _("The judge adopted what an effective judgment had found."),
        "held_unascertainable": _("The judge held that the foreign law cannot be ascertained."),
        "answer_set_aside": _("The judge set the answer aside; the parties are heard again."),
        "cost_quoted": _("A quote was entered."),
        "cost_agreed": _("A cost was agreed to."),
        "cost_invoiced": _("An invoice was entered."),
        "cost_paid": _("A payment was entered."),
        "cost_withdrawn": _("A cost fell away."),
        "costs_allocated": _("The costs were allocated."),
        "request_closed": _("The ascertainment was closed."),
        "case_judgment_recorded": _("The judgment of the case was recorded."),
        "case_judgment_set_aside": _("It was recorded that the judgment was set aside."),
        "finding_released": _("The judge let other courts be shown what was found."),
        "finding_release_taken_back": _("The judge took back that other courts are shown what was found."),
    }.items()
}
#: For whoever was asked: what concerns the question itself.
FOR_PROVIDERS = frozenset(
    F + act for act in ("scope_fixed", "scope_amended", "request_withdrawn", "request_closed")
)
#: For whoever was asked, when it happened on the own attempt.
ON_OWN_ATTEMPT = frozenset(
    F + act
    for act in (
        "route_sent", "provider_accepted", "provider_declined", "interest_rectified", "material_received",
        "route_answered", "route_withdrawn",
        "questioning_allowed", "questioning_held", "questioning_cancelled",
    )
)  # fmt: skip

#: Where the request stands, as the title of its page says it.
HEADLINES: dict[str, Any] = {
    lifecycle.DRAFT: _("The request is being prepared"),
    lifecycle.SUBMITTED: _("The request lies before the judge"),
    lifecycle.SCOPED: _("The questions are fixed"),
    lifecycle.ROUTING: _("The court is choosing a route"),
    lifecycle.IN_PROGRESS: _("The foreign law is being ascertained"),
    lifecycle.RECEIVED: _("Material on the foreign law has come in"),
    lifecycle.SUPPLEMENT: _("The foreign law is to be ascertained further"),
    lifecycle.EXHIBITED: _("The material was shown in court"),
    lifecycle.POSITIONS: _("The parties are being heard"),
    lifecycle.CONFIRMED: _("The content is confirmed: nobody objected"),
    lifecycle.DETERMINED: _("The judge has determined the content"),
    lifecycle.ADOPTED: _("An earlier finding was adopted"),
    lifecycle.UNASCERTAINABLE: _("The foreign law cannot be ascertained"),
    lifecycle.COSTED: _("The costs are decided"),
    lifecycle.CLOSED: _("The ascertainment is closed"),
    lifecycle.WITHDRAWN: _("The request was withdrawn"),
    lifecycle.DECLINED: _("The judge declined the request"),
}
#: What comes next; "" where nothing does.
NEXT_STEPS: dict[str, Any] = {
    lifecycle.DRAFT: _("The request is completed and put before the judge."),
    lifecycle.SUBMITTED: _("The judge fixes the basis and the questions, or returns the request."),
    lifecycle.SCOPED: _("The court looks for earlier findings and chooses a route."),
    lifecycle.ROUTING: _("The court chooses the route on which the law is ascertained."),
    lifecycle.IN_PROGRESS: _("The material comes in; the judge assesses whether it suffices."),
    lifecycle.RECEIVED: _("The material is shown in court, or ascertained further."),
    lifecycle.SUPPLEMENT: _("The court opens another route."),
    lifecycle.EXHIBITED: _("The parties are invited to say whether they object."),
    lifecycle.POSITIONS: _("The judge decides once every party was heard."),
    lifecycle.CONFIRMED: _("The costs are allocated."),
    lifecycle.DETERMINED: _("The costs are allocated."),
    lifecycle.ADOPTED: _("The costs are allocated."),
    lifecycle.UNASCERTAINABLE: _("The costs are allocated."),
    lifecycle.COSTED: _("The court closes the ascertainment."),
}
HOLDERS: dict[str, Any] = {
    lifecycle.CLERK: _("the clerk of the court"),
    lifecycle.JUDGE: _("the judge"),
    lifecycle.PEOPLE: _("the parties"),
    lifecycle.PROVIDER: _("whoever was asked"),
}
