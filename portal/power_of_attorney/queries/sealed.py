"""Sealed documents and time stamps that are pending."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Min

from portal.audit.actors import Actor
from portal.power_of_attorney.models import ExecutedInstrument, PowerOfAttorney


def sealed_documents(power: PowerOfAttorney) -> list[ExecutedInstrument]:
    """The latest of each kind first, then what it replaced."""
    rows = power.executed.select_related("version").order_by("kind", "-number")
    return sorted(rows, key=lambda row: (row.kind != ExecutedInstrument.Kind.INSTRUMENT, -row.number))


def powers_with_pending_stamps(actor: Actor, on: date) -> Iterable[tuple[PowerOfAttorney, datetime]]:
    """Powers of the actor's court of which a time stamp is pending, each with the moment since when."""
    rows = PowerOfAttorney.objects.for_staff(actor, on).filter(executed__is_pending=True)
    rows = rows.annotate(pending_since=Min("executed__sealed_at")).select_related("court", "principal")
    rows = rows.prefetch_related("principal__names").order_by("pending_since")
    return [(power, power.pending_since) for power in rows]
