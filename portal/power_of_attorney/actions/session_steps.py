"""What every act in the session shares: the session locked with its power, refusals in words, a look again in the room."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.models.cases import person_id_of
from portal.identity.permissions import PermissionRefused
from portal.power_of_attorney.actions.steps import locked
from portal.power_of_attorney.models import WitnessingSession
from portal.power_of_attorney.queries.obstacles import sentence_of
from portal.power_of_attorney.queries.session import SessionNow
from portal.power_of_attorney.rules.lifecycle import COURT, SYSTEM
from portal.power_of_attorney.rules.witnessing import Obstacle
from portal.rooms.actions.rooms import say


def held_by_judge(actor: Actor, at: datetime, act: str, session_id: UUID) -> SessionNow:
    """The session, locked with its power, for the judge who sits in it.

    :raises PermissionRefused: there is no such session for this actor, or another judge sits.
    :raises ValidationError: the act is not possible now.
    """
    now = held(actor, at, act, session_id, seat=COURT)
    if str(now.session.judge_id) != str(person_id_of(actor)):
        raise PermissionRefused(act)
    return now


def held(actor: Actor, at: datetime, act: str, session_id: UUID, *, seat: str) -> SessionNow:
    """The session, locked with its power, from this seat."""
    row = WitnessingSession.objects.filter(pk=session_id).only("power_id").first()
    if row is None:
        raise PermissionRefused(act)
    power = locked(actor, at, act, row.power_id, seat=SYSTEM if actor.is_system else seat)
    sessions = WitnessingSession.objects.select_for_update(of=("self",))
    session = sessions.select_related("room", "judge", "appointment").get(pk=session_id)
    session.power = power
    return SessionNow(session, at)


def refuse(now: SessionNow, obstacles: Iterable[Obstacle], field: str = "") -> None:
    """Say everything that stands in the way.

    :raises ValidationError: there is an obstacle; one sentence for each, with its code.
    """
    errors = [ValidationError(sentence_of(one, now), code=one.code) for one in obstacles]
    if errors:
        raise ValidationError({field: errors} if field else errors)


def require_state(now: SessionNow, *states: str) -> None:
    """The session itself must be in one of these states.

    :raises ValidationError: it is not.
    """
    if now.session.state not in states:
        sentence = _("This is not possible now. State of the session: %(state)s.")
        raise ValidationError(sentence % {"state": now.session.get_state_display()}, code="state")


def look_again(now: SessionNow, what: str) -> None:
    """Tell the pages of the room that the record has changed; what has changed they ask for themselves."""
    say(room=now.session.room, at=now.at, kind="script", payload={"changed": what})
