"""Doors of the job runner."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from portal.drafts import actions, sending


@shared_task(name="portal.drafts.tasks.forget_old")
def forget_old() -> int:
    """Forget drafts that nobody touched for a long time, and forms that can no longer be sent again."""
    at = timezone.now()
    return actions.forget_old(at=at) + sending.forget_old(at=at)
