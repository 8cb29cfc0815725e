"""Jobs of operations."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from portal.operations import actions, probes


@shared_task
def record_heartbeat() -> None:
    """Ask every probe and add the round to the day's record; started by beat each minute."""
    actions.record_round(findings=probes.ask_all(), at=timezone.now())
