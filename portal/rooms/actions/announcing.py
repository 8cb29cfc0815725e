"""What happened to a recording, told to the log, to the pages in the room and to the module whose room it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from portal.audit import log as audit
from portal.audit.actors import Actor, system_actor
from portal.audit.canonical import Json
from portal.rooms.actions.rooms import say
from portal.rooms.actions.steps import tell
from portal.rooms.models import Recording, Room

KEEPER = system_actor("recordings")
"""Acts that nobody does by hand: a gap that the server finds, a copy made by a job."""


def enter(
    act: str,
    *,
    actor: Actor,
    at: datetime,
    room: Room,
    subject: Any,
    facts: Mapping[str, Json],
    private: Mapping[str, str] | None = None,
) -> None:
    """Beat six: the act enters the log, in the chain of the record whose room it is."""
    audit.record(
        act=act,
        actor=actor,
        at=at,
        subject=(subject._meta.label, str(subject.pk)),
        chain=room.chain,
        facts={"room": str(room.pk), **facts},
        private=private,
    )


def announce(*, room: Room, what: str, at: datetime, facts: Mapping[str, object]) -> None:
    """Beat seven: the room's module is told inside the transaction, the pages after it: they look again."""
    tell(room, what, at, **facts)
    say(room=room, at=at, kind="recording", payload={"what": what})


def facts_of(recording: Recording) -> dict[str, Json]:
    """What the log keeps of a recording: enough to find any change of it later."""
    return {
        "recording": str(recording.pk),
        "number": recording.number,
        "count": recording.next_number,
        "size": recording.size,
        "head": recording.head,
        "digest": recording.digest,
    }
