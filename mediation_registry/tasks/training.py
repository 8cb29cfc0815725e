"""Doors of the job runner: reminders of terms that end."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from mediation_registry.actions import training


@shared_task(name="mediation_registry.tasks.training.remind")
def remind() -> int:
    """Every day: renewal notices where an authority's rule is cited, reminders of terms where a court set one."""
    at = timezone.now()
    return training.remind_of_renewals(at=at) + training.remind_of_terms(at=at)
