"""Whose seat in the room of a power is kept, and whose is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from portal.cases.actions.steps import day_of
from portal.cases.models import AuthorityLink
from portal.power_of_attorney.models import PowerOfAttorney
from portal.power_of_attorney.queries.powers import bound_agents
from portal.power_of_attorney.queries.session import engaged_interpreter
from portal.power_of_attorney.rules import lifecycle
from portal.rooms.models import Room, Seat
from portal.rooms.queries.presence import not_kept


def gone(room: Room, seats: Sequence[Seat], at: datetime) -> dict[UUID, str]:
    """The seats of those who take part no longer, and why; four queries, however many sit there."""
    rows = PowerOfAttorney.objects.select_related("principal", "representative")
    power = rows.filter(pk=room.subject_key).first()
    if power is None:
        return {}
    interpreter = engaged_interpreter(power)
    ended = power.state in lifecycle.ENDED
    agents = set() if ended else {agent.person.user_id for agent in bound_agents(power) if agent.person}
    signs = set() if _authority_ended(power, day_of(at)) else {power.signer.user_id}
    words = {
        Seat.Role.AGENT: ("agent_gone", agents),
        Seat.Role.INTERPRETER: (
            "interpreter_released",
            {interpreter.person.user_id} if interpreter else set(),
        ),
        Seat.Role.PARTY: ("standing_ended", signs),
        Seat.Role.REPRESENTATIVE: ("standing_ended", signs),
    }
    return not_kept(seats, words)


def _authority_ended(power: PowerOfAttorney, on: date) -> bool:
    """Whether the court had confirmed that the representative acts for the party, and that has ended."""
    if power.representative_id is None or power.party_id is None:
        return False
    links = AuthorityLink.objects.filter(
        party=power.party_id, holder=power.representative_id, confirmed_at__isnull=False
    )
    return links.exists() and not links.on(on).exists()
