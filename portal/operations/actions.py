"""Every write of operations: the record of one round of probes."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localtime

from portal.operations.models import DayOfService
from portal.operations.probes import Finding


@transaction.atomic
def record_round(*, findings: list[Finding], at: datetime) -> None:
    """Add one round of probes to the day's rows (local day, UTC+8)."""
    day = localtime(at).date()
    for finding in findings:
        row, _made = DayOfService.objects.select_for_update().get_or_create(
            day_date=day, part=finding.code, defaults={"last_checked_at": at}
        )
        row.checks = F("checks") + 1
        row.total_ms = F("total_ms") + finding.milliseconds
        row.slowest_ms = max(row.slowest_ms, finding.milliseconds)
        row.last_checked_at = at
        if not finding.well:
            row.failures = F("failures") + 1
            row.last_failed_at = at
        row.save()
