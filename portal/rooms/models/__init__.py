"""Live rooms: who sits in them, what passes between the seats, what was recorded."""

from portal.rooms.models.recordings import Derivative, Recording, RecordingChunk, RecordingGap
from portal.rooms.models.rooms import Room, RoomEvent, Seat, Ticket

__all__ = [
    "Derivative", "Recording", "RecordingChunk", "RecordingGap", "Room", "RoomEvent", "Seat", "Ticket",
]  # fmt: skip
