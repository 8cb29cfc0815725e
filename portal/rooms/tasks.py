"""Doors of the job runner for rooms: playable copies."""

from __future__ import annotations

import logging

from celery import shared_task
from django.utils import timezone

from portal.rooms.actions.copies import CopyFailed, make_copy, waiting
from portal.rooms.recording_store import StoreFull

logger = logging.getLogger(__name__)


@shared_task(name="portal.rooms.tasks.copy_waiting")
def copy_waiting() -> int:
    """Make the copies that are wanting; a recording that cannot be copied is named in the console log and tried again."""
    made = 0
    for recording_id in waiting():
        try:
            made += make_copy(at=timezone.now(), recording_id=recording_id) is not None
        except (CopyFailed, StoreFull) as problem:
            logger.warning("No playable copy of recording %s: %s", recording_id, problem or "no room")
    return made
