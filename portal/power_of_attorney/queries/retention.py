"""How long a power's records are kept, what may be destroyed now, and why not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from portal.evidence.models import EvidencePackage
from portal.identity.models import Court
from portal.power_of_attorney.models import PowerOfAttorney, RetentionClass
from portal.power_of_attorney.rules import lifecycle
from portal.power_of_attorney.rules.retention import NEVER_EFFECTIVE, Facts, Period, obstacle
from portal.rooms.models import Recording

#: At rest: ended, or rejected and waiting for nothing but the other way.
AT_REST = lifecycle.ENDED | {lifecycle.REJECTED}


@dataclass(frozen=True)
class Keeping:
    """Everything about keeping one power: its class, from when to when, hold, keys left, why nothing is destroyed."""

    code: str
    retention: RetentionClass | None
    begins: date | None
    due: date | None
    is_held: bool
    keys_left: int
    obstacle: str


def class_in_force(court: Court, code: str, on: date) -> RetentionClass | None:
    """The row that counts for this court on this day: its own, else that of all courts."""
    rows = RetentionClass.objects.filter(Q(court=court) | Q(court=None), code=code, valid_from__lte=on)
    rows = rows.filter(Q(valid_to=None) | Q(valid_to__gt=on))
    found = list(rows.order_by("-valid_from"))
    own = next((row for row in found if row.court_id is not None), None)
    return own or next(iter(found), None)


def classes_in_force(court: Court, on: date) -> list[RetentionClass]:
    """The class of each code for a court, in the order of the codes."""
    found = [class_in_force(court, code, on) for code in RetentionClass.Code.values]
    return [row for row in found if row is not None]


def recordings_of(power: PowerOfAttorney) -> QuerySet[Recording]:
    """Every recording of every session."""
    return Recording.objects.filter(room__witnessing__power=power).select_related("room")


def packages_of(power: PowerOfAttorney) -> QuerySet[EvidencePackage]:
    """The evidence packages built of the power."""
    return EvidencePackage.objects.filter(reference=power.reference)


def keeping_of(power: PowerOfAttorney, on: date) -> Keeping:
    """How this power is kept, on this day."""
    code = class_code_of(power)
    retention = class_in_force(power.court, code, on) if code else None
    begins = at_rest_since(power)
    period = _period(retention)
    facts = Facts(
        at_rest_since=begins, is_held=power.holds.filter(lifted_at=None).exists(), period=period,
        keys_left=recordings_of(power).filter(key_destroyed_at=None).count(),
    )  # fmt: skip
    due = period.last_day(begins) if period is not None and begins is not None else None
    return Keeping(code, retention, begins, due, facts.is_held, facts.keys_left, obstacle(facts, on))


def class_code_of(power: PowerOfAttorney) -> str:
    """The dossier class that the court set last; a power that was never in force has its own; else none."""
    chosen = power.dossier_classes.order_by("-set_at").values_list("code", flat=True).first()
    if chosen:
        return str(chosen)
    return NEVER_EFFECTIVE if power.state in AT_REST and power.effective_at is None else ""


def at_rest_since(power: PowerOfAttorney) -> date | None:
    """The day from which the period runs: the end of the power, or of its case if that came later."""
    if power.state not in AT_REST:
        return None
    days = [timezone.localdate(power.ended_at or power.state_since_at)]
    if power.case is not None:
        if power.case.concluded_date is None:
            return None
        days.append(power.case.concluded_date)
    return max(days)


def _period(row: RetentionClass | None) -> Period | None:
    return Period(row.code, row.years, row.days, row.is_permanent) if row is not None else None
