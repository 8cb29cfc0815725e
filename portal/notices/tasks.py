"""Doors of the job runner: they bring the time, load nothing and decide nothing."""

from __future__ import annotations

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from portal.notices import actions


@shared_task(name="portal.notices.tasks.deliver")
def deliver(notice_id: str) -> str:
    """Deliver one notice, if it is still waiting."""
    return actions.deliver(UUID(notice_id), at=timezone.now())


@shared_task(name="portal.notices.tasks.deliver_waiting")
def deliver_waiting() -> dict[str, int]:
    """The beat: whatever is due, and whatever a dead worker left behind."""
    return actions.deliver_waiting(at=timezone.now())
