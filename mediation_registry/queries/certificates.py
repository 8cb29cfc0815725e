"""What certificates and credentials say, which listing they are of, and how a sealing stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Model, Prefetch, Q, QuerySet
from modeltranslation.utils import build_localized_fieldname

from i18n import languages
from mediation_registry.models import (
    Application,
    Determination,
    EnablingRule,
    Listing,
    PanelEdition,
    RuleVersion,
    SealingLine,
    SealingRun,
)
from mediation_registry.queries.status import Status, published_listings, status_on
from mediation_registry.queries.status import listed as as_listed
from mediation_registry.rules import standing as rules
from mediation_registry.rules.certificate_facts import CertificateFacts, Decision, RuleCited, last_round
from mediation_registry.rules.standing import Standing

TAKEN_FOR = timedelta(minutes=10)


def in_languages(record: Model, field: str) -> dict[str, str]:
    """A translated field by language code, without the empty ones."""
    found = {code: getattr(record, build_localized_fieldname(field, code), "") for code in languages.CODES}
    return {code: text for code, text in found.items() if text}


def for_certificates(listings: QuerySet[Listing]) -> QuerySet[Listing]:
    """The listings with everything that a certificate says; two queries for any number of them."""
    decisions = Determination.objects.select_related("authority", "jurisdiction").order_by("recorded_at")
    return listings.select_related(
        "registrant", "jurisdiction", "edition__scheme", "application__window__rule_version"
    ).prefetch_related(Prefetch("application__determinations", decisions, "decisions_in_order"))


def listing_with_decisions(listing_id: UUID) -> Listing:
    """One listing of a published edition. Raises Listing.DoesNotExist."""
    published = Listing.objects.filter(edition__state=PanelEdition.State.PUBLISHED)
    return for_certificates(published).get(pk=listing_id)


def certified_on(number: str, on: date) -> Status:
    """How the number stands on the day; only a valid one has a certificate and a credential."""
    return status_on(number, on)


def facts_of(listing: Listing) -> CertificateFacts:
    """What is certified of a listing that :func:`for_certificates` has read."""
    return facts_of_all([listing])[0]


def facts_of_all(listings: Sequence[Listing]) -> list[CertificateFacts]:
    """The same for many; three queries more where listings were carried forward from earlier editions."""
    behind = _applications_behind([one for one in listings if one.application is None])
    return [
        _facts(one, one.application or behind.get((one.registrant_id, one.edition.scheme_id)))
        for one in listings
    ]


def _applications_behind(listings: Sequence[Listing]) -> dict[tuple[UUID, UUID], Application]:
    """A listing that was carried forward stands on the application of the registrant's first one."""
    if not listings:
        return {}
    rows = Listing.objects.filter(
        registrant__in={one.registrant_id for one in listings}, application__isnull=False,
        edition__state=PanelEdition.State.PUBLISHED,
    )  # fmt: skip
    return {
        (row.registrant_id, row.edition.scheme_id): row.application
        for row in for_certificates(rows).order_by("valid_from")
        if row.application is not None
    }


def _facts(listing: Listing, application: Application | None) -> CertificateFacts:
    edition = listing.edition
    return CertificateFacts(
        certificate_no=listing.certificate_no,
        register_no=listing.registrant.register_no,
        is_organisation=listing.registrant.is_organisation,
        names=dict(listing.names),
        place=in_languages(listing.jurisdiction, "name"),
        place_code=listing.jurisdiction.code,
        scheme=in_languages(edition.scheme, "name"),
        scheme_code=edition.scheme.code,
        edition_year=edition.year,
        session=edition.session,
        instrument_no=edition.instrument_no,
        determined_date=edition.determined_date,
        valid_from=listing.valid_from,
        valid_to=listing.valid_to,
        status_index=listing.status_index,
        is_fictitious=edition.is_fictitious or listing.registrant.is_fictitious,
        rule=None if application is None else _rule(application.window.rule_version),
        decisions=() if application is None else _decisions(decisions_in_order(application)),
    )


def decisions_in_order(application: Application) -> list[Determination]:
    """The decisions that :func:`for_certificates` has read with the listing."""
    found: list[Determination] = application.decisions_in_order  # type: ignore[attr-defined]  # prefetched
    return found


def _rule(version: RuleVersion) -> RuleCited:
    return RuleCited(
        label=version.label,
        instrument=in_languages(version, "instrument"),
        instrument_no=version.instrument_no,
        valid_from=version.valid_from,
    )


def _decisions(rows: Iterable[Determination]) -> tuple[Decision, ...]:
    return last_round([
        (row.round, Decision(
            stage=row.stage, outcome=row.outcome, authority=in_languages(row.authority, "name"),
            place=in_languages(row.jurisdiction, "name") if row.jurisdiction else {},
            place_code=row.jurisdiction.code if row.jurisdiction else "",
            body=row.body, instrument_no=row.instrument_no, decided_date=row.decided_date,
        ))
        for row in rows
    ])  # fmt: skip


# -- status lists


def places_not_in_force(on: date) -> dict[Standing, set[int]]:
    """The places in the status lists of listings that no longer stand on the day, and of those suspended.

    A listing that has not begun is not revoked. Only registrants of whom anything but the entry into the list was
    recorded are looked at: four queries, however long the register is.
    """
    changed = Listing.objects.filter(
        Q(valid_to__isnull=False) | ~Q(state=Listing.State.ACTIVE) | Q(entries__number__gt=1)
    )
    together: dict[tuple[UUID, UUID], list[Listing]] = {}
    for listing in published_listings(set(changed.values_list("registrant_id", flat=True))):
        together.setdefault((listing.registrant_id, listing.edition.scheme_id), []).append(listing)
    found: dict[Standing, set[int]] = {Standing.NOT_VALID: set(), Standing.RESTRICTED: set()}
    for group in together.values():
        for place, listing in enumerate(group):
            answer = _standing(group[place:], on)
            if answer in found:
                found[answer].add(listing.status_index)
    return found


def _standing(listings: list[Listing], on: date) -> Standing | None:
    """The answer of a listing and those that follow it; None while none of them has begun."""
    seen = [as_listed(listing) for listing in listings]
    place = rules.governing(seen, on)
    return None if place is None else rules.standing_of(rules.state_on(seen[place], on))


def suspension_has_a_rule(on: date) -> bool:
    """Whether an authority's confirmed rule allows suspension on the day: only then is there a suspension list."""
    rule = EnablingRule.objects.filter(power=EnablingRule.Power.SUSPENSION, confirmed_at__isnull=False)
    in_force = Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gt=on))
    return rule.filter(in_force).exists()


def listings_of(edition_id: UUID) -> QuerySet[Listing]:
    """The listings of one published edition, ready for :func:`facts_of`."""
    return for_certificates(
        Listing.objects.filter(edition=edition_id, edition__state=PanelEdition.State.PUBLISHED)
    )


# -- sealing of an edition


@dataclass(frozen=True)
class Progress:
    """How far a sealing has come."""

    total: int
    sealed: int
    problems: int

    @property
    def waiting(self) -> int:
        return self.total - self.sealed - self.problems


def progress_of(run: SealingRun) -> Progress:
    """How many certificates of a run are sealed, refused, waiting. One query."""
    counted = run.lines.aggregate(
        total=Count("pk"), sealed=Count("certificate"), problems=Count("pk", filter=~Q(problem=""))
    )
    return Progress(**counted)


def waiting_lines(run_id: UUID, at: datetime) -> QuerySet[SealingLine]:
    """The lines of a run that nobody has in hand: never taken, or taken by a job that has not come back."""
    return SealingLine.objects.filter(run=run_id, certificate=None, problem="").filter(
        Q(taken_at=None) | Q(taken_at__lt=at - TAKEN_FOR)
    )


def unfinished_runs() -> QuerySet[SealingRun]:
    """The runs that are not finished, oldest first."""
    return SealingRun.objects.filter(finished_at=None).order_by("ordered_at")
