"""Asking the job runner for a job by its registered name, so that an act need not know the file of its jobs.

The room that owns the job imports its ``tasks`` in ``apps.py::ready()``; the name is known from then on. Only jobs that
a beat takes up again are asked for: where the job runner cannot be reached, the row of the order waits.
"""

from __future__ import annotations

import logging

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)


def ask_for(job: str, *arguments: str) -> None:
    """Ask for a job once the act is committed; nothing that goes wrong in the asking reaches the act."""
    transaction.on_commit(lambda: ask_now(job, *arguments), robust=True)


def ask_now(job: str, *arguments: str) -> None:
    """Ask for a job where the act is committed already.

    :raises celery.exceptions.NotRegistered: no room has a job of this name.
    """
    try:
        current_app.tasks[job].delay(*arguments)
    except (OSError, OperationalError):
        log.warning("the job runner cannot be reached; %s waits for the next beat", job)
