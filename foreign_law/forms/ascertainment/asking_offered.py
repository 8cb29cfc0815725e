"""The buttons of asking: from the draft to the scope, periods, costs, closing, the judgment."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from foreign_law.actions.ascertainment import (
    allocating,
    closing,
    costs,
    drafting,
    effect,
    extensions,
    periods,
    scoping,
    withdrawing,
)
from foreign_law.forms.ascertainment import asking as forms
from foreign_law.forms.ascertainment import costs as money
from foreign_law.forms.ascertainment.acts import (
    COST,
    EXTENSION,
    PERIOD,
    ActForm,
    RequestForm,
    simple,
)
from foreign_law.rules.ascertainment import costs as rules
from foreign_law.rules.ascertainment import lifecycle


def _runs(period: Any) -> bool:
    """The period was neither ended nor replaced by a longer one."""
    return period.ended_at is None and getattr(period, "extended_by", None) is None


def _runs_for_parties(period: Any) -> bool:
    return _runs(period) and period.attempt_id is None


def _is_pending(asked: Any) -> bool:
    return bool(asked.decision == asked.Decision.PENDING)


def _may_become(state: str) -> Any:
    return lambda cost: rules.may_become(cost.state, state)


def _is_own_draft(request: Any) -> bool:
    return not request.was_put_before_the_judge


def _has_costs_to_allocate(request: Any) -> bool:
    """Once a request is withdrawn only what arose before is allocated (art. 11); where nothing did, nothing is said."""
    return request.state != lifecycle.WITHDRAWN or request.costs.filter(state__in=rules.COUNTED).exists()


def _has_judgment(request: Any) -> bool:
    return bool(request.judgment_number)


OFFERED: tuple[ActForm, ...] = (
    ActForm("request_submitted", _("Put before the judge"), RequestForm, simple(drafting.submit_request)),
    ActForm("request_edited", _("Edit the draft"), forms.EditForm, simple(drafting.edit_request)),
    ActForm("scope_fixed", _("Fix the scope"), forms.ScopeForm, simple(scoping.fix_scope)),
    ActForm("request_returned", _("Return to be completed"), forms.ReasonForm, simple(scoping.return_request)),
    ActForm("request_declined", _("Decline the request"), forms.ReasonForm, simple(scoping.decline_request),
            alarming=True),
    ActForm("scope_amended", _("Amend the scope"), forms.AmendForm, simple(scoping.amend_scope)),
    ActForm("basis_changed", _("Change the basis"), forms.BasisForm, simple(scoping.change_basis)),
    ActForm("period_fixed", _("Fix a period"), forms.PeriodForm, simple(periods.fix_period)),
    ActForm("period_ended", _("End the period"), forms.ReasonForm, simple(periods.end_period, on=PERIOD), on=PERIOD,
            shown=_runs, alarming=True),
    ActForm("extension_asked", _("Enter a request for an extension"), forms.DeskExtensionForm,
            simple(extensions.ask_extension, on=PERIOD), on=PERIOD, shown=_runs_for_parties),
    ActForm("extension_granted", _("Grant the extension"), forms.GrantForm,
            simple(extensions.grant_extension, on=EXTENSION), on=EXTENSION, shown=_is_pending),
    ActForm("extension_refused", _("Refuse the extension"), forms.ReasonForm,
            simple(extensions.refuse_extension, on=EXTENSION), on=EXTENSION, shown=_is_pending, alarming=True),
    ActForm("cost_quoted", _("Enter a quote"), money.QuoteForm, simple(costs.quote_cost)),
    ActForm("cost_agreed", _("Enter the agreement to the cost"), money.AgreeForm, simple(costs.agree_cost, on=COST),
            on=COST, shown=_may_become(rules.AGREED)),
    ActForm("cost_invoiced", _("Enter the invoice"), money.InvoiceForm, simple(costs.invoice_cost, on=COST), on=COST,
            shown=_may_become(rules.INVOICED)),
    ActForm("cost_paid", _("Enter the payment"), money.PaidForm, simple(costs.pay_cost, on=COST), on=COST,
            shown=_may_become(rules.PAID)),
    ActForm("cost_withdrawn", _("Withdraw the cost"), forms.ReasonForm, simple(costs.withdraw_cost, on=COST), on=COST,
            shown=_may_become(rules.WITHDRAWN), alarming=True),
    ActForm("costs_allocated", _("Allocate the costs"), money.AllocationForm, simple(allocating.allocate_costs),
            shown=_has_costs_to_allocate),
    ActForm("request_closed", _("Close the ascertainment"), RequestForm, simple(closing.close_request)),
    ActForm("draft_withdrawn", _("Withdraw the draft"), forms.DraftWithdrawalForm, simple(withdrawing.withdraw_draft),
            alarming=True, shown=_is_own_draft),
    ActForm("request_withdrawn", _("Withdraw the request"), forms.ReasonForm, simple(withdrawing.withdraw_request),
            alarming=True),
    ActForm("case_judgment_recorded", _("Record the judgment of the case"), forms.JudgmentForm,
            simple(effect.record_judgment)),
    ActForm("case_judgment_set_aside", _("Record that the judgment was set aside"), forms.ReasonForm,
            simple(effect.set_aside_judgment), shown=_has_judgment, alarming=True),
)  # fmt: skip
