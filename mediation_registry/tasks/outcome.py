"""The beat of the outcome: reminders and lapses of judicial confirmation, links for feedback."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from mediation_registry.actions import alarms
from portal.audit.actors import system_actor

BEAT = system_actor("beat")


@shared_task
def watch_confirmations() -> int:
    """Look at every settlement whose thirty days run; the number of those reminded or lapsed."""
    at = timezone.now()
    return sum(bool(alarms.watch(actor=BEAT, at=at, settlement_id=key)) for key in alarms.waiting(at))


@shared_task
def ask_for_feedback() -> int:
    """Send one-time links for feedback; the number sent."""
    return alarms.ask_for_feedback(actor=BEAT, at=timezone.now())
