"""The kinds of rooms: a module registers its own and is asked who may sit in one, and told what happens in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.audit.actors import Actor
from portal.rooms.models import Room, Seat
from portal.web.registry import Registry


class Told(Protocol):
    """Called inside the transaction in which something happened: ``joined``, ``left``, ``recording_started``,
    ``recording_stopped``, ``recording_gap``, ``suspended``; ``facts`` hold no personal data.

    ``joined`` comes when a person takes a seat, is admitted, or is heard again: facts ``seat``, ``role``, ``how``
    (``came``, ``admitted``, ``returned``). ``left``: the same with ``how`` one of ``left``, ``refused``, ``removed``,
    ``dropped``, ``moved`` (to another device, which waits to be admitted anew).
    """

    def __call__(self, *, room: Room, what: str, at: datetime, facts: dict[str, object]) -> None: ...


@dataclass(frozen=True)
class RoomKind:
    """One kind of room: its name; whether this actor may watch its recordings; the address of its page (without
    language) and of the record; what to call when something happens.

    ``gone`` gives, of the seats of an open room, those whose holder takes part no longer, and why: a word of `WHY`. It
    is asked at every step through a door, and reads only. ``lock`` locks the module's record. Rooms call it before they
    lock the room, so that everybody locks in one order: record, room, end of the log.
    """

    label: str | Promise
    may_watch: Callable[[Actor, Room, datetime], bool]
    page: Callable[[Room], str]
    told: Told
    gone: Callable[[Room, Sequence[Seat], datetime], Mapping[UUID, str]] | None = None
    lock: Callable[[Room], object] | None = None


#: Why a seat is taken back although nobody sent the person out.
WHY: dict[str, str | Promise] = {
    "standing_ended": _("the person no longer stands for a party in the case"),
    "not_assigned": _("the case is no longer assigned to this person"),
    "provider_gone": _("the institution or expert takes part no longer"),
    "agent_gone": _("the agent no longer takes part in the power of attorney"),
    "interpreter_released": _("the interpreter was released"),
}
kinds: Registry[RoomKind] = Registry("kinds of rooms")


def register_kind(code: str, kind: RoomKind) -> None:
    """Add a kind of room; ``code`` is what Room.kind holds."""
    kinds.register(code, kind)
