"""What the desk shows: registered queues by due date, and the finds of the one search."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from portal.audit.actors import Actor
from portal.desk.registry import Found, Queue, QueueRow, queues, sources
from portal.identity.roles import Role
from portal.notices.models import Notice
from portal.notices.queries import failures

MOST_ROWS = 25
SHORTEST = 2


@dataclass(frozen=True)
class Filled:
    """A queue with its rows for one person on one day; ``overdue`` counts the rows whose day has passed."""

    code: str
    queue: Queue
    rows: list[QueueRow]
    total: int
    overdue: int


def filled_queues(actor: Actor, on: date) -> list[Filled]:
    """The queues that the actor's roles see, earliest due day first inside each; rows without a day come last."""
    found = []
    for code, queue in queues.items():
        if not actor.roles & queue.roles:
            continue
        rows = sorted(
            queue.rows(actor, on), key=lambda row: (row.due_date is None, row.due_date or on, row.title)
        )
        overdue = sum(1 for row in rows if row.due_date and row.due_date < on)
        found.append(Filled(code, queue, rows[:MOST_ROWS], len(rows), overdue))
    return found


def search(actor: Actor, on: date, text: str) -> list[tuple[object, list[Found]]]:
    """The finds of every source as (label, finds); nothing for fewer than two characters.

    Each source scopes its own query to what the actor may see.
    """
    if len(text) < SHORTEST:
        return []
    groups = [(source.label, list(source.find(actor, on, text))[:MOST_ROWS]) for source in sources.values()]
    return [(label, finds) for label, finds in groups if finds]


def failed_notices(actor: Actor) -> QuerySet[Notice]:
    """Undelivered notices of the actor's courts; the operator sees all, those that belong to no court included."""
    if Role.OPERATOR.value in actor.roles:
        return failures()
    return failures(actor.courts).exclude(court_code="")
