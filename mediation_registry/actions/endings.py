"""A mediation ends without settlement: the ground, the report to the court, what the court does with the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mediation_registry.actions.steps_mediation import (
    M,
    entered,
    move,
    record,
    require_standing,
    required_text,
    tell,
)
from mediation_registry.models import (
    Appointment,
    ChoiceRound,
    CourtFollowUp,
    EndReport,
    ExtensionProposal,
    Mediation,
    Session,
)
from mediation_registry.queries.mediation_clocks import is_period_over
from mediation_registry.queries.mediations import Standing, users_of, users_of_court, users_of_mediators
from mediation_registry.rules import mediation as rules
from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of


@dataclass(frozen=True)
class Report:
    """What Online Rules art. 21 asks the mediator to record; never what a party conceded."""

    course: str
    cause: str = ""
    costs: str = ""
    remarks: str = ""


@transaction.atomic
def end_mediation(
    *, actor: Actor, at: datetime, mediation_id: UUID, ground: str, reason: str, report: Report | None = None
) -> Mediation:
    """End without settlement on one of the grounds of Online Rules art. 25; the mediator may report in the same act.

    :raises PermissionRefused: no standing. :raises ValidationError: the ground is not open to this person, not in this
        state, or the period has not ended; no reason.
    """
    act = f"{M}mediation_ended"
    mediation, standing = entered(actor, at, act, mediation_id)
    require_standing(standing.is_party or standing.is_mediator or standing.is_court, act)
    _refuse_ground(mediation, standing, ground, at)
    text = required_text(reason, "reason", _("Give the reason."))
    close(mediation, act, actor, at, ground=ground, reason=text)
    if report is not None and standing.is_mediator:
        _write_report(mediation, report, actor, at)
    return mediation


@transaction.atomic
def report_end(*, actor: Actor, at: datetime, mediation_id: UUID, report: Report) -> EndReport:
    """The mediator reports to the court after an end that somebody else brought about (2016 Provisions art. 26).

    :raises ValidationError: reported already, or no court referred.
    """
    act = f"{M}end_reported"
    mediation, standing = entered(actor, at, act, mediation_id)
    require_standing(standing.is_mediator, act)
    return _write_report(mediation, report, actor, at)


@transaction.atomic
def follow_up(*, actor: Actor, at: datetime, mediation_id: UUID, step: str, note: str = "") -> CourtFollowUp:
    """The court records what it did with the file: registered the case, resumed the trial (Online Rules art. 21).

    :raises ValidationError: recorded already, or the step does not fit the kind of mediation.
    """
    act = f"{M}court_followed_up"
    mediation, standing = entered(actor, at, act, mediation_id)
    require_standing(standing.is_court, act)
    if CourtFollowUp.objects.filter(mediation=mediation).exists():
        raise ValidationError(_("The court's step has been recorded already."), code="done")
    fitting = {
        rules.DELEGATED: {CourtFollowUp.Step.FILED, CourtFollowUp.Step.NOT_PURSUED},
        rules.ENTRUSTED: {CourtFollowUp.Step.TRIAL_RESUMED},
    }
    if step not in fitting.get(mediation.kind, set()):
        raise ValidationError({"step": _("This step does not fit this kind of mediation.")})
    made = CourtFollowUp.objects.create(
        mediation=mediation, step=step, note=note.strip()[:300], done_at=at, done_by=actor.key
    )
    record(act, actor=actor, at=at, mediation=mediation, subject=made, facts={"step": step})
    told = users_of(mediation.parties.all(), day_of(at))
    tell(f"{M}court_followed_up", told, mediation=mediation, at=at, about="followup", context={"step": step})
    return made


def close(
    mediation: Mediation, act: str, actor: Actor, at: datetime, *, ground: str, reason: str,
    facts: Mapping[str, Any] | None = None,
) -> None:  # fmt: skip
    """Write the end, close what was open, record it, tell everybody, and give the file back to the court."""
    told = users_of(mediation.parties.all(), day_of(at)) + users_of_mediators(mediation)
    move(mediation, act, at, end_ground=ground, end_reason=reason, ended_at=at, stopped_at=None)
    _close_what_was_open(mediation, at)
    record(
        act, actor=actor, at=at, mediation=mediation, facts={"ground": ground, **(facts or {})},
        private={"reason": reason},
    )  # fmt: skip
    tell(f"{M}mediation_ended", told, mediation=mediation, at=at, about="ended", context={"ground": ground})
    desk = users_of_court(mediation, day_of(at))
    tell(f"{M}file_returned", desk, mediation=mediation, at=at, about="returned", at_desk=True,
         context={"ground": ground, "kind": mediation.kind})  # fmt: skip


def _close_what_was_open(mediation: Mediation, at: datetime) -> None:
    """Rounds, proposals and planned sessions end with the mediation; who was told need not answer any more.

    A suspicion that was reported stays open: the court examines it also after the end.
    """
    mediation.rounds.exclude(phase=ChoiceRound.Phase.CLOSED).update(
        phase=ChoiceRound.Phase.CLOSED, outcome=ChoiceRound.Outcome.ENDED, closed_at=at
    )
    ExtensionProposal.objects.filter(mediation=mediation, closed_at=None).update(
        closed_at=at, is_agreed=False
    )
    mediation.sessions.filter(state=Session.State.PLANNED).update(
        state=Session.State.CANCELLED, cancel_reason=_("The mediation ended.")
    )
    mediation.appointments.filter(state=Appointment.State.TOLD).update(
        state=Appointment.State.CLOSED, answered_at=at, reason=_("The mediation ended.")
    )


def _refuse_ground(mediation: Mediation, standing: Standing, ground: str, at: datetime) -> None:
    who = "court" if standing.is_court else "mediator" if standing.is_mediator else "party"
    problem = rules.ground_problem(
        ground, standing=who, state=mediation.state, is_period_over=is_period_over(mediation, day_of(at))
    )
    if problem is None:
        return
    sentences = {
        rules.NO_SUCH_GROUND: _("Choose one of the grounds."),
        rules.NOT_YOURS: _("This ground is not yours to state."),
        rules.NOT_IN_STATE: _("This ground does not exist in the present state of the mediation."),
        rules.PERIOD_RUNS: _("The period of the mediation has not ended."),
    }
    raise ValidationError({"ground": sentences[problem]})


def _write_report(mediation: Mediation, report: Report, actor: Actor, at: datetime) -> EndReport:
    if mediation.court is None:
        raise ValidationError(_("No court referred this mediation; nothing is reported."), code="no_court")
    if EndReport.objects.filter(mediation=mediation).exists():
        raise ValidationError(_("The report has been made already."), code="done")
    course = required_text(
        report.course, "course", _("Say how the mediation went, without what was conceded.")
    )
    cause = required_text(report.cause, "cause", _("Say why no agreement was reached."))
    made = EndReport.objects.create(
        mediation=mediation, course=course, cause=cause, costs=report.costs.strip(), remarks=report.remarks.strip(),
        reported_at=at, reported_by=actor.key,
    )  # fmt: skip
    record(f"{M}end_reported", actor=actor, at=at, mediation=mediation, subject=made)
    tell(f"{M}end_reported", users_of_court(mediation, day_of(at)), mediation=mediation, at=at, about="report",
         at_desk=True)  # fmt: skip
    return made
