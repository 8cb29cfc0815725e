"""Interruptions: suspension, drop-out, resumption with identity anew, breaking off; each with its cause.

Recording rules (2017) arts 3 and 4: nobody interrupts the recording by hand, and every fault is explained in writing.
After an interruption the script begins again at step 2; what was answered before stays legible and no longer counts.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit.actors import Actor, system_actor
from portal.cases.actions.steps import require_reason
from portal.power_of_attorney.actions.answers import begin_again
from portal.power_of_attorney.actions.session_steps import (
    held,
    held_by_judge,
    look_again,
    refuse,
    require_state,
)
from portal.power_of_attorney.actions.steps import move, record, tell
from portal.power_of_attorney.models import Appointment, Interruption, WitnessingSession
from portal.power_of_attorney.queries.session import SessionNow
from portal.power_of_attorney.rules import witnessing
from portal.power_of_attorney.rules.interruptions import (
    BY_HAND,
    DROPPED_OUT,
    JUDGE_PAUSED,
    RECORDING_GAP,
)
from portal.power_of_attorney.rules.lifecycle import COURT, P
from portal.rooms.actions import rooms
from portal.rooms.actions.recordings import stop_running
from portal.rooms.models import Room
from portal.rooms.queries.recordings import RECORDING

WATCH = system_actor("witnessing-watch")


@transaction.atomic
def suspend(
    *, actor: Actor, at: datetime, session_id: UUID, reason: str, cause: str = JUDGE_PAUSED
) -> Interruption:
    """The judge suspends: somebody asked for a pause, a stranger in the picture, identity in doubt, a fault.

    :raises ValidationError: no reason, or a cause that nobody may choose by hand.
    """
    words = require_reason(reason)
    if cause not in BY_HAND:
        raise ValidationError({"cause": _("Choose the cause.")})
    now = held_by_judge(actor, at, f"{P}session_suspended", session_id)
    return _suspend(now, actor, cause, words)


@transaction.atomic
def watch(*, at: datetime, session_id: UUID) -> Interruption | None:
    """Suspend a session in which somebody who must be present has dropped out, or the recording has a gap.

    Called by the pages of the room every few seconds and by the room itself; does nothing while all is well.
    """
    session = WitnessingSession.objects.filter(pk=session_id).select_related("room", "judge", "power").first()
    if session is None or session.state != WitnessingSession.State.OPEN:
        return None
    if not _cause(SessionNow(session, at)):
        return None
    now = held(WATCH, at, f"{P}session_suspended", session_id, seat=COURT)
    cause = _cause(now)
    return _suspend(now, WATCH, cause, "") if cause else None


@transaction.atomic
def suspend_because(*, at: datetime, session_id: UUID, cause: str) -> Interruption | None:
    """The room itself reports what ends the session's unity: a required person left, the recording broke off."""
    session = WitnessingSession.objects.filter(pk=session_id).only("state").first()
    if session is None or session.state != WitnessingSession.State.OPEN:
        return None
    return _suspend(held(WATCH, at, f"{P}session_suspended", session_id, seat=COURT), WATCH, cause, "")


def _cause(now: SessionNow) -> str:
    """Why the session cannot go on by itself, or the empty string."""
    if now.session.state != WitnessingSession.State.OPEN:
        return ""
    if any(_gone_for(now, who) > witnessing.ABSENT_FOR_SECONDS for who in now.absent):
        return DROPPED_OUT
    started = now.session.opened_at or now.at
    since = [row.ended_at for row in now.interruptions if row.ended_at]
    last = max([started, *since, *([now.recording.acknowledged_at] if now.recording.acknowledged_at else [])])
    silent = (now.at - last).total_seconds() > witnessing.GAP_FOR_SECONDS
    return RECORDING_GAP if silent and now.answers and now.recording.line != RECORDING else ""


def _gone_for(now: SessionNow, who: str) -> float:
    """Seconds since this person was last heard of."""
    presence = now.presence.get(who)
    if presence is None or presence.seen_at is None:
        return witnessing.ABSENT_FOR_SECONDS + 1
    return (now.at - presence.seen_at).total_seconds()


def _suspend(now: SessionNow, actor: Actor, cause: str, reason: str) -> Interruption:
    act = f"{P}session_suspended"
    require_state(now, WitnessingSession.State.OPEN)
    now.session.state = WitnessingSession.State.SUSPENDED
    now.session.save(update_fields=["state"])
    row = Interruption.objects.create(
        session=now.session, cause=cause, reason=reason, began_at=now.at, identity_lost=True
    )
    move(now.power, act, now.at)
    facts = {"session": now.session.number, "cause": cause, "absent": sorted(now.absent)}
    record(act, actor=actor, at=now.at, power=now.power, subject=row, facts=facts, private={"reason": reason})
    if now.session.room.state == Room.State.LIVE:
        rooms.suspend(actor=actor, at=now.at, room=now.session.room)
    look_again(now, "suspended")
    return row


@transaction.atomic
def resume(*, actor: Actor, at: datetime, session_id: UUID, reason: str) -> WitnessingSession:
    """The judge resumes with everybody present: identity is checked anew and the script begins again at step 2.

    ``reason`` explains the interruption in writing (recording rules 2017, art. 4).

    :raises ValidationError: no explanation, or somebody or a consent is missing.
    """
    act = f"{P}session_resumed"
    words = require_reason(reason)
    now = held_by_judge(actor, at, act, session_id)
    require_state(now, WitnessingSession.State.SUSPENDED)
    refuse(now, witnessing.obstacles_to_open(now.sheet))
    _end_interruption(now, words)
    session = now.session
    session.state, session.round = WitnessingSession.State.OPEN, session.round + 1
    session.save(update_fields=["state", "round"])
    begin_again(now, from_step=witnessing.RESTART_AT_STEP)
    rooms.resume(actor=actor, at=at, room=session.room)
    move(now.power, act, at)
    facts = {"session": session.number, "round": session.round}
    record(act, actor=actor, at=at, power=now.power, subject=session, facts=facts, private={"reason": words})
    look_again(now, "resumed")
    return session


def _end_interruption(now: SessionNow, words: str) -> None:
    row = now.session.interruptions.filter(ended_at=None).order_by("began_at").last()
    if row is not None:
        row.ended_at = now.at
        row.reason = f"{row.reason}\n{words}".strip() if row.reason != words else words
        row.save(update_fields=["ended_at", "reason"])


@transaction.atomic
def abort(*, actor: Actor, at: datetime, session_id: UUID, reason: str) -> WitnessingSession:
    """The judge breaks the session off and says why; another time may be booked.

    :raises ValidationError: no reason.
    """
    act = f"{P}session_aborted"
    words = require_reason(reason)
    now = held_by_judge(actor, at, act, session_id)
    _end_interruption(now, words)
    now.session.state, now.session.reason = WitnessingSession.State.ABORTED, words
    finish_room(now, actor)
    move(now.power, act, at)
    facts = {"session": now.session.number}
    record(
        act, actor=actor, at=at, power=now.power, subject=now.session, facts=facts, private={"reason": words}
    )
    tell(act, [user for who, user in now.accounts.items() if who != "judge"], power=now.power, at=at)
    return now.session


def finish_room(now: SessionNow, actor: Actor) -> None:
    """The recording stops, the room closes, the appointment was held, the session has its end."""
    look_again(now, "ended")
    stop_running(actor=actor, at=now.at, room=now.session.room)
    rooms.close_room(actor=actor, at=now.at, room=now.session.room)
    now.session.closed_at = now.at
    now.session.save(update_fields=["state", "reason", "closed_at"])
    appointment = now.session.appointment
    appointment.state, appointment.ended_at = Appointment.State.HELD, now.at
    appointment.save(update_fields=["state", "ended_at"])
