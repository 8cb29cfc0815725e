"""Jobs of evidence packages."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

from celery import shared_task
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Max
from django.utils import timezone

from portal.audit.actors import system_actor
from portal.evidence.actions import build_package, order_package
from portal.evidence.models import EvidencePackage
from portal.seals.containers import stamp

GRACE = timedelta(minutes=15)


@shared_task(name="portal.evidence.tasks.build", acks_late=True)
def build(package_id: str) -> str:
    """Builds one ordered package; its state afterwards. Doing it twice builds it once."""
    return str(build_package(at=timezone.now(), package_id=package_id).state)


@shared_task
def build_waiting() -> int:
    """Takes up packages whose building was cut off by a crash; how many."""
    rows = EvidencePackage.objects.filter(
        state=EvidencePackage.State.ORDERED, ordered_at__lt=timezone.now() - GRACE
    )
    keys = [str(key) for key in rows.values_list("pk", flat=True)]
    rows.update(progress=0)
    for key in keys:
        build(key)
    return len(keys)


@shared_task
def stamp_waiting() -> int:
    """Builds anew, under the next number, every record whose newest package lacks a time stamp; how many are stamped.

    The package without stamp stays as it was given out. Nothing is built while the authority is silent, nor where a
    newer package exists, whatever became of it.
    """
    at, built = timezone.now(), EvidencePackage.State.BUILT
    newest = EvidencePackage.objects.order_by().values("subject").annotate(newest=Max("number"))
    last = set(newest.values_list("subject", "newest"))
    waiting = EvidencePackage.objects.filter(state=built, is_pending=True)
    rows = [row for row in waiting if (row.subject, row.number) in last]
    if not rows or stamp(sha256(rows[0].digest.encode()).digest(), at=at) is None:
        return 0
    return sum(_stamped_anew(row.reference) for row in rows)


def _stamped_anew(reference: str) -> bool:
    """One record's next package; one that may not be ordered now keeps no other from its stamp."""
    try:
        package = order_package(
            actor=system_actor("evidence"), at=timezone.now(), number=reference, by_job=False
        )
    except (PermissionDenied, ValidationError):
        return False
    build(str(package.pk))
    package.refresh_from_db()
    return package.state == EvidencePackage.State.BUILT and not package.is_pending
