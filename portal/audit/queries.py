"""Questions to the log."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from portal.audit.models import Event, Rectification


def rectifications_of(kind: str, key: str) -> QuerySet[Rectification]:
    """Every rectification of one record, oldest first: what stood there, what stands there now, and why."""
    return Rectification.objects.filter(subject_kind=kind, subject_key=key).order_by("proposed_at")


def rectifications_waiting(kinds: list[str]) -> QuerySet[Rectification]:
    """Rectifications of records of these kinds that wait for a second person, oldest first."""
    return Rectification.objects.filter(subject_kind__in=kinds, state=Rectification.State.PROPOSED).order_by(
        "proposed_at"
    )


def events_between(
    *,
    act: str = "",
    actor_key: str = "",
    chain: str = "",
    begin: datetime | None = None,
    end: datetime | None = None,
) -> QuerySet[Event]:
    """Events, latest first; `begin` included, `end` not; an empty filter does not narrow."""
    events = Event.objects.order_by("-position")
    if act:
        events = events.filter(act=act)
    if actor_key:
        events = events.filter(actor_key=actor_key)
    if chain:
        events = events.filter(chain=chain)
    if begin is not None:
        events = events.filter(recorded_at__gte=begin)
    if end is not None:
        events = events.filter(recorded_at__lt=end)
    return events
