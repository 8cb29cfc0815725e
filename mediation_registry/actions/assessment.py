"""The place of application: conflicts declared, each criterion assessed, recognised or refused."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mediation_registry.actions.steps import (
    locked_application,
    move,
    record,
    refuse_conflict,
    require_another_than_assessor,
    require_no_conflict,
    require_order,
    require_own_file,
    seat_for,
    tell_applicant,
    tell_holder,
)
from mediation_registry.models import (
    Application,
    ConflictDeclaration,
    CriterionAssessment,
    Determination,
    EnablingRule,
)
from mediation_registry.queries.applications import latest_results, round_of
from mediation_registry.queries.criteria import may_be_waived_by
from mediation_registry.rules.criteria import blocks_recognition
from portal.audit.actors import Actor
from portal.cases.actions.beats import next_number
from portal.cases.actions.steps import day_of, require_reason
from portal.exhibits.models import Exhibit
from portal.identity.models import Authority
from portal.identity.permissions import PermissionRefused

Result = CriterionAssessment.Result


@transaction.atomic
def declare_conflict(
    *, actor: Actor, at: datetime, application_id: UUID, has_conflict: bool, statement: str = ""
) -> ConflictDeclaration:
    """An officer says whether a conflict of interest exists; the last declaration counts.

    :raises ValidationError: a conflict is declared without a word on what it is.
    """
    act = "mediation_registry.conflict_declared"
    application = locked_application(actor, at, act, application_id)
    if has_conflict and not statement.strip():
        raise ValidationError({"statement": _("Say in a few words what the conflict is.")})
    declaration = ConflictDeclaration.objects.create(
        application=application, number=next_number(application.conflict_declarations), officer=actor.key,
        has_conflict=has_conflict, statement=statement.strip()[:500], declared_at=at,
    )  # fmt: skip
    record(
        act, actor=actor, at=at, application=application, subject=declaration,
        facts={"has_conflict": has_conflict}, private={"statement": declaration.statement},
    )  # fmt: skip
    return declaration


@transaction.atomic
def assess_criterion(
    *,
    actor: Actor,
    at: datetime,
    application_id: UUID,
    criterion_id: UUID,
    result: str,
    reason: str = "",
    waiver_rule: EnablingRule | None = None,
) -> CriterionAssessment:
    """Find one criterion met, not met (with the reason), or waived under a cited rule (with the reason).

    A later finding on the same criterion takes the earlier one's place; both stay on record.

    :raises ValidationError: no declaration, a conflict, a missing reason, or a waiver that no rule in force allows.
    """
    act = "mediation_registry.criterion_assessed"
    application = locked_application(actor, at, act, application_id)
    criterion = application.window.rule_version.criteria.filter(pk=criterion_id).first()
    if criterion is None:
        raise PermissionRefused(act)
    require_no_conflict(application, actor)
    _require_another_than_decider(application, actor)
    if result not in Result.values:
        raise ValidationError({"result": _("Choose one of the results.")})
    text = reason.strip() if result == Result.MET else require_reason(reason)
    if result == Result.WAIVED:
        _require_waiver(application, waiver_rule, at)
    assessment = CriterionAssessment.objects.create(
        application=application, number=next_number(application.assessments), criterion=criterion,
        result=result, reason=text,
        waiver_rule=waiver_rule if result == Result.WAIVED else None, assessor=actor.key, assessed_at=at,
    )  # fmt: skip
    record(
        act, actor=actor, at=at, application=application, subject=assessment,
        facts={"criterion": criterion.code, "position": criterion.position, "result": result},
        private={"reason": text},
    )  # fmt: skip
    return assessment


def _require_another_than_decider(application: Application, actor: Actor) -> None:
    if application.determinations.filter(decided_by=actor.key).exists():
        raise ValidationError(
            _("You decided on this application before; another officer must assess it."),
            code="decider_assesses",
        )


def _require_waiver(application: Application, rule: EnablingRule | None, at: datetime) -> None:
    """No published instrument of the mediators' regime gives a power to waive: only a cited, confirmed rule does."""
    if rule is None or not may_be_waived_by(rule, application, day_of(at)):
        sentence = _("A criterion can be waived only under a confirmed rule of this place that is in force.")
        raise ValidationError({"waiver_rule": sentence})


@transaction.atomic
def recognise_locally(
    *,
    actor: Actor,
    at: datetime,
    application_id: UUID,
    reason: str = "",
    instrument_no: str = "",
    decided_date: date,
    exhibit: Exhibit | None = None,
) -> Determination:
    """The authority of the place recognises the applicant: every criterion is assessed and none is not met.

    :raises ValidationError: criteria open or not met; the actor assessed; a conflict; dates out of order.
    """
    act = "mediation_registry.recognised_locally"
    application = locked_application(actor, at, act, application_id)
    _require_ready_decider(application, actor)
    criteria = tuple(application.window.rule_version.criteria.values_list("code", flat=True))
    results = {code: row.result for code, row in latest_results(application).items()}
    open_ones, unmet = blocks_recognition(results, criteria)
    if open_ones:
        sentence = _("%(count)s of %(all)s criteria are not assessed yet.")
        raise ValidationError(sentence % {"count": len(open_ones), "all": len(criteria)}, code="not_assessed")
    if unmet:
        raise ValidationError(
            _("A criterion was found not met; the application cannot be recognised."), code="not_met"
        )
    decided = _decide(
        act, Determination.Outcome.RECOGNISED, actor, at, application,
        reason=reason.strip(), instrument_no=instrument_no, decided_date=decided_date, exhibit=exhibit,
    )  # fmt: skip
    tell_applicant("mediation_registry.recognised_locally", application=application, at=at)
    tell_holder(application=application, at=at)
    return decided


@transaction.atomic
def refuse_locally(
    *,
    actor: Actor,
    at: datetime,
    application_id: UUID,
    reason: str,
    instrument_no: str = "",
    decided_date: date,
    exhibit: Exhibit | None = None,
) -> Determination:
    """The authority of the place refuses the application, with its reason.

    :raises ValidationError: no reason; the actor assessed; a conflict; dates out of order.
    """
    act = "mediation_registry.refused_locally"
    application = locked_application(actor, at, act, application_id)
    _require_ready_decider(application, actor)
    decided = _decide(
        act, Determination.Outcome.REFUSED, actor, at, application,
        reason=require_reason(reason), instrument_no=instrument_no, decided_date=decided_date, exhibit=exhibit,
    )  # fmt: skip
    tell_applicant("mediation_registry.refused_locally", application=application, at=at)
    return decided


def _require_ready_decider(application: Application, actor: Actor) -> None:
    require_no_conflict(application, actor)
    require_another_than_assessor(application, actor)


def _decide(
    act: str,
    outcome: str,
    actor: Actor,
    at: datetime,
    application: Application,
    *,
    reason: str,
    instrument_no: str,
    decided_date: date,
    exhibit: Exhibit | None,
) -> Determination:
    """The decision of the place, as one row of this round, and the state after it."""
    require_order(application, decided_date, at)
    require_own_file(application, exhibit)
    authority = seat_for(application, actor, act)
    if not isinstance(authority, Authority):
        raise PermissionRefused(act)
    decided = Determination.objects.create(
        application=application, stage=Determination.Stage.LOCAL, round=round_of(application),
        jurisdiction=application.jurisdiction, authority=authority, outcome=outcome, reason=reason,
        instrument_no=instrument_no.strip()[:100], decided_date=decided_date, decided_by=actor.key,
        recorded_at=at, exhibit=exhibit,
    )  # fmt: skip
    move(application, act, at)
    record(
        act, actor=actor, at=at, application=application, subject=decided,
        facts={
            "authority": authority.code, "round": decided.round, "decided_date": decided_date.isoformat(),
            "instrument_no": decided.instrument_no,
        },
        private={"reason": reason},
    )  # fmt: skip
    return decided


@transaction.atomic
def reopen_assessment(*, actor: Actor, at: datetime, application_id: UUID, reason: str) -> Application:
    """After a referral back the place assesses anew; what was found before stands until it is found otherwise."""
    act = "mediation_registry.assessment_reopened"
    application = locked_application(actor, at, act, application_id)
    refuse_conflict(application, actor)
    text = require_reason(reason)
    move(application, act, at)
    record(act, actor=actor, at=at, application=application, private={"reason": text})
    tell_applicant("mediation_registry.assessment_reopened", application=application, at=at)
    tell_holder(application=application, at=at)
    return application
