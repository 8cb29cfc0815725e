"""Doors of the job runner: time stamps that are pending."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from portal.power_of_attorney.actions.sealing import stamp_waiting as stamp


@shared_task(name="power_of_attorney.tasks.stamp_waiting")
def stamp_waiting() -> dict[str, int]:
    """Ask the time-stamp authority for what is pending; safe to run as often as one likes."""
    return stamp(at=timezone.now())
