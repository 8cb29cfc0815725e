"""Announce what happened to the law: rows in the act's own transaction; digests, feeds and listeners read them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from foreign_law.models import Instrument, Judgment, LawEvent, Provision, ProvisionVersion

Listener = Callable[[Sequence[LawEvent]], None]
LISTENERS: list[Listener] = []
"""Called with the events just written, inside the same transaction; ``event.at`` is the moment. Areas append theirs in
``open_doors()``. A listener that raises undoes the act: it catches what may fail.
"""
BATCH = 500
_Key = tuple[Any, ...]


@dataclass(frozen=True)
class Announcement:
    """One thing to announce; the fields are those of ``LawEvent``."""

    kind: str
    instrument: Instrument | None = None
    provision: Provision | None = None
    judgment: Judgment | None = None
    version: ProvisionVersion | None = None
    day: date | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


def announce(
    kind: str,
    *,
    at: datetime,
    instrument: Instrument | None = None,
    provision: Provision | None = None,
    judgment: Judgment | None = None,
    version: ProvisionVersion | None = None,
    day: date | None = None,
    facts: Mapping[str, Any] | None = None,
) -> LawEvent | None:
    """Announce one thing; see `announce_all`. None when the same was announced before."""
    made = announce_all(
        [Announcement(kind, instrument, provision, judgment, version, day, facts or {})], at=at
    )
    return made[0] if made else None


def announce_all(announcements: Iterable[Announcement], *, at: datetime) -> list[LawEvent]:
    """Write events in bulk, in the caller's transaction or one of its own, and call the listeners once.

    A few queries however many events. The same kind for the same place, day and cause is announced once, so two
    language versions that change on one day are one event. A provision brings its work with it.

    :raises ValueError: a kind that there is not, or an event of nothing.
    """
    asked = {_key(_event(one, at)): _event(one, at) for one in announcements}
    if not asked:
        return []
    with transaction.atomic():
        known = _known(asked.values())
        events = [event for key, event in asked.items() if key not in known]
        made = LawEvent.objects.bulk_create(events, batch_size=BATCH)
        if made:
            for listener in LISTENERS:
                listener(made)
    return made


def _event(one: Announcement, at: datetime) -> LawEvent:
    if one.kind not in LawEvent.Kind.values:
        raise ValueError(f"{one.kind!r} is no kind of event")
    instrument = one.instrument or (one.provision.instrument if one.provision is not None else None)
    if instrument is None and one.judgment is None:
        raise ValueError("an event is of a work, a provision or a judgment")
    return LawEvent(
        kind=one.kind, instrument=instrument, provision=one.provision, judgment=one.judgment, version=one.version,
        day=one.day, at=at, facts=dict(one.facts),
    )  # fmt: skip


def _key(event: LawEvent) -> _Key:
    """What makes two events one: not the language version, and not the moment of the import."""
    facts = event.facts
    return (
        event.kind, event.instrument_id, event.provision_id, event.judgment_id, event.day,
        str(facts.get("by", "")), str(facts.get("cited", "")), str(facts.get("finding", "")),
        str(facts.get("change", "")), str(facts.get("seen", "")),
    )  # fmt: skip


def _known(events: Iterable[LawEvent]) -> set[_Key]:
    """The keys among those of ``events`` that stand already; asked by work and by judgment, in batches."""
    rows = list(events)
    works = {event.instrument_id for event in rows if event.instrument_id}
    judgments = {event.judgment_id for event in rows if event.judgment_id and not event.instrument_id}
    kinds = {event.kind for event in rows}
    found: set[_Key] = set()
    for name, ids in (("instrument_id__in", sorted(works)), ("judgment_id__in", sorted(judgments))):
        for first in range(0, len(ids), BATCH):
            told = LawEvent.objects.filter(kind__in=kinds, **{name: ids[first : first + BATCH]})
            found |= {_key(event) for event in told}
    return found
