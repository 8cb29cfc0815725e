"""Doors for the worker: the search index of the register, and listings whose dated term has ended."""

from __future__ import annotations

from datetime import datetime

from celery import shared_task
from django.utils import timezone

from mediation_registry.actions import indexing
from portal.search.engine import IndexBusy


@shared_task(name="mediation_registry.tasks.index_register")
def index_register() -> int:
    """Carry what changed into the index; returns the number of registrants. Another writer at work: the next beat."""
    try:
        return indexing.index_pending(at=timezone.now())
    except IndexBusy:
        return 0


@shared_task(name="mediation_registry.tasks.rebuild_register_index")
def rebuild_register_index() -> int:
    """Once a day: terms and memberships that began or ended by the calendar enter the index."""
    return rebuild_now(at=timezone.now())


def rebuild_now(*, at: datetime) -> int:
    """The same for a command that holds the moment already; returns the number of units."""
    return indexing.rebuild(at=at)[1]
