"""An application from draft to complete: the applicant's steps and those of intake."""

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
    tell_applicant,
    tell_holder,
)
from mediation_registry.models import Application, CriterionAnswer, IntakeWindow, Registrant
from mediation_registry.models.schemes import PLACE_NAMES
from mediation_registry.queries.criteria import lacking_sentences
from mediation_registry.rules import lifecycle, windows
from mediation_registry.rules.criteria import LARGEST_NUMBER, NUMBERED
from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of, require_reason
from portal.cases.models.cases import person_id_of
from portal.identity.permissions import PermissionRefused, require
from portal.numbering.allocation import allocate, compose_reference

SERIES, PREFIX = "mediator applications", "MAP"
LONGEST_TEXT = 4000


@transaction.atomic
def draft_application(
    *, actor: Actor, at: datetime, registrant: Registrant, window: IntakeWindow
) -> Application:
    """Begin an application in an intake window, or go on with the one begun there.

    A draft may be begun as soon as the window is announced; it is submitted while the window is open.

    :raises PermissionRefused: the registrant is somebody else.
    :raises ValidationError: the window has closed, is for another kind, or an application is open in this intake.
    """
    act = "mediation_registry.application_drafted"
    require(actor, act)
    if registrant.person.user_id is None or registrant.person.user_id != person_id_of(actor):
        raise PermissionRefused(act)
    registrant = Registrant.objects.select_for_update(of=("self",)).get(pk=registrant.pk)
    rules = window.rule_version
    if rules.scheme.kind != registrant.kind:
        raise ValidationError(_("This intake is not for applicants of your kind."), code="kind")
    open_ones = registrant.applications.filter(
        scheme=rules.scheme, intake_year=window.intake_year, state__in=lifecycle.OPEN
    )
    if (running := open_ones.select_related("jurisdiction").first()) is not None:
        return _gone_on_with(running, window)
    _require_not_closed(window, at)
    year = day_of(at).year
    application = Application.objects.create(
        reference=compose_reference(PREFIX, year=year, number=allocate(SERIES, year=year)),
        registrant=registrant, window=window, scheme=rules.scheme, jurisdiction=rules.jurisdiction,
        intake_year=window.intake_year, state=lifecycle.DRAFT, state_since_at=at, drafted_at=at,
    )  # fmt: skip
    record(act, actor=actor, at=at, application=application, facts={"intake_year": window.intake_year})
    return application


def _gone_on_with(running: Application, window: IntakeWindow) -> Application:
    if running.window_id == window.pk:
        return running
    sentence = _(
        "You have an application open in this intake already (%(reference)s, %(place)s). One person applies in one "
        "place only; withdraw it first if you wish to apply elsewhere."
    )
    raise ValidationError(
        sentence % {"reference": running.reference, "place": PLACE_NAMES[running.jurisdiction.code]},
        code="one_open",
    )


def _require_not_closed(window: IntakeWindow, at: datetime) -> None:
    if windows.state_at(window.opens_at, window.closes_at, at) == windows.CLOSED:
        raise ValidationError(_closed_sentence(window), code="window_closed")


def _closed_sentence(window: IntakeWindow) -> str:
    sentence = _(
        "The intake closed on %(moment)s (time of Guangdong, Hong Kong and Macao). What you entered is kept; it "
        "cannot be submitted in this intake."
    )
    return sentence % {"moment": _moment(window.closes_at)}


def _moment(at: datetime) -> str:
    return f"{windows.on_the_clock(at):%Y-%m-%d %H:%M:%S}"


@transaction.atomic
def answer_criterion(
    *,
    actor: Actor,
    at: datetime,
    application_id: UUID,
    criterion_id: UUID,
    declared: bool = False,
    number: int | None = None,
    text: str = "",
) -> CriterionAnswer:
    """Write or replace the answer to one criterion, while the application is a draft or was returned.

    :raises PermissionRefused: the application is somebody else's, or the criterion of other rules.
    :raises ValidationError: the number or the explanation is out of bounds, or the file lies with the authority.
    """
    act = "mediation_registry.application_edited"
    application = locked_application(actor, at, act, application_id)
    criterion = application.window.rule_version.criteria.filter(pk=criterion_id).first()
    if criterion is None:
        raise PermissionRefused(act)
    if criterion.measure not in NUMBERED:
        number = None
    if number is not None and not 0 <= number <= LARGEST_NUMBER:
        raise ValidationError({"number": _("Enter a whole number from 0.")})
    if len(text.strip()) > LONGEST_TEXT:
        sentence = _("The explanation is longer than %(limit)s characters.")
        raise ValidationError({"text": sentence % {"limit": LONGEST_TEXT}})
    answer, __ = CriterionAnswer.objects.update_or_create(
        application=application,
        criterion=criterion,
        defaults={"declared": declared, "number": number, "text": text.strip(), "answered_at": at},
    )
    record(
        act, actor=actor, at=at, application=application, subject=answer,
        facts={"criterion": criterion.code, "position": criterion.position},
    )  # fmt: skip
    return answer


@transaction.atomic
def submit_application(*, actor: Actor, at: datetime, application_id: UUID) -> Application:
    """Hand the application in: the window is open, every criterion is answered, no other place was applied to.

    :raises ValidationError: says what stands in the way; the draft stays as it is.
    """
    act = "mediation_registry.application_submitted"
    application = locked_application(actor, at, act, application_id)
    window = application.window
    state = windows.state_at(window.opens_at, window.closes_at, at)
    if state == windows.ANNOUNCED:
        sentence = _("The intake opens on %(moment)s (time of Guangdong, Hong Kong and Macao).")
        raise ValidationError(sentence % {"moment": _moment(window.opens_at)}, code="window_announced")
    _require_not_closed(window, at)
    _refuse_multiple(application)
    _require_answers(application)
    application.submitted_at = at
    move(application, act, at)
    record(act, actor=actor, at=at, application=application, facts={"intake_year": application.intake_year})
    tell_applicant("mediation_registry.application_received", application=application, at=at)
    tell_holder(application=application, at=at)
    return application


def _refuse_multiple(application: Application) -> None:
    """Hong Kong's intake considers no applicant who applied in another place too (multiple applications)."""
    others = Application.objects.filter(
        registrant=application.registrant_id, scheme=application.scheme_id,
        intake_year=application.intake_year, submitted_at__isnull=False,
    ).exclude(jurisdiction=application.jurisdiction_id).exclude(state=lifecycle.WITHDRAWN)  # fmt: skip
    other = others.select_related("jurisdiction", "window__rule_version").first()
    if other is None:
        return
    if application.window.rule_version.one_application_only or other.window.rule_version.one_application_only:
        sentence = _(
            "You applied in another place in this intake (%(reference)s, %(place)s). The rules consider no applicant "
            "who applies in more than one place."
        )
        raise ValidationError(
            sentence % {"reference": other.reference, "place": PLACE_NAMES[other.jurisdiction.code]},
            code="multiple",
        )


def _require_answers(application: Application) -> None:
    if sentences := lacking_sentences(application):
        raise ValidationError([ValidationError(sentence, code="incomplete") for sentence in sentences])


@transaction.atomic
def resubmit_application(*, actor: Actor, at: datetime, application_id: UUID) -> Application:
    """Hand a returned application in again; the closing of the window does not bar this.

    The authority's date is noted beside it: whether a late correction counts is for the authority.

    :raises ValidationError: a criterion is without answer.
    """
    act = "mediation_registry.application_resubmitted"
    application = locked_application(actor, at, act, application_id)
    _require_answers(application)
    due = application.correct_by_date
    move(application, act, at)
    facts = {"is_late": due is not None and day_of(at) > due}
    record(act, actor=actor, at=at, application=application, facts=facts)
    tell_applicant("mediation_registry.application_received", application=application, at=at)
    tell_holder(application=application, at=at)
    return application


@transaction.atomic
def withdraw_application(
    *, actor: Actor, at: datetime, application_id: UUID, reason: str = ""
) -> Application:
    """The applicant takes the application back; nobody owes a reason for that."""
    act = "mediation_registry.application_withdrawn"
    application = locked_application(actor, at, act, application_id)
    before = application.state
    move(application, act, at)
    record(
        act, actor=actor, at=at, application=application,
        facts={"state_before": before}, private={"reason": reason.strip()},
    )  # fmt: skip
    tell_applicant("mediation_registry.application_withdrawn", application=application, at=at)
    return application


@transaction.atomic
def open_completeness_check(*, actor: Actor, at: datetime, application_id: UUID) -> Application:
    """Intake takes the application up."""
    act = "mediation_registry.completeness_check_opened"
    application = locked_application(actor, at, act, application_id)
    refuse_conflict(application, actor)
    move(application, act, at)
    record(act, actor=actor, at=at, application=application)
    return application


@transaction.atomic
def return_for_correction(
    *, actor: Actor, at: datetime, application_id: UUID, reason: str, correct_by_date: date | None = None
) -> Application:
    """Intake says what is to be corrected, and by when if the authority sets a date.

    :raises ValidationError: no reason, or a date that has passed.
    """
    act = "mediation_registry.application_returned"
    application = locked_application(actor, at, act, application_id)
    refuse_conflict(application, actor)
    if correct_by_date is not None and correct_by_date < day_of(at):
        raise ValidationError({"correct_by_date": _("The date has passed already.")})
    application.return_reason, application.correct_by_date = require_reason(reason), correct_by_date
    move(application, act, at)
    due = correct_by_date.isoformat() if correct_by_date else ""
    record(
        act, actor=actor, at=at, application=application,
        facts={"correct_by_date": due} if due else {}, private={"reason": application.return_reason},
    )  # fmt: skip
    tell_applicant(
        "mediation_registry.application_returned", application=application, at=at,
        context={"correct_by_date": due},
    )  # fmt: skip
    return application


@transaction.atomic
def find_complete(*, actor: Actor, at: datetime, application_id: UUID) -> Application:
    """Intake finds the application complete and hands it to the assessors."""
    act = "mediation_registry.application_complete"
    application = locked_application(actor, at, act, application_id)
    refuse_conflict(application, actor)
    move(application, act, at)
    record(act, actor=actor, at=at, application=application)
    tell_applicant("mediation_registry.application_complete", application=application, at=at)
    tell_holder(application=application, at=at)
    return application
