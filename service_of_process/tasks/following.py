"""Jobs: milestones to the systems of firms."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from service_of_process.actions import webhooks


@shared_task(name="service_of_process.tasks.call_webhooks")
def call_webhooks() -> None:
    """Queue new milestones and send what is due."""
    webhooks.announce_new(at=timezone.now())
    webhooks.deliver_due(at=timezone.now())
