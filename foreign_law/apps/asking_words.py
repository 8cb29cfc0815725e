"""The words of acts and notices of asking: requests, scope, periods, costs, closing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import formats
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from foreign_law.models import AscertainmentRequest, Cost, CostAllocation, Jurisdiction, Period
from foreign_law.queries.ascertainment.course_words import MILESTONES
from foreign_law.rules.ascertainment.lifecycle import F
from portal.notices.kinds import court_of

_BASIS = {"basis": dict(AscertainmentRequest.Basis.choices), "jurisdiction": dict(Jurisdiction.choices)}
_PERIOD = {"kind": dict(Period.Kind.choices)}
_COST = {"kind": dict(Cost.Kind.choices)}
ACT_WORDS: dict[str, tuple[Any, Any, Mapping[str, Mapping[str, Any]]]] = {
    "request_drafted": (
        _("Ascertainment drafted"), _("Request %(reference)s was drafted in case %(case)s: law of %(jurisdiction)s."), _BASIS),
    "request_edited": (_("Draft of an ascertainment edited"), _("What request %(reference)s says was entered anew."), {}),
    "request_submitted": (
        _("Ascertainment put before the judge"),
        _("Request %(reference)s was put before the judge, with %(questions)s questions."), {}),
    "ascertainment_asked": (
        _("Ascertainment asked for"),
        _("Party %(party)s of case %(case)s asked for the ascertainment of the law of %(jurisdiction)s: %(reference)s."),
        _BASIS),
    "request_returned": (_("Ascertainment returned"), _("The judge returned request %(reference)s to be completed."), {}),
    "request_declined": (_("Ascertainment declined"), _("The judge declined request %(reference)s."), {}),
    "request_withdrawn": (_("Ascertainment withdrawn"), _("Request %(reference)s was withdrawn."), {}),
    "draft_withdrawn": (
        _("Draft of an ascertainment withdrawn"), _("The clerk withdrew the draft %(reference)s as a mistake."), {}),
    "scope_fixed": (
        _("Scope of the ascertainment fixed"),
        _("The scope of %(reference)s was fixed by %(order)s: %(basis)s, law of %(jurisdiction)s, %(questions)s questions."),
        _BASIS),
    "scope_amended": (
        _("Scope of the ascertainment amended"),
        _("The scope of %(reference)s was amended by %(order)s: %(added)s questions added."), {}),
    "basis_changed": (
        _("Basis of the ascertainment changed"),
        _("The basis of %(reference)s was changed by %(order)s: %(basis)s."), _BASIS),
    "period_fixed": (
        _("Period fixed"), _("A period of %(reference)s was fixed: %(kind)s, until %(due_date)s."), _PERIOD),
    "period_ended": (
        _("Period ended"), _("A period of %(reference)s until %(due_date)s was ended: %(kind)s."), _PERIOD),
    "extension_asked": (
        _("Extension asked for"), _("Party %(party)s asked in %(reference)s for more time until %(until_date)s: %(kind)s."),
        _PERIOD),
    "extension_granted": (
        _("Extension granted"), _("A period of %(reference)s was extended until %(due_date)s: %(kind)s."), _PERIOD),
    "extension_refused": (
        _("Extension refused"), _("More time was refused in %(reference)s; the period stays until %(due_date)s: %(kind)s."),
        _PERIOD),
    "cost_quoted": (
        _("Cost quoted"), _("Cost %(number)s of %(reference)s was quoted: %(kind)s, %(currency)s %(amount)s."), _COST),
    "cost_agreed": (
        _("Cost agreed to"), _("Cost %(number)s of %(reference)s was agreed to: %(kind)s, %(currency)s %(amount)s."), _COST),
    "cost_invoiced": (
        _("Cost invoiced"), _("Cost %(number)s of %(reference)s was invoiced: %(kind)s, %(currency)s %(amount)s."), _COST),
    "cost_paid": (
        _("Cost paid"), _("Cost %(number)s of %(reference)s was paid in advance: %(kind)s, %(currency)s %(amount)s."), _COST),
    "cost_withdrawn": (
        _("Cost withdrawn"), _("Cost %(number)s of %(reference)s fell away: %(kind)s, %(currency)s %(amount)s."), _COST),
    "costs_allocated": (
        _("Costs allocated"), _("The costs of %(reference)s were allocated: %(basis)s."),
        {"basis": dict(CostAllocation.Basis.choices)}),
    "request_closed": (_("Ascertainment closed"), _("Request %(reference)s was closed."), {}),
    "case_judgment_recorded": (
        _("Judgment of the case recorded"), _("The judgment of the case was recorded in %(reference)s: %(judgment)s."), {}),
    "case_judgment_set_aside": (
        _("Judgment of the case set aside"),
        _("It was recorded in %(reference)s that judgment %(judgment)s was set aside."), {}),
}  # fmt: skip
NOTICE_WORDS: dict[str, tuple[Any, Any, Any]] = {
    "ascertainment_milestone": (
        _("Ascertainment of foreign law: a milestone"), _("%(reference)s: %(milestone)s"),
        _("In the ascertainment of foreign law %(reference)s before %(court)s: %(milestone)s\n\nIts page shows what comes "
          "next, who holds it and until when.")),
    "ascertainment_waiting": (
        _("Ascertainment of foreign law: for the court"), _("%(reference)s: %(act_word)s"),
        _("In the ascertainment of foreign law %(reference)s: %(milestone)s\n\nIt stands on your desk.")),
    "ascertainment_provider": (
        _("Ascertainment of foreign law: for whoever was asked"), _("%(reference)s: %(act_word)s"),
        _("In the ascertainment of foreign law %(reference)s before %(court)s, in which you were asked: %(milestone)s")),
}  # fmt: skip


def prepare(context: Mapping[str, Any]) -> dict[str, str]:
    """The court's name and the milestone in the recipient's language, which is active."""
    act = str(context.get("act", ""))
    due = parse_date(str(context.get("last_day", "")))
    last_day = formats.date_format(due, "DATE_FORMAT") if due else ""
    sentence = str(MILESTONES.get(act, "")) % {"route": "", "due_date": last_day}
    known = ACT_WORDS.get(act.removeprefix(F))
    return {
        "court": court_of(context),
        "milestone": sentence,
        "act_word": str(known[0]) if known else sentence,
    }


def register() -> None:
    """Every label and kind of this area; called once, when the portal starts."""
    from portal.audit.labels import register_acts
    from portal.notices.kinds import register_kinds

    register_acts("foreign_law", ACT_WORDS)
    register_kinds("foreign_law", NOTICE_WORDS, prepare=prepare)
