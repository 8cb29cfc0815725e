"""A kind of room whose recordings are watched by whoever has a seat in it; for served portals of tests."""

from __future__ import annotations

from datetime import datetime

from django.apps import AppConfig

KIND = "watched"


class WatchedRoomConfig(AppConfig):
    """Registers the kind."""

    name = "tests.factories"
    label = "watched"

    def ready(self) -> None:
        from portal.rooms.registry import RoomKind, kinds, register_kind

        if KIND not in kinds:
            register_kind(
                KIND, RoomKind(label="Watched", may_watch=_has_a_seat, page=lambda room: "/mine/", told=_told)
            )


def _has_a_seat(actor: object, room: object, at: datetime) -> bool:
    from portal.rooms.models import Seat

    key = actor.key.removeprefix("user:")  # type: ignore[attr-defined]
    return Seat.objects.filter(room=room, holder_id=key).exists()


def _told(*, room: object, what: str, at: datetime, facts: dict[str, object]) -> None:
    """This kind keeps no record of its own."""
