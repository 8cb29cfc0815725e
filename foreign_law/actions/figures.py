"""A provision was opened: one counter a day, without anything about who opened it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import F

from foreign_law.models import ProvisionViews


def count_view(provision_id: UUID, *, day: date) -> None:
    """Add one to the day's counter. A counter is not worth a page: when the database is busy, nothing is counted."""
    try:
        with transaction.atomic():
            held = ProvisionViews.objects.filter(provision_id=provision_id, day=day)
            if not held.update(count=F("count") + 1):
                _begin(provision_id, day)
    except DatabaseError:
        return


def _begin(provision_id: UUID, day: date) -> None:
    try:
        with transaction.atomic():
            ProvisionViews.objects.create(provision_id=provision_id, day=day, count=1)
    except IntegrityError:  # another reader of the same moment began it
        ProvisionViews.objects.filter(provision_id=provision_id, day=day).update(count=F("count") + 1)
