"""Doors for the worker: bring the search index up to date."""

from __future__ import annotations

import logging
from datetime import datetime

from celery import shared_task
from django.utils import timezone

from foreign_law.search import index_pending
from portal.search.engine import SearchError

log = logging.getLogger(__name__)


@shared_task(name="foreign_law.tasks.index_waiting")
def index_waiting() -> int:
    """Index what waits in the outbox; returns the number of tasks done. Safe to run twice."""
    return index_now(at=timezone.now())


def index_now(*, at: datetime) -> int:
    """The same for a command that holds the moment already.

    An index that cannot be written now is no reason for anything to fail: the outbox keeps what waits, and the next
    run of the job carries it in.
    """
    try:
        return index_pending(at=at)
    except SearchError as error:
        log.warning("what waits for the index of the library goes on waiting: %s", error)
        return 0
