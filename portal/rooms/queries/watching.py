"""What is shown of a room's recordings, and to whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, Sum

from portal.audit.actors import Actor
from portal.rooms.models import Derivative, Recording, Room
from portal.rooms.registry import kinds


@dataclass(frozen=True)
class RecordingRow:
    """One recording as the page shows it; the rate is in frames a second, the length in seconds."""

    recording: Recording
    copy: Derivative | None
    seconds: int
    frames_per_second: float
    chunks_with_sound: int


def watchable_room(actor: Actor, room_id: UUID, at: datetime) -> Room | None:
    """The room, if its kind lets this actor watch its recordings at that moment; None for everybody else."""
    room = Room.objects.filter(pk=room_id).first()
    kind = kinds.get(room.kind) if room is not None else None
    return room if room is not None and kind is not None and kind.may_watch(actor, room, at) else None


def rows_of(room: Room) -> list[RecordingRow]:
    """The recordings of a room in their order. One query."""
    recordings = Recording.objects.filter(room=room).select_related("derivative").order_by("number")
    summed = recordings.annotate(
        milliseconds=Sum("chunks__milliseconds", default=0),
        frames=Sum("chunks__frames", default=0),
        sounding=Count("chunks", filter=Q(chunks__has_sound=True)),
    )
    return [
        RecordingRow(
            recording=row,
            copy=getattr(row, "derivative", None),
            seconds=round(row.milliseconds / 1000),
            frames_per_second=round(row.frames * 1000 / row.milliseconds, 1) if row.milliseconds else 0.0,
            chunks_with_sound=row.sounding,
        )
        for row in summed
    ]


def page_of(room: Room) -> str:
    """The address of the record's page, without language; the portal's own beginning where the kind is not known."""
    kind = kinds.get(room.kind)
    return kind.page(room) if kind is not None else "/"
