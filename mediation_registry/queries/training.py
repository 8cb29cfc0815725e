"""The ledger of continuing training: hours by period, and what waits for a check."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from mediation_registry.models import EnablingRule, Listing, Registrant, SchemeDoor, TrainingRecord
from mediation_registry.queries.editions import newest
from portal.audit.actors import Actor
from portal.cases.models.cases import person_id_of
from portal.identity.models import Authority
from portal.identity.roles import Role

ASSESSOR = Role.AUTHORITY_ASSESSOR.value


@dataclass(frozen=True)
class TrainingStanding:
    """What an authority's cited rule asks of a mediator, and what stands in the ledger for the period.

    ``hours_rule`` None: not specified by the authority, and nothing is counted against anything.
    """

    scheme: str
    hours_rule: EnablingRule | None
    period_rule: EnablingRule | None
    from_date: date | None
    to_date: date
    counted: Decimal
    waiting: Decimal

    @property
    def missing(self) -> Decimal | None:
        """Hours still missing, never below zero; None where no rule is cited."""
        if self.hours_rule is None or self.hours_rule.value is None or self.from_date is None:
            return None
        return max(Decimal(self.hours_rule.value) - self.counted, Decimal(0))


def hours_of(registrant: Registrant, from_date: date, to_date: date) -> Decimal:
    """Checked hours of training that ended in [from_date, to_date); zero where there are none."""
    return _sum(registrant, TrainingRecord.State.CHECKED, from_date, to_date)


def _sum(registrant: Registrant, state: str, from_date: date, to_date: date) -> Decimal:
    rows = registrant.training_records.filter(state=state, to_date__gte=from_date, to_date__lt=to_date)
    return rows.aggregate(hours=Sum("hours"))["hours"] or Decimal(0)


def months_back(on: date, months: int) -> date:
    """The day that many calendar months before ``on``; the last day of the month where there is no such day."""
    total = on.year * 12 + on.month - 1 - months
    year, month = divmod(total, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (following - timedelta(days=1)).day
    return date(year, month + 1, min(on.day, last))


def standings(registrant: Registrant, on: date) -> list[TrainingStanding]:
    """For each scheme on whose panel the registrant stands: the cited rule and the hours of its period up to today."""
    listings = Listing.objects.filter(registrant=registrant, edition__state="published", valid_from__lte=on)
    found: dict[UUID, TrainingStanding] = {}
    for listing in listings.select_related("edition__scheme", "jurisdiction").order_by("-valid_from"):
        scheme = listing.edition.scheme
        if scheme.pk not in found:
            found[scheme.pk] = _standing(registrant, str(scheme.name or scheme.code), listing, on)
    return list(found.values())


def _standing(registrant: Registrant, scheme: str, listing: Listing, on: date) -> TrainingStanding:
    hours = cited(EnablingRule.Power.TRAINING_HOURS, listing, on)
    period = cited(EnablingRule.Power.TRAINING_PERIOD, listing, on)
    tomorrow = on + timedelta(days=1)
    if hours is None or period is None or not period.value:
        return TrainingStanding(scheme, None, None, None, on, Decimal(0), Decimal(0))
    first = months_back(on, period.value)
    counted = hours_of(registrant, first, tomorrow)
    waiting = _sum(registrant, TrainingRecord.State.ENTERED, first, tomorrow)
    return TrainingStanding(scheme, hours, period, first, on, counted, waiting)


def cited(power: str, listing: Listing, on: date) -> EnablingRule | None:
    """The confirmed rule that gives this power on that day, of the listing's place or of all three; None: none cited."""
    rows = EnablingRule.objects.on(on).filter(
        Q(jurisdiction=listing.jurisdiction_id) | Q(jurisdiction=None),
        scheme=listing.edition.scheme_id, power=power, confirmed_at__isnull=False,
    )  # fmt: skip
    return rows.order_by("jurisdiction__code", "-valid_from").last() if rows.exists() else None


def own_records(actor: Actor) -> QuerySet[TrainingRecord]:
    """The training records of the person behind this account."""
    account = person_id_of(actor)
    rows = TrainingRecord.objects.select_related("registrant", "evidence", "checked_for")
    return rows.filter(registrant__person__user_id=account) if account else rows.none()


def records_for_assessor(actor: Actor) -> QuerySet[TrainingRecord]:
    """The records of mediators of the places for which the actor assesses; nobody checks the own."""
    places = SchemeDoor.objects.filter(assessment__code__in=actor.authorities_as(ASSESSOR)).values(
        "jurisdiction"
    )
    account = person_id_of(actor)
    own = Q(registrant__person__user_id=account)
    rows = TrainingRecord.objects.filter(~own, registrant__home_jurisdiction__in=places)
    return rows.select_related("registrant__person", "registrant__home_jurisdiction", "evidence")


def assessing_authority(actor: Actor, record: TrainingRecord) -> Authority | None:
    """The authority for which the actor checks this record; None when the place is another's."""
    doors = SchemeDoor.objects.filter(
        jurisdiction=record.registrant.home_jurisdiction_id,
        assessment__code__in=actor.authorities_as(ASSESSOR),
    )
    door = doors.select_related("assessment").first()
    return door.assessment if door else None


def reaches_training(actor: Actor, key: str) -> bool:
    """Whether the evidence of this record may be deposited or read: by the mediator, and the assessor of her place."""
    try:
        record_id = UUID(key)
    except ValueError:
        return False
    return (
        own_records(actor).filter(pk=record_id).exists()
        or records_for_assessor(actor).filter(pk=record_id).exists()
    )


def renewals_due(on: date) -> list[tuple[Listing, EnablingRule]]:
    """Listings whose dated term ends within the days that the authority's cited rule gives for the renewal notice.

    Both are needed: a cited term of validity and a cited number of days. Without a rule there is nothing here.
    """
    rows = newest(Listing.objects.filter(state=Listing.State.ACTIVE, valid_to__gt=on))
    found = []
    for listing in rows.select_related("edition__scheme", "jurisdiction", "registrant__person__user"):
        term = cited(EnablingRule.Power.VALIDITY_TERM, listing, on)
        notice = cited(EnablingRule.Power.RENEWAL_NOTICE, listing, on)
        if term is None or notice is None or not notice.value or listing.valid_to is None:
            continue
        if (listing.valid_to - on).days <= notice.value:
            found.append((listing, notice))
    return found
