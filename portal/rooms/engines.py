"""Video engines: how pictures and sound travel between the seats. The mesh is built in; a server may stand behind it.

A room asks its engine four things and nothing else. In the browser, the engine of kind ``mesh`` is ``mesh.js``; another
kind brings ``<kind>.js`` with the same ``join`` and ``leave``.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from portal.rooms.turn import ice_servers
from portal.web.registry import Registry

MOST_SEATS = 6
"""Judge, clerk, party, two agents, interpreter. In a mesh each browser sends its picture to each of the others."""


@dataclass(frozen=True)
class JoinTicket:
    """What a browser needs to join: the kind of engine, its address and token (empty for the mesh), the servers that
    help to find a way through firewalls.
    """

    kind: str
    url: str
    token: str
    ice_servers: list[dict[str, Any]]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


class VideoEngine(Protocol):
    """What a room asks of its engine. Every call may be repeated."""

    most_seats: int

    def open(self, room: UUID) -> None:
        """Make ready for a room; called inside the transaction that opens it."""

    def ticket(self, room: UUID, seat: UUID, at: datetime) -> JoinTicket:
        """How this seat joins; valid for an hour at most."""

    def remove(self, room: UUID, seat: UUID) -> None:
        """Cut off one seat; called after the seat was taken away."""

    def close(self, room: UUID) -> None:
        """End what still runs for the room; called after it was closed."""


class MeshEngine:
    """Every browser speaks to every other; the portal only carries their signals, so there is nothing to open or end."""

    most_seats = MOST_SEATS

    def open(self, room: UUID) -> None:
        """Nothing to make ready."""

    def ticket(self, room: UUID, seat: UUID, at: datetime) -> JoinTicket:
        return JoinTicket("mesh", "", "", ice_servers(at, str(seat)))

    def remove(self, room: UUID, seat: UUID) -> None:
        """The other browsers hang up when they hear that the seat was removed."""

    def close(self, room: UUID) -> None:
        """The browsers hang up when they hear that the room was closed."""


engines: Registry[VideoEngine] = Registry("video engines")


def register_engine(code: str, engine: VideoEngine) -> None:
    """Add an engine; ``code`` is what Room.engine holds."""
    engines.register(code, engine)


def engine_of(code: str) -> VideoEngine:
    """The engine with this code.

    :raises KeyError: none is registered.
    """
    return engines[code]
