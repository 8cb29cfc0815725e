"""The buttons of what the judge alone decides, and of recorded outages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.audit.actors import Actor
from service_of_process.actions import (
    challenges,
    confirming,
    exhausting,
    extending,
    facts,
    late_results,
    notice_orders,
    outages,
)
from service_of_process.forms import judging as forms
from service_of_process.forms.acts import ActForm, simple
from service_of_process.models import Leg, Proposal, ServiceMatter
from service_of_process.queries import judging
from service_of_process.rules import lifecycle, notice

Shown = Callable[[ServiceMatter, Leg | None], bool]


def _is_service(matter: ServiceMatter, leg: Leg | None = None) -> bool:
    return not matter.is_inbound and matter.kind == ServiceMatter.Kind.SERVICE


def _is_exhausted(matter: ServiceMatter, leg: Leg | None) -> bool:
    return _is_service(matter) and not notice.against_exhaustion(exhausting.facts_of(matter))


def _may_be_recorded_unknown(matter: ServiceMatter, leg: Leg | None) -> bool:
    return _is_service(matter) and matter.whereabouts_unknown_at is None


def _may_be_published(matter: ServiceMatter, leg: Leg | None) -> bool:
    ready = matter.state == lifecycle.EXHAUSTED or notice_orders.are_whereabouts_unknown(matter)
    return _is_service(matter) and ready


def _has_fact(matter: ServiceMatter, leg: Leg | None) -> bool:
    return judging.facts_to_decide(matter).exists()


def _was_declined(matter: ServiceMatter, leg: Leg | None) -> bool:
    return bool(judging.declined(matter))


def _may_be_extended(matter: ServiceMatter, leg: Leg | None) -> bool:
    return bool(judging.extendable(matter))


def _has_two_dates(kind: str) -> Shown:
    def shown(matter: ServiceMatter, leg: Leg | None) -> bool:
        found = judging.open_on(leg, (kind,)) if leg is not None else None
        return found is not None and found.alternative_date is not None

    return shown


def _on_other_date(kind: str) -> Callable[..., Any]:
    def run(*, actor: Actor, at: datetime, matter: ServiceMatter, leg: Leg | None, reason: str) -> Proposal:
        found = judging.open_on(leg, (kind,)) if leg is not None else None
        assert found is not None  # the button is shown with it only
        return confirming.confirm(
            actor=actor, at=at, proposal_id=found.pk, reason=reason, on=found.alternative_date
        )

    return run


def _by_key(action: Callable[..., Any]) -> Callable[..., Any]:
    """Calls an act whose form names the record by itself."""

    def run(*, actor: Actor, at: datetime, matter: ServiceMatter, leg: Leg | None, **entered: Any) -> None:
        action(actor=actor, at=at, **entered)

    return run


def _return_means(effect: str) -> Callable[..., Any]:
    def run(*, actor: Actor, at: datetime, matter: ServiceMatter, leg: Leg | None, reason: str) -> Leg:
        assert leg is not None
        return late_results.decide_return(actor=actor, at=at, leg_id=leg.pk, effect=effect, reason=reason)

    return run


def _outage(*, actor: Actor, at: datetime, matter: ServiceMatter, leg: Leg | None, **entered: Any) -> str:
    return outages.record_outage(actor=actor, at=at, court=matter.court, **entered).sentence


OFFERED: tuple[ActForm, ...] = (
    ActForm("fact_found", _("Find the circumstance under art. 12"), forms.FactFoundForm, _by_key(facts.find_fact),
            shown=_has_fact),
    ActForm("fact_not_found", _("Do not find the circumstance"), forms.FactForm, _by_key(facts.reject_fact),
            shown=_has_fact, alarming=True),
    ActForm("deemed_service_confirmed", _("Confirm on the other date"), forms.OtherDateForm,
            _on_other_date(Proposal.Kind.DEEMED), on_leg=True, shown=_has_two_dates(Proposal.Kind.DEEMED)),
    ActForm("notice_service_confirmed", _("Confirm on the other date"), forms.OtherDateForm,
            _on_other_date(Proposal.Kind.NOTICE), on_leg=True, shown=_has_two_dates(Proposal.Kind.NOTICE)),
    ActForm("proposal_renewed", _("Take up a proposal again"), forms.RenewForm, _by_key(confirming.renew),
            shown=_was_declined),
    ActForm("late_result_accepted", _("Let the late result count"), forms.ReasonForm,
            simple(late_results.accept_late_result, on_leg=True), on_leg=True),
    ActForm("late_result_declined", _("Keep the late result without effect"), forms.ReasonForm,
            simple(late_results.decline_late_result, on_leg=True), on_leg=True, alarming=True),
    ActForm("return_ends_leg", _("The return ends this leg"), forms.ReasonForm, _return_means(late_results.END),
            on_leg=True, alarming=True),
    ActForm("return_to_be_corrected", _("Correct and send again"), forms.ReasonForm,
            _return_means(late_results.CORRECT), on_leg=True),
    ActForm("return_disregarded", _("The return is without effect"), forms.ReasonForm,
            _return_means(late_results.DISREGARD), on_leg=True),
    ActForm("exhaustion_confirmed", _("Find all routes exhausted"), forms.ReasonForm,
            simple(exhausting.confirm_exhaustion, on_leg=False), shown=_is_exhausted),
    ActForm("whereabouts_unknown_recorded", _("Record that the whereabouts are unknown"), forms.ReasonForm,
            simple(notice_orders.record_whereabouts_unknown, on_leg=False), shown=_may_be_recorded_unknown),
    ActForm("notice_ordered", _("Order a public notice"), forms.NoticeForm,
            simple(notice_orders.order_notice, on_leg=False), shown=_may_be_published),
    ActForm("notice_stopped", _("Stop the public notice"), forms.ReasonForm,
            simple(notice_orders.stop_notice, on_leg=True), on_leg=True, alarming=True),
    ActForm("service_upheld", _("Uphold service"), forms.ReasonForm, simple(challenges.uphold, on_leg=False)),
    ActForm("service_set_aside", _("Set service aside"), forms.ReasonForm,
            simple(challenges.set_aside, on_leg=False), alarming=True),
    ActForm("clock_extended", _("Extend a period"), forms.ExtensionForm, _by_key(extending.extend_clock),
            shown=_may_be_extended),
    ActForm("outage_recorded", _("Record an outage of a platform"), forms.OutageForm, _outage),
)  # fmt: skip
