"""Which lines of the register's index have to be written anew."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from mediation_registry.models import RegisterIndexTask
from portal.web.jobs import ask_for

CARRY = "mediation_registry.tasks.index_register"


def mark(registrant_ids: Iterable[UUID], *, at: datetime) -> None:
    """These registrants changed in what the public sees: listing, profile, consent, roster, membership, name.

    Call it in the transaction of the act. After commit the job runner carries the lines into the index; where
    it cannot be reached, the next beat does.
    """
    tasks = [RegisterIndexTask(registrant_id=one, queued_at=at) for one in dict.fromkeys(registrant_ids)]
    if tasks:
        RegisterIndexTask.objects.bulk_create(tasks)
        ask_for(CARRY)
