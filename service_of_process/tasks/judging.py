"""Doors of the job runner: the nightly look at the clocks."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from service_of_process.actions.evaluating import evaluate


@shared_task(name="service_of_process.tasks.evaluate_clocks")
def evaluate_clocks() -> dict[str, int]:
    """Mark what is due, overdue, late or escalated, and put expired periods before the judge; safe to repeat."""
    return evaluate(at=timezone.now())
