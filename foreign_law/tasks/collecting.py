"""Doors for the worker: fetch law from its publisher, once a week or when a librarian orders it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from foreign_law.actions.collecting import PUBLISHER, Order, UnderWay, collect, not_begun
from foreign_law.gateways.open_data import FetchRefused
from foreign_law.models import Collection
from foreign_law.tasks.library import index_now
from portal.audit.actors import system_actor

ACTOR = "fetch_law"


def folder() -> Path:
    """Where archives lie."""
    return Path(settings.PORTAL_VAR) / "fetched" / "hk"


def address() -> str:
    """The address that is fetched from: the one configured, else the publisher's."""
    return settings.LAW_FETCH_HK_URL or PUBLISHER


def index(at: datetime) -> int:
    """Bring the search index up to date."""
    return index_now(at=at)


@shared_task(name="foreign_law.tasks.collecting.fetch_weekly")
def fetch_weekly() -> int:
    """Fetch, if an address is configured; returns the number of new archives. Safe to run twice."""
    if not settings.LAW_FETCH_HK_URL:
        return 0
    return _fetch(None)


@shared_task(name="foreign_law.tasks.collecting.fetch_ordered")
def fetch_ordered(collection_id: str) -> int:
    """Carry out a librarian's order, once."""
    order = Collection.objects.filter(pk=collection_id, state=Collection.State.ORDERED).first()
    return _fetch(order) if order is not None else 0


def _fetch(ordered: Collection | None) -> int:
    where = ordered.address if ordered is not None else address()
    try:
        collected = collect(
            Order(where, folder()),
            actor=system_actor(ACTOR),
            clock=timezone.now,
            collection=ordered,
            index=index,
        )
    except (UnderWay, FetchRefused) as reason:
        if ordered is not None:
            not_begun(ordered, reason.reason, timezone.now())
        return 0
    return collected.of("fetched", "resumed")
