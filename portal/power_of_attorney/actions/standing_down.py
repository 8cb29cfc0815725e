"""What falls away when a booked session does not take place: the booking, the lobby, the room."""

from __future__ import annotations

from datetime import datetime

from portal.audit.actors import Actor
from portal.power_of_attorney.models import Appointment, PowerOfAttorney, WitnessingSession
from portal.rooms.actions.announcing import KEEPER
from portal.rooms.actions.recordings import stop_running
from portal.rooms.actions.rooms import close_room
from portal.rooms.models import Room

NOT_BEGUN = WitnessingSession.State.LOBBY
RUNNING = (WitnessingSession.State.LOBBY, WitnessingSession.State.OPEN, WitnessingSession.State.SUSPENDED)


def booked_now(power: PowerOfAttorney) -> Appointment | None:
    """The booking that stands, locked."""
    rows = power.appointments.select_for_update(of=("self",)).select_related("slot__judge", "slot__clerk")
    return rows.filter(state=Appointment.State.BOOKED).first()


def end_appointment(appointment: Appointment, state: str, reason: str, at: datetime) -> None:
    """The booking is no longer one; why stays with it."""
    appointment.state, appointment.reason, appointment.ended_at = state, reason[:300], at
    appointment.save()


def stand_down(actor: Actor, at: datetime, power: PowerOfAttorney, reason: str) -> Appointment | None:
    """Take back the booking, and the session that was waiting or suspended, with its room; gives the booking."""
    close_session(actor, at, power, reason)
    appointment = booked_now(power)
    if appointment is not None:
        end_appointment(appointment, Appointment.State.CANCELLED, reason, at)
    return appointment


def close_session(actor: Actor, at: datetime, power: PowerOfAttorney, reason: str) -> None:
    """A session that was waiting was not held; one that had begun is broken off. Its room is closed."""
    for session in power.sessions.select_related("room").filter(state__in=RUNNING):
        begun = session.state != NOT_BEGUN
        session.state = WitnessingSession.State.ABORTED if begun else WitnessingSession.State.NOT_HELD
        session.closed_at, session.reason = at, reason
        session.save(update_fields=["state", "closed_at", "reason"])
        stop_running(actor=KEEPER, at=at, room=session.room)
        if session.room.state != Room.State.CLOSED:
            close_room(actor=actor, at=at, room=session.room)
