"""Doors for the worker: the search index of the register, and listings whose dated term has ended."""

from __future__ import annotations

import logging
from datetime import datetime

from celery import shared_task
from django.utils import timezone

from mediation_registry.actions import indexing
from portal.search.engine import SearchError

log = logging.getLogger(__name__)


@shared_task(name="mediation_registry.tasks.index_register")
def index_register() -> int:
    """Carry what changed into the index; returns the number of registrants.

    Another writer is at work, or the search cluster is away: the rows wait for the next beat.
    """
    try:
        return indexing.index_pending(at=timezone.now())
    except SearchError as error:
        log.warning("what waits for the index of the register goes on waiting: %s", error)
        return 0


@shared_task(name="mediation_registry.tasks.rebuild_register_index")
def rebuild_register_index() -> int:
    """Once a day: terms and memberships that began or ended by the calendar enter the index."""
    return rebuild_now(at=timezone.now())


def rebuild_now(*, at: datetime) -> int:
    """The same for a command that holds the moment already; returns the number of units, 0 when it has to wait."""
    try:
        return indexing.rebuild(at=at)[1]
    except SearchError as error:
        log.warning("the index of the register was not built again: %s", error)
        return 0
