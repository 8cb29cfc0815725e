"""What the status page reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max, Sum

from portal.operations.models import DayOfService
from portal.operations.probes import probes

WINDOW = 90  # days


@dataclass(frozen=True)
class PartStatus:
    """One part over the window: share of checks that went well (None: not one check yet), mean milliseconds."""

    code: str
    label: object
    well_now: bool | None
    share: float | None
    mean_ms: float | None
    checks: int
    last_checked_at: datetime | None

    @property
    def percent(self) -> float | None:
        """The share in per cent."""
        return None if self.share is None else self.share * 100


def parts(on: date, now_well: dict[str, bool]) -> list[PartStatus]:
    """Every registered part over the last 90 days; two queries whatever their number."""
    rows = (
        DayOfService.objects.filter(day_date__gt=on - timedelta(days=WINDOW))
        .values("part")
        .annotate(n=Sum("checks"), bad=Sum("failures"), ms=Sum("total_ms"), last=Max("last_checked_at"))
    )
    by_part = {row["part"]: row for row in rows}
    found = []
    for code, probe in probes.items():
        row = by_part.get(code)
        checks = row["n"] if row else 0
        found.append(
            PartStatus(
                code, probe.label, now_well.get(code),
                1 - row["bad"] / checks if row and checks else None,
                row["ms"] / checks if row and checks else None,
                checks, row["last"] if row else None,
            )
        )  # fmt: skip
    return found


def first_day() -> date | None:
    """The first day of which there is a record."""
    return DayOfService.objects.order_by("day_date").values_list("day_date", flat=True).first()
