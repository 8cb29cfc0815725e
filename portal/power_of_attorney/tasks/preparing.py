"""Doors of the job runner: preparing."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from portal.power_of_attorney.actions.alarms import remind_of_sessions, watch_cures


@shared_task(name="portal.power_of_attorney.tasks.remind_of_sessions")
def remind() -> int:
    """Sessions that begin within a day or an hour; safe to run as often as one likes."""
    return remind_of_sessions(at=timezone.now())


@shared_task(name="portal.power_of_attorney.tasks.watch_cures")
def watch() -> int:
    """Times to correct that end or have ended; safe to run as often as one likes."""
    return watch_cures(at=timezone.now())
