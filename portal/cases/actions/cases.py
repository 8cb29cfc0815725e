"""The case itself: opened, assigned, stayed, resumed, concluded."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of, locked, record
from portal.cases.models import Assignment, Case, Cause
from portal.cases.models.cases import person_id_of, stands_in
from portal.cases.powers import tell_conclusion
from portal.cases.rules import lifecycle
from portal.identity.models import Court, Office, User
from portal.identity.permissions import PermissionRefused, require
from portal.identity.roles import COURT_ROLES
from portal.numbering.allocation import allocate, compose_reference

SERIES, PREFIX = "cases", "CASE"


@transaction.atomic
def open_case(
    *,
    actor: Actor,
    at: datetime,
    court: Court,
    court_number: str,
    procedure: str,
    filed_date: date,
    cause: Cause | None = None,
    follows: Case | None = None,
) -> Case:
    """Enter a case of the actor's own court; it gets a portal reference without gap.

    :raises PermissionRefused: the role may not, or the court is not the actor's.
    :raises ValidationError: number missing or taken, filing in the future.
    """
    require(actor, "cases.opened")
    today = day_of(at)
    offices = Office.objects.filter(holder_id=person_id_of(actor), court=court, role__in=COURT_ROLES)
    if not offices.on(today).exists():
        raise PermissionRefused("cases.opened")
    number = " ".join(court_number.split())
    if not number:
        raise ValidationError({"court_number": _("Enter the court's case number.")})
    if Case.objects.filter(court=court, court_number=number).exists():
        raise ValidationError({"court_number": _("This court already has a case with this number.")})
    if filed_date > today:
        raise ValidationError({"filed_date": _("The date of filing lies in the future.")})
    case = Case.objects.create(
        reference=compose_reference(PREFIX, year=today.year, number=allocate(SERIES, year=today.year)),
        court=court, court_number=number, cause=cause, procedure=procedure, filed_date=filed_date,
        follows=follows, opened_at=at, state_since_at=at,
    )  # fmt: skip
    facts = {"court": court.code, "filed_date": filed_date.isoformat()}
    record("cases.opened", actor=actor, at=at, case=case, facts=facts)
    return case


@transaction.atomic
def assign(*, actor: Actor, at: datetime, case_id: UUID, seat: str, holder: User) -> Assignment:
    """Give the case to a judge or clerk who holds an office at its court today; the one before ends today.

    :raises ValidationError: that account holds no such office, holds the seat already, or stands in the case.
    """
    case = locked(actor, at, "cases.assigned", case_id)
    today = day_of(at)
    role = "clerk" if seat == Assignment.Seat.CLERK else "judge"
    if not Office.objects.filter(holder=holder, court=case.court, role=role).on(today).exists():
        raise ValidationError({"holder": _("This account holds no such office at the case's court today.")})
    if Case.objects.filter(stands_in(holder.pk), pk=case.pk).exists():
        raise ValidationError(
            {"holder": _("This account stands in the case itself and must withdraw (CPL art. 47).")}
        )
    running = case.assignments.on(today).filter(seat=seat)
    if running.filter(holder=holder).exists():
        raise ValidationError({"holder": _("This account holds the seat already.")})
    if seat in Assignment.SINGLE:
        case.assignments.filter(seat=seat, valid_to=None).update(valid_to=today)
    assignment = Assignment.objects.create(case=case, seat=seat, holder=holder, valid_from=today)
    record(
        "cases.assigned",
        actor=actor,
        at=at,
        case=case,
        subject=assignment,
        facts={"seat": seat, "holder": str(holder.pk)},
    )
    return assignment


def stay(*, actor: Actor, at: datetime, case_id: UUID, reason: str) -> Case:
    """The court stays the case (CPL art. 153), with its reason."""
    return _move("cases.stayed", actor, at, case_id, reason)


def resume(*, actor: Actor, at: datetime, case_id: UUID, reason: str) -> Case:
    """The court takes the case up again."""
    return _move("cases.resumed", actor, at, case_id, reason)


def conclude(*, actor: Actor, at: datetime, case_id: UUID, reason: str, concluded_date: date) -> Case:
    """The case is concluded on this day.

    :raises ValidationError: the day lies in the future or before the filing.
    """
    return _move("cases.concluded", actor, at, case_id, reason, concluded_date)


@transaction.atomic
def _move(act: str, actor: Actor, at: datetime, case_id: UUID, reason: str, day: date | None = None) -> Case:
    case = locked(actor, at, act, case_id)
    state = lifecycle.after(case.state, act)
    if state is None:
        raise ValidationError(_("This step is not possible in the state of the case."), code="state")
    if not reason.strip():
        raise ValidationError({"reason": _("Give the reason.")})
    if day is not None and not case.filed_date <= day <= day_of(at):
        raise ValidationError({"concluded_date": _("The day lies between the filing and today.")})
    case.state, case.state_since_at, case.concluded_date = state, at, day
    case.save(update_fields=["state", "state_since_at", "concluded_date"])
    facts = {"concluded_date": day.isoformat()} if day else {}
    record(act, actor=actor, at=at, case=case, facts=facts, private={"reason": reason.strip()})
    if state == lifecycle.CONCLUDED:
        tell_conclusion(case, at)
    return case
