"""Jobs of this room: they load nothing, decide nothing, call one action."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone, translation

from portal.identity.actions.recovery import request_recovery
from portal.identity.actors import visitor
from portal.identity.models import Court


@shared_task
def take_recovery_request(email: str, court_code: str, reach_me: str, language: str) -> None:
    """Look for the account outside the request, so that known and unknown addresses take the same time."""
    with translation.override(language):
        request_recovery(
            actor=visitor(),
            at=timezone.now(),
            email=email,
            court=Court.objects.get(code=court_code),
            reach_me=reach_me,
        )
