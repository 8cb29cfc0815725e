"""Who stands in the public register, and which courts have a registrant on their roster."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import get_language

from i18n import languages
from mediation_registry.models import (
    CourtRosterEntry,
    Listing,
    OrganisationFacts,
    PanelEdition,
    Registrant,
    RosterNaming,
    RosterSharing,
)
from mediation_registry.rules import rosters
from portal.identity.models import Court


def public_registrants() -> QuerySet[Registrant]:
    """Registrants with a public page: once listed on a published edition, or on a court's roster, or an organisation
    whose establishment was checked. Applicants have none. Nobody leaves: a page becomes a status page.
    """
    listings = Listing.objects.filter(registrant=OuterRef("pk"), edition__state=PanelEdition.State.PUBLISHED)
    entries = CourtRosterEntry.objects.filter(registrant=OuterRef("pk"), valid_from__isnull=False)
    named = RosterNaming.objects.filter(mediator=OuterRef("pk"))
    established = OrganisationFacts.objects.filter(registrant=OuterRef("pk"), proof_checked_at__isnull=False)
    return Registrant.objects.filter(
        Q(Exists(listings))
        | Q(Exists(entries))
        | Q(Exists(named))
        | Q(Exists(established), kind="organisation")
    )


def in_public(register_no: str) -> Registrant | None:
    """The registrant with this number, if she stands in the public register."""
    rows = (
        public_registrants().select_related("person", "home_jurisdiction").prefetch_related("person__names")
    )
    return rows.filter(register_no=register_no.strip().upper()).first()


def courts_of(keys: Collection[UUID], on: date) -> dict[UUID, dict[str, str]]:
    """The courts on whose roster each registrant is active on the day: code and name. Own entry, named by an
    organisation, or shared with a lower court by consent. Three queries.
    """
    found: dict[UUID, dict[str, str]] = defaultdict(dict)
    holders: dict[UUID, list[UUID]] = defaultdict(list)
    now = Q(Q(valid_to=None) | Q(valid_to__gt=on), state=rosters.ACTIVE, valid_from__lte=on)
    named = RosterNaming.objects.on(on).filter(mediator__in=keys)
    for entry_id, mediator_id in named.values_list("entry_id", "mediator_id"):
        holders[entry_id].append(mediator_id)
    entries = CourtRosterEntry.objects.filter(now, Q(registrant__in=keys) | Q(pk__in=list(holders)))
    wanted = set(keys)
    for entry in entries.select_related("roster__court"):
        if entry.registrant_id in wanted:
            holders[entry.pk].append(entry.registrant_id)
        for holder in holders[entry.pk]:
            found[holder][entry.roster.court.code] = str(entry.roster.court)
    shared = RosterSharing.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=on), valid_from__lte=on, state=RosterSharing.State.CONSENTED,
        entry__in=list(holders),
    )  # fmt: skip
    for sharing in shared.select_related("court"):
        for holder in holders[sharing.entry_id]:
            found[holder][sharing.court.code] = str(sharing.court)
    return found


def courts_named(codes: Iterable[str]) -> dict[str, str]:
    """The names of courts by code, in the language of the page. One query, none for nothing."""
    wanted = list(codes)
    return {court.code: str(court) for court in Court.objects.filter(code__in=wanted)} if wanted else {}


def names_of_organisations(numbers: Iterable[str]) -> dict[str, tuple[str, str]]:
    """The name nearest to the reader's language and its ``lang`` attribute, by register number. Two queries."""
    wanted = list(numbers)
    if not wanted:
        return {}
    language = get_language() or languages.DEFAULT
    rows = Registrant.objects.filter(register_no__in=wanted).select_related("person")
    found = {}
    for one in rows.prefetch_related("person__names"):
        name = one.person.name_in(language)
        if name is not None:
            found[one.register_no] = (name.text, name.html_lang)
    return found
