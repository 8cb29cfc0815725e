"""The acts that officers take on an application: which form, which action, when the button is there."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mediation_registry.actions import applications, assessment, committee
from mediation_registry.actions.steps import seat_for
from mediation_registry.forms import desk as forms
from mediation_registry.models import Application, EnablingRule
from mediation_registry.queries.applications import declaration_of, has_conflict, positions_in, round_of
from mediation_registry.queries.criteria import may_be_waived_by
from mediation_registry.queries.desk import places_of_committee
from mediation_registry.rules import lifecycle
from mediation_registry.viewsets.acts import DeskAct, deposited
from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of
from portal.identity.models import Jurisdiction
from portal.identity.permissions import may

PREFIX = "mediation_registry."
POSITION = PREFIX + "committee_position_recorded"
#: Acts that need a declaration that no conflict exists, by someone who assessed nothing (assess: decided nothing).
DECIDING = frozenset({
    PREFIX + "recognised_locally", PREFIX + "refused_locally", POSITION, PREFIX + "determined",
})  # fmt: skip
DECLARED = DECIDING | {PREFIX + "criterion_assessed"}


def _plain(action: Any) -> Any:
    """An action that takes the form's entries as they are named."""

    def run(application: Application, actor: Actor, at: datetime, form: forms.ApplicationForm) -> Any:
        return action(actor=actor, at=at, application_id=application.pk, **form.entries())

    return run


def _with_file(action: Any) -> Any:
    """As above, with the instrument kept as an exhibit of the application."""

    def run(application: Application, actor: Actor, at: datetime, form: forms.ApplicationForm) -> Any:
        exhibit = deposited(actor, at, form.cleaned_data.get("upload"), application.chain)
        return action(actor=actor, at=at, application_id=application.pk, exhibit=exhibit, **form.entries())

    return run


def _assess(application: Application, actor: Actor, at: datetime, form: forms.AssessForm) -> None:
    """Each finding; a refusal stands at the line that it is about."""
    for criterion, finding in form.findings():
        try:
            assessment.assess_criterion(
                actor=actor, at=at, application_id=application.pk, criterion_id=criterion.pk, **finding
            )
        except ValidationError as refusal:
            named = getattr(refusal, "error_dict", None)
            if named is None:
                raise
            place = criterion.position
            raise ValidationError({
                f"{name.removesuffix('_rule')}_{place}": errors for name, errors in named.items()
            }) from refusal  # fmt: skip


ACTS: dict[str, DeskAct] = {
    "check": DeskAct(PREFIX + "completeness_check_opened", _("Begin the check for completeness"), forms.CheckForm,
                     _plain(applications.open_completeness_check)),
    "complete": DeskAct(PREFIX + "application_complete", _("Find complete"), forms.CompleteForm,
                        _plain(applications.find_complete)),
    "return": DeskAct(PREFIX + "application_returned", _("Return for correction"), forms.ReturnForm,
                      _plain(applications.return_for_correction)),
    "declare": DeskAct(PREFIX + "conflict_declared", _("Declare on conflicts of interest"), forms.ConflictForm,
                       _plain(assessment.declare_conflict)),
    "assess": DeskAct(PREFIX + "criterion_assessed", _("Assess the criteria"), forms.AssessForm, _assess),
    "recognise": DeskAct(PREFIX + "recognised_locally", _("Recognise"), forms.RecogniseForm,
                         _with_file(assessment.recognise_locally)),
    "refuse": DeskAct(PREFIX + "refused_locally", _("Refuse"), forms.RefuseForm,
                      _with_file(assessment.refuse_locally), alarming=True),
    "to-committee": DeskAct(PREFIX + "put_to_committee", _("Put before the Working Committee"),
                            forms.ToCommitteeForm, _plain(committee.put_to_committee)),
    "position": DeskAct(POSITION, _("Record the position of this place"), forms.PositionForm,
                        _with_file(committee.record_committee_position)),
    "reopen": DeskAct(PREFIX + "assessment_reopened", _("Reopen the assessment"), forms.ReopenForm,
                      _plain(assessment.reopen_assessment)),
    "to-conference": DeskAct(PREFIX + "put_to_conference", _("Submit to the Joint Conference"),
                             forms.ToConferenceForm, _plain(committee.put_to_conference)),
    "conference": DeskAct(PREFIX + "determined", _("Record the outcome of the Joint Conference"),
                          forms.ConferenceForm, _with_file(committee.record_conference_outcome)),
}  # fmt: skip


def seated(application: Application, actor: Actor, act: str) -> bool:
    """The one table and the seats: may this actor do this act on this application now?"""
    if not may(actor, act) or lifecycle.after(application.state, act) is None:
        return False
    return bool(seat_for(application, actor, act))


def open_places(application: Application, actor: Actor) -> list[Jurisdiction]:
    """The places for which the actor sits in the committee and that have not spoken in this round."""
    spoken = positions_in(application, round_of(application)).values_list("jurisdiction__code", flat=True)
    codes = set(places_of_committee(actor)) - set(spoken)
    return list(Jurisdiction.objects.filter(code__in=codes).order_by("code"))


def offered(application: Application, actor: Actor) -> dict[str, DeskAct]:
    """The buttons of this application for this actor: those that the actions would not refuse out of hand."""
    seats = {name: act for name, act in ACTS.items() if seated(application, actor, act.act)}
    if not any(act.act in DECLARED for act in seats.values()):
        seats.pop("declare", None)
    if not seats or has_conflict(actor, application.pk):
        return {name: act for name, act in seats.items() if name == "declare"}
    if declaration_of(actor, application.pk) is None:
        seats = {name: act for name, act in seats.items() if act.act not in DECLARED}
    if application.assessments.filter(assessor=actor.key).exists():
        seats = {name: act for name, act in seats.items() if act.act not in DECIDING}
    if "assess" in seats and application.determinations.filter(decided_by=actor.key).exists():
        seats.pop("assess")
    if "position" in seats and not open_places(application, actor):
        seats.pop("position")
    return seats


def advice(application: Application, actor: Actor) -> list[Any]:
    """What an officer must know before the next step, in sentences."""
    wanted = [
        name for name, act in ACTS.items() if act.act in DECLARED and seated(application, actor, act.act)
    ]
    if not wanted:
        return []
    if has_conflict(actor, application.pk):
        return [_("You declared a conflict of interest; a colleague must take the next step.")]
    if declaration_of(actor, application.pk) is None:
        return [
            _(
                "Before you assess or decide, declare whether you have a conflict of interest with this applicant."
            )
        ]
    said: list[Any] = []
    if wanted != ["assess"] and application.assessments.filter(assessor=actor.key).exists():
        said.append(_("You assessed this application; another officer must decide."))
    if "position" in wanted and not open_places(application, actor):
        said.append(_("The position of your place is recorded; the other places are awaited."))
    return said


def waivers(application: Application, at: datetime) -> list[EnablingRule]:
    """Confirmed rules in force that allow a waiver here; none unless an authority's rule was cited."""
    rules = EnablingRule.objects.filter(scheme=application.scheme_id, power=EnablingRule.Power.WAIVER)
    return [rule for rule in rules if may_be_waived_by(rule, application, day_of(at))]
