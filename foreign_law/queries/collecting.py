"""What was fetched before, and how the last runs went."""

from __future__ import annotations

from datetime import datetime, timedelta

from foreign_law.models import CollectedArchive, Collection

WAITING = timedelta(hours=6)
"""An order or a run that is older has been lost; another may be ordered."""


def last_states(addresses: list[str]) -> dict[str, CollectedArchive]:
    """For each address the newest row of a run that took the archive or found it unchanged. One query."""
    rows = CollectedArchive.objects.filter(address__in=addresses).exclude(
        outcome=CollectedArchive.Outcome.REFUSED
    )
    return {row.address: row for row in rows.order_by("collection__ordered_at", "id")}


def latest(count: int = 20) -> list[Collection]:
    """The newest runs with their archives. Two queries."""
    return list(Collection.objects.prefetch_related("archives")[:count])


def under_way(at: datetime) -> Collection | None:
    """A run that was ordered or begun lately and has not ended."""
    states = (Collection.State.ORDERED, Collection.State.RUNNING)
    return Collection.objects.filter(state__in=states, ordered_at__gt=at - WAITING).first()
