"""Doors for the worker: bring the search index up to date."""

from __future__ import annotations

from datetime import datetime

from celery import shared_task
from django.utils import timezone

from foreign_law.search import index_pending


@shared_task(name="foreign_law.tasks.index_waiting")
def index_waiting() -> int:
    """Index what waits in the outbox; returns the number of tasks done. Safe to run twice."""
    return index_now(at=timezone.now())


def index_now(*, at: datetime) -> int:
    """The same for a command that holds the moment already."""
    return index_pending(at=at)
