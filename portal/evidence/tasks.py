"""Jobs of evidence packages."""

from __future__ import annotations

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from portal.evidence.actions import build_package
from portal.evidence.models import EvidencePackage

GRACE = timedelta(minutes=15)


@shared_task(acks_late=True)
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
