"""Doors for the worker: the files for everybody."""

from __future__ import annotations

from datetime import datetime

from celery import shared_task
from django.utils import timezone

from foreign_law.actions.redistributing import publish
from foreign_law.documents.downloads import forget_old, write_all
from foreign_law.queries.redistribution import Permissions
from portal.audit.actors import system_actor


@shared_task(name="foreign_law.tasks.make_downloads")
def make_downloads() -> int:
    """Make the files anew; returns how many there are. Safe to run twice."""
    return make_now(at=timezone.now())


def make_now(*, at: datetime) -> int:
    """The same for a command that holds the moment already."""
    made = publish(write_all(Permissions(), at=at), actor=system_actor("make_downloads"), at=at)
    forget_old()
    return made
