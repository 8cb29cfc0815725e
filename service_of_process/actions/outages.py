"""A platform that could not be used: recorded by staff, and what it means for every period that ended in it.

No text extends a period by itself because a platform was down. Where the court may extend (CPL 86, 285, 286), whoever
lost the last day has ten days to apply after the obstacle has gone; that period is begun, and the judge decides.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.audit import log as audit
from portal.audit.actors import Actor
from portal.identity.models import Court
from portal.identity.permissions import PermissionRefused, require
from service_of_process.actions.clocks import running, start_clock
from service_of_process.actions.steps import S, day_of, record
from service_of_process.models import Clock, Outage, ServiceMatter
from service_of_process.models.matters import courts_held
from service_of_process.rules import extension
from service_of_process.rules.seats import ROLES_AT, SEATS

ACT = S + "outage_recorded"
#: Longer ago, no last day could still be asked for (CPL 86: ten days after the obstacle).
LONGEST_BACK = timedelta(days=366)


@dataclass(frozen=True)
class OutageReport:
    """What an outage means: the record, the clocks for which time may be asked, those that it leaves as they are."""

    outage: Outage
    on_application: list[Clock] = field(default_factory=list)
    unchanged: list[Clock] = field(default_factory=list)

    @property
    def sentence(self) -> str:
        """The report in words, in the reader's language."""
        sentence = _(
            "The outage is recorded. Periods whose last day fell into it: for %(asked)s more time may be asked within "
            "ten days (Civil Procedure Law, art. 86), and the judge decides; the text of %(unchanged)s others knows no "
            "extension, they stay as they are."
        )
        return sentence % {"asked": len(self.on_application), "unchanged": len(self.unchanged)}


@transaction.atomic
def record_outage(
    *,
    actor: Actor,
    at: datetime,
    court: Court,
    platform: str,
    began_at: datetime,
    ended_at: datetime,
    source: str,
) -> OutageReport:
    """Record an outage that is over, and begin the ten days to ask for more time where the rules allow it.

    :raises PermissionRefused: no clerk or desk of this court.
    :raises ValidationError: it ends before it began or in the future, an unknown platform, or no source.
    """
    require(actor, ACT)
    _require_office(actor, at, court)
    _require_sound(platform, began_at, ended_at, source, at)
    outage = Outage.objects.create(
        court=court, platform=platform, began_at=began_at, ended_at=ended_at, source=source.strip(), recorded_at=at,
        recorded_by=actor.key,
    )  # fmt: skip
    audit.record(
        act=ACT, actor=actor, at=at, subject=("service_of_process.Outage", str(outage.pk)),
        facts={
            "platform": platform, "court": court.code, "began": began_at.isoformat(), "ended": ended_at.isoformat(),
        },
    )  # fmt: skip
    report = OutageReport(outage)
    first, last = day_of(began_at), day_of(ended_at)
    for clock in _ending_within(court, first, last):
        ends = [clock.due_date, clock.nominal_date]
        if extension.effect_of_outage(clock.rule, ends, first, last) == extension.ON_APPLICATION:
            _begin_ten_days(clock, outage, actor, at, last)
            report.on_application.append(clock)
        else:
            report.unchanged.append(clock)
    return report


def _require_office(actor: Actor, at: datetime, court: Court) -> None:
    roles = frozenset().union(*(ROLES_AT[seat] for seat in SEATS[ACT]))
    if not courts_held(actor, day_of(at), roles).filter(court=court).exists():
        raise PermissionRefused(ACT)


def _require_sound(platform: str, began_at: datetime, ended_at: datetime, source: str, at: datetime) -> None:
    if platform not in Outage.Platform.values:
        raise ValidationError({"platform": _("Choose the platform.")})
    if ended_at <= began_at:
        raise ValidationError({"ended_at": _("The end lies before the beginning.")})
    if began_at < at - LONGEST_BACK:
        raise ValidationError({"began_at": _("The beginning lies more than a year back: check it.")})
    if ended_at > at:
        raise ValidationError({"ended_at": _("Record an outage when it is over.")})
    if not source.strip():
        raise ValidationError({"source": _("Say how the outage is known.")})


def _ending_within(court: Court, first: date, last: date) -> list[Clock]:
    open_ones = Clock.objects.filter(court=court, state__in=(Clock.State.RUNNING, Clock.State.EXPIRED))
    found = open_ones.filter(due_date__gte=first, due_date__lte=last) | open_ones.filter(
        nominal_date__gte=first, nominal_date__lte=last
    )
    return list(found.select_related("matter__court", "leg").order_by("due_date", "pk"))


def _begin_ten_days(clock: Clock, outage: Outage, actor: Actor, at: datetime, last: date) -> None:
    matter: ServiceMatter = clock.matter
    if running(matter, extension.APPLICATION_CLOCK) is None:
        start_clock(
            matter, rule=extension.APPLICATION_CLOCK, start=last, at=at, holder=clock.holder,
        )  # fmt: skip
    record(
        ACT, actor=actor, at=at, matter=matter, leg=clock.leg, subject=outage, on=last,
        facts={"platform": outage.platform, "rule": clock.rule, "due_date": clock.due_date.isoformat()},
    )  # fmt: skip
