"""What the desk shows of powers after the session, and what waits there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import formats, timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from portal.audit.actors import Actor
from portal.cases.models.cases import person_id_of
from portal.identity.models import Office
from portal.power_of_attorney.models import Agent, Destruction, PowerOfAttorney, Referral
from portal.power_of_attorney.queries.powers import bound_agents
from portal.power_of_attorney.queries.register import Standing, powers_of, status_on
from portal.power_of_attorney.queries.retention import Keeping, keeping_of
from portal.power_of_attorney.rules import lifecycle

AFTER = (
    lifecycle.JUDICIAL_REVIEW,
    lifecycle.REJECTED,
    lifecycle.ATTESTING_ROUTE,
    *sorted(lifecycle.WAS_EFFECTIVE),
)
Row = tuple[PowerOfAttorney, str]


@dataclass
class OnTheDesk:
    """One power on the desk after its session."""

    power: PowerOfAttorney
    actor: Actor
    at: datetime

    @property
    def on(self) -> date:
        return timezone.localdate(self.at)

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles that the actor holds at the power's court today."""
        offices = Office.objects.filter(holder_id=person_id_of(self.actor), court=self.power.court).on(
            self.on
        )
        return frozenset(offices.values_list("role", flat=True))

    @property
    def standing(self) -> Standing | None:
        return status_on(self.power, self.on)

    @cached_property
    def keeping(self) -> Keeping:
        return keeping_of(self.power, self.on)

    @property
    def agents(self) -> QuerySet[Agent]:
        return bound_agents(self.power)

    @property
    def powers(self) -> tuple[str, ...]:
        return powers_of(self.power)

    @property
    def referral(self) -> Referral | None:
        return getattr(self.power, "referral", None)

    @property
    def hold_reason(self) -> str:
        hold = self.power.holds.filter(lifted_at=None).first()
        return hold.reason if hold else ""

    @cached_property
    def proposed(self) -> Destruction | None:
        return self.power.destructions.filter(state=Destruction.State.PROPOSED).first()


def after_session(actor: Actor, on: date) -> QuerySet[PowerOfAttorney]:
    """The powers of the actor's courts that are past their session or have ended, the latest first."""
    rows = PowerOfAttorney.objects.for_staff(actor, on)
    wanted = rows.filter(state__in=[*AFTER, lifecycle.WITHDRAWN])
    return wanted.select_related("court", "case", "party", "principal").order_by("-state_since_at")


def to_review(actor: Actor, on: date) -> Iterator[Row]:
    """Sessions that wait for the judge's review."""
    return _since(
        PowerOfAttorney.objects.for_staff(actor, on, frozenset({"judge"})), lifecycle.JUDICIAL_REVIEW
    )


def to_refer(actor: Actor, on: date) -> Iterator[Row]:
    """Rejected powers whose principal has not been referred yet."""
    return _since(PowerOfAttorney.objects.for_staff(actor, on), lifecycle.REJECTED)


def to_destroy(actor: Actor, on: date) -> Iterable[Row]:
    """Destructions that wait for a second person; not those that the actor proposed."""
    seen = PowerOfAttorney.objects.for_staff(actor, on)
    rows = Destruction.objects.filter(state=Destruction.State.PROPOSED, power__in=seen.values("pk"))
    for row in rows.exclude(proposed_by=actor.key).select_related("power__court"):
        yield row.power, _("Proposed on %(on)s") % {"on": _day(row.proposed_at)}


def _since(rows: QuerySet[PowerOfAttorney], state: str) -> Iterator[Row]:
    for power in rows.filter(state=state).select_related("court").order_by("state_since_at"):
        yield power, _("Since %(on)s") % {"on": _day(power.state_since_at)}


def _day(at: datetime) -> str:
    return str(formats.date_format(timezone.localdate(at), "DATE_FORMAT"))
