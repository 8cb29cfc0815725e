"""Doors of the job runner for mediations: they bring the time and call one action."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from mediation_registry.actions.mediation_alarms import sound_alarms


@shared_task(name="mediation_registry.tasks.mediation_alarms")
def mediation_alarms() -> dict[str, int]:
    """Tell people whose time ends or has ended in open mediations; safe to run as often as one likes."""
    return sound_alarms(at=timezone.now())
