"""Watching leaves a trace: every viewing enters the log."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from portal.audit.actors import Actor
from portal.audit.canonical import Json
from portal.identity.permissions import require
from portal.rooms.actions.announcing import enter
from portal.rooms.models import Recording


def note_viewing(*, actor: Actor, at: datetime, recording: Recording, what: str) -> None:
    """Enters that the actor opened the ``original`` or the ``copy``; before a byte of it goes out.

    :raises PermissionRefused: the actor's roles watch no recordings.
    """
    require(actor, "rooms.recording_watched")
    with transaction.atomic():
        facts: dict[str, Json] = {"recording": str(recording.pk), "number": recording.number, "what": what}
        enter(
            "rooms.recording_watched", actor=actor, at=at, room=recording.room, subject=recording, facts=facts
        )
