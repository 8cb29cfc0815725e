"""The words of a live room's acts in the log."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.audit.labels import register_act
from portal.rooms.models import Seat
from portal.rooms.registry import WHY

ACT_WORDS: dict[str, tuple[Any, Any]] = {
    "rooms.opened": (_("Room opened"), _("The lobby of the room was opened; seats: %(seats)s.")),
    "rooms.begun": (_("Session begun"), _("The session in the room began.")),
    "rooms.suspended": (_("Session suspended"), _("The session in the room was suspended.")),
    "rooms.resumed": (_("Session resumed"), _("The session in the room went on.")),
    "rooms.closed": (_("Room closed"), _("The room was closed.")),
    "rooms.joined": (_("Seat taken"), _("A person came to the seat: %(role)s.")),
    "rooms.admitted": (_("Person admitted"), _("The judge admitted the person at the seat: %(role)s.")),
    "rooms.refused": (
        _("Person not admitted"),
        _("The judge did not admit the person at the seat: %(role)s."),
    ),
    "rooms.removed": (_("Person removed"), _("The judge removed the person at the seat: %(role)s.")),
    "rooms.seat_withdrawn": (
        _("Seat taken back"),
        _("The seat was taken back: %(role)s. Reason: %(why)s."),
    ),
    "rooms.left": (_("Person left"), _("The person left the seat: %(role)s.")),
    "rooms.dropped_out": (
        _("Connection lost"),
        _("Nothing was heard from the seat for %(seconds)s seconds: %(role)s."),
    ),
    "rooms.returned": (_("Connection restored"), _("The seat was heard again: %(role)s.")),
}


def register_acts() -> None:
    """Register the words of the acts of a live room."""
    for act, (label, sentence) in ACT_WORDS.items():
        register_act(act, label, sentence, words={"role": dict(Seat.Role.choices), "why": WHY})
