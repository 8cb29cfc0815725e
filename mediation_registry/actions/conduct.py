"""The sessions: planned with date and place, told to everybody, minutes filed in writing; and the end."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mediation_registry.actions.endings import Report, end_mediation
from mediation_registry.actions.steps_mediation import (
    M,
    entered,
    record,
    require_standing,
    required_text,
    tell,
)
from mediation_registry.models import Mediation, Session, Terms
from mediation_registry.queries.mediations import users_of, users_of_mediators
from portal.audit.actors import Actor
from portal.cases.actions.steps import day_of
from portal.exhibits.actions import deposit
from portal.identity.permissions import PermissionRefused

__all__ = ["Report", "cancel_session", "end_mediation", "file_minutes", "plan_session"]


@transaction.atomic
def plan_session(
    *, actor: Actor, at: datetime, mediation_id: UUID, starts_at: datetime, way: str, place: str
) -> Session:
    """A session is set: time, way (Online Rules art. 16) and place, or how to join; everybody is told (2016 art. 14).

    :raises ValidationError: in the past, no place, or an unknown way.
    """
    act = f"{M}session_planned"
    mediation, standing = entered(actor, at, act, mediation_id)
    require_standing(standing.is_mediator, act)
    if starts_at <= at:
        raise ValidationError({"starts_at": _("The session lies in the past.")})
    if way not in Terms.Way.values:
        raise ValidationError({"way": _("Choose the way of the session.")})
    number = mediation.sessions.count() + 1
    made = Session.objects.create(
        mediation=mediation, number=number, starts_at=starts_at, way=way, planned_at=at, planned_by=actor.key,
        place=required_text(place, "place", _("Name the place, or say how to join."))[:500],
    )  # fmt: skip
    record(act, actor=actor, at=at, mediation=mediation, subject=made, facts={"number": number, "way": way},
           private={"place": made.place})  # fmt: skip
    _tell(f"{M}session_planned", mediation, made, at)
    return made


@transaction.atomic
def cancel_session(
    *, actor: Actor, at: datetime, mediation_id: UUID, session_id: UUID, reason: str
) -> Session:
    """A planned session does not take place; everybody is told why.

    :raises ValidationError: held or cancelled already; no reason.
    """
    act = f"{M}session_cancelled"
    mediation, standing = entered(actor, at, act, mediation_id)
    require_standing(standing.is_mediator, act)
    found = _session(mediation, session_id, act)
    if found.state != Session.State.PLANNED:
        raise ValidationError(_("This session was held or cancelled already."), code="state")
    found.cancel_reason = required_text(reason, "reason", _("Give the reason."))[:300]
    found.state = Session.State.CANCELLED
    found.save(update_fields=["state", "cancel_reason"])
    record(act, actor=actor, at=at, mediation=mediation, subject=found, facts={"number": found.number},
           private={"reason": found.cancel_reason})  # fmt: skip
    _tell(f"{M}session_cancelled", mediation, found, at)
    return found


def file_minutes(*, actor: Actor, at: datetime, mediation_id: UUID, session_id: UUID, upload: Any) -> Session:
    """The written minutes of a session that was held (Online Rules art. 22); the court does not see them.

    :raises ValidationError: before the session, filed already, or the file is refused.
    """
    act = f"{M}minutes_filed"
    with transaction.atomic():
        mediation, standing = entered(actor, at, act, mediation_id)
        require_standing(standing.is_mediator, act)
        found = _session(mediation, session_id, act)
        if found.state != Session.State.PLANNED or found.starts_at > at:
            raise ValidationError(_("Minutes are filed once, after the session."), code="state")
        exhibit = deposit(actor=actor, at=at, upload=upload, declared_name=upload.name, scope=mediation.chain)
        found.minutes, found.minutes_filed_at, found.state = exhibit, at, Session.State.HELD
        found.save(update_fields=["minutes", "minutes_filed_at", "state"])
        record(act, actor=actor, at=at, mediation=mediation, subject=found, facts={"number": found.number})
        _tell(f"{M}minutes_filed", mediation, found, at)
    return found


def _session(mediation: Mediation, session_id: UUID, act: str) -> Session:
    found = mediation.sessions.select_for_update().filter(pk=session_id).first()
    if found is None:
        raise PermissionRefused(act)
    return found


def _tell(kind: str, mediation: Mediation, session: Session, at: datetime) -> None:
    told = users_of(mediation.parties.all(), day_of(at)) + users_of_mediators(mediation)
    tell(
        kind, told, mediation=mediation, at=at, about=f"session{session.number}",
        context={
            "number": session.number, "starts_at": session.starts_at.isoformat(), "place": session.place,
            "way": session.way,
        },
    )  # fmt: skip
