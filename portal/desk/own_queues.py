"""The queues and search sources of the rooms below the desk; modules register their own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _

from portal.audit.actors import Actor
from portal.desk.registry import Queue, QueueRow, register_queue


def register_ground_floor() -> None:
    """Queues of the ground floor."""
