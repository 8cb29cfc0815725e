"""Doors of the job runner: what the mail system shows of electronic sendings."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from service_of_process.actions.settling import settle_sendings


@shared_task(name="service_of_process.tasks.settle_sendings")
def settle() -> dict[str, int]:
    """Record arrivals that have settled and addresses that were refused; safe to repeat."""
    return settle_sendings(at=timezone.now())
