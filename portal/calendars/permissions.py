"""Which role codes may take which act with the calendars."""

from __future__ import annotations

from portal.audit.actors import Actor

KEEPERS = frozenset({"operator"})

ACTS: dict[str, frozenset[str]] = {
    "calendars.edition_opened": KEEPERS,
    "calendars.edition_amended": KEEPERS,
    "calendars.day_entered": KEEPERS,
    "calendars.day_withdrawn": KEEPERS,
    "calendars.day_reworded": KEEPERS,
    "calendars.edition_published": KEEPERS | {"system"},
}


def may(actor: Actor, act: str) -> bool:
    """Whether one of the actor's roles may take the act. Raises KeyError for an act without a row."""
    return not ACTS[act].isdisjoint(actor.roles)
