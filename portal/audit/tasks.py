"""Jobs of the log."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from portal.audit.actions import sign_tree_head
from portal.audit.actors import system_actor


@shared_task
def sign_head() -> int:
    """Signs the head of the log if it has grown; the size that is signed, 0 for an empty log."""
    signed = sign_tree_head(actor=system_actor("beat"), at=timezone.now())
    return signed.size if signed else 0
