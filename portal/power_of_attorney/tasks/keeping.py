"""Doors of the job runner: powers that run out, and those whose case was concluded."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from portal.power_of_attorney.actions.keeping_ends import end_with_concluded_cases, expire_due


@shared_task(name="portal.power_of_attorney.tasks.end_powers")
def end_powers() -> dict[str, int]:
    """End every power whose period or case is over; safe to run as often as one likes.

    The register computes the standing from the days, so that nobody is told "in force" before this runs.
    """
    at = timezone.now()
    return {"expired": expire_due(at=at), "ended with their case": end_with_concluded_cases(at=at)}
