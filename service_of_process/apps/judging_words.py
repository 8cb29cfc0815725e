"""The words of the judge's acts and of the clocks: in the log, and in notices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.notices.kinds import court_of
from service_of_process.models import ConfirmedFact, Outage, Proposal, ReturnRecord, ServiceMatter

Words = Mapping[str, Mapping[str, Any]]
PROPOSAL: Words = {"proposal": dict(Proposal.Kind.choices)}
FACT: Words = {"fact": dict(ConfirmedFact.Kind.choices)}
RETURN: Words = {"return": dict(ReturnRecord.Kind.choices)}

ACT_WORDS: dict[str, tuple[Any, Any, Words]] = {
    "service_proposed": (
        _("Put before the judge"), _("Put before the judge: %(proposal)s; date: %(service_date)s."), PROPOSAL),
    "proposal_overtaken": (
        _("Proposal overtaken"), _("Overtaken by what happened: %(proposal)s; date: %(service_date)s."), PROPOSAL),
    "service_confirmed": (
        _("Service confirmed"), _("The judge confirmed service on %(confirmed_date)s by leg %(leg)s."), {}),
    "earlier_service_confirmed": (
        _("Earlier service confirmed"),
        _("The judge confirmed service on %(confirmed_date)s by leg %(leg)s; before, %(before_date)s stood."), {}),
    "service_date_rectified": (
        _("Date of service rectified"),
        _("The judge rectified the date of leg %(leg)s to %(confirmed_date)s. Date of service: %(effective_date)s; "
          "before: %(before_date)s."), {}),
    "deemed_service_confirmed": (
        _("Deemed service confirmed"),
        _("The judge confirmed that service by leg %(leg)s is deemed effected on %(confirmed_date)s."), {}),
    "notice_service_confirmed": (
        _("Service by public notice confirmed"),
        _("The judge confirmed service by public notice on %(confirmed_date)s."), {}),
    "confirmation_reopened": (
        _("Superseded confirmation opened again"),
        _("Leg %(leg)s, once confirmed on %(service_date)s, is before the judge again."), {}),
    "proof_rejected": (
        _("Proof not accepted"), _("The judge did not accept the proof of leg %(leg)s: %(reason)s"), PROPOSAL),
    "proposal_declined": (
        _("Proposal not accepted"), _("The judge did not accept: %(proposal)s. %(reason)s"), PROPOSAL),
    "proposal_renewed": (
        _("Proposal taken up again"), _("The judge takes up again: %(proposal)s; date: %(service_date)s."), PROPOSAL),
    "channel_unavailable_confirmed": (
        _("Channel found unavailable"),
        _("The judge found that the way of leg %(leg)s cannot be applied (2009 Provisions, art. 6). Nothing is served by it."),
        {}),
    "not_served_confirmed": (
        _("Mail found not served"),
        _("The judge found that the mail of leg %(leg)s counts as not served (2009 Provisions, art. 7)."), {}),
    "exhaustion_confirmed": (
        _("All routes found exhausted"), _("The judge found all routes exhausted: %(reason)s"), {}),
    "whereabouts_unknown_recorded": (
        _("Whereabouts unknown"), _("The judge recorded that the addressee's whereabouts are unknown: %(reason)s"), {}),
    "notice_ordered": (
        _("Public notice ordered"), _("The judge ordered a public notice. Term: %(term)s. %(reason)s"),
        {"term": dict(ServiceMatter.NoticeBasis.choices)}),
    "notice_stopped": (_("Public notice stopped"), _("The public notice of leg %(leg)s was stopped: %(reason)s"), {}),
    "notice_matured": (
        _("Term of the public notice over"),
        _("The term of the public notice of leg %(leg)s has ended; the judge decides."), {}),
    "fact_found": (
        _("Circumstance under art. 12 found"),
        _("The judge found, for leg %(leg)s: %(fact)s (%(fact_date)s). %(reason)s"), FACT),
    "fact_not_found": (
        _("Circumstance under art. 12 not found"),
        _("The judge did not find: %(fact)s (%(fact_date)s). %(reason)s"), FACT),
    "return_ends_leg": (
        _("Return ends the leg"), _("The judge decided that the return ends leg %(leg)s (%(return)s): %(reason)s"), RETURN),
    "return_to_be_corrected": (
        _("To be corrected and sent again"),
        _("The judge decided that leg %(leg)s is corrected and sent again (%(return)s): %(reason)s"), RETURN),
    "return_disregarded": (
        _("Return without effect"),
        _("The judge decided that the return on leg %(leg)s is without effect (%(return)s): %(reason)s"), RETURN),
    "late_result_accepted": (
        _("Late result counts"), _("The judge lets the late result of leg %(leg)s count: %(reason)s"), {}),
    "late_result_declined": (
        _("Late result without effect"), _("The late result of leg %(leg)s is kept without effect: %(reason)s"), {}),
    "service_upheld": (_("Service upheld"), _("The judge upheld service: %(reason)s"), {}),
    "service_set_aside": (
        _("Service set aside"),
        _("The judge set service on %(service_date)s aside; no date of service stands. %(reason)s"), {}),
    "clock_extended": (
        _("Period extended"),
        _("The judge extended a period from %(before_date)s to %(due_date)s: %(reason)s"), {}),
    "outage_recorded": (
        _("Outage recorded"), _("An outage was recorded: %(platform)s."), {"platform": dict(Outage.Platform.choices)}),
    "clocks_evaluated": (
        _("Clocks looked at"),
        _("The running periods were looked at: due %(due)s, overdue %(overdue)s, late %(late)s, escalated %(escalated)s, put "
          "before the judge %(proposed)s."), {}),
}  # fmt: skip

NOTICE_WORDS: dict[str, tuple[Any, Any, Any]] = {
    "proposal_waiting": (
        _("A proposal on service waits for the judge"), _("%(reference)s: a proposal waits for you"),
        _("In matter %(reference)s the portal puts before you: %(proposal_word)s. Nothing takes effect until you confirm it; "
          "the page of the matter shows the proof, the dates in question and the articles."),
    ),
    "decision_made": (
        _("The judge has decided on service"), _("%(reference)s: a decision on service"),
        _("The judge has decided in matter %(reference)s: %(act_word)s. The page of the matter shows what follows."),
    ),
}  # fmt: skip


def prepare(context: Mapping[str, Any]) -> dict[str, Any]:
    """Codes of a notice in words of the recipient's language, which is active."""
    act = ACT_WORDS.get(context.get("act", ""))
    return {
        "court": court_of(context),
        "proposal_word": str(dict(Proposal.Kind.choices).get(context.get("proposal", ""), "")),
        "act_word": str(act[0]) if act else "",
    }
