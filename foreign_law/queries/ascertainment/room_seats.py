"""Whose seat in the room of a questioning is kept, and whose is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from foreign_law.models import Questioning
from foreign_law.queries.ascertainment.providers import accounts_for
from foreign_law.rules.ascertainment.questioning import may_enter
from portal.cases.actions.steps import day_of
from portal.cases.models import Assignment
from portal.cases.queries import accounts_concerned
from portal.rooms.models import Room, Seat
from portal.rooms.queries.presence import not_kept

STANDS_FOR_A_PARTY = (Seat.Role.PARTY, Seat.Role.REPRESENTATIVE, Seat.Role.AGENT)
BENCH = (Seat.Role.JUDGE, Seat.Role.CLERK)


def gone(room: Room, seats: Sequence[Seat], at: datetime) -> dict[UUID, str]:
    """The seats of those who take part no longer, and why; four queries, however many sit there."""
    rows = Questioning.objects.select_related("attempt__provider", "attempt__request__case")
    found = rows.filter(room=room).first()
    if found is None:
        return {}
    on, attempt, case = day_of(at), found.attempt, found.attempt.request.case
    sides = {user.pk for user in accounts_concerned(case, on)}
    bench = set(Assignment.objects.on(on).filter(case=case).values_list("holder", flat=True))
    asked = may_enter(found.state, attempt.state) and attempt.provider is not None
    experts = (
        {user.pk for user in accounts_for(attempt.provider, on)} if asked and attempt.provider else set()
    )
    words = dict.fromkeys(STANDS_FOR_A_PARTY, ("standing_ended", sides))
    words |= dict.fromkeys(BENCH, ("not_assigned", bench))
    words[Seat.Role.EXPERT] = ("provider_gone", experts)
    return not_kept(seats, words)
