"""Editions of the panel: who may work on them, what could stand in one, how many stand in it for each place."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from mediation_registry.models import (
    Application,
    EditionEntry,
    Listing,
    PanelEdition,
    Scheme,
    SchemeDoor,
)
from mediation_registry.rules import lifecycle
from portal.audit.actors import Actor
from portal.identity.roles import COURT_ROLES, Role

#: Places of one status list (Bitstring Status List v1.0: at least 131,072 entries, so that nobody stands out).
STATUS_PLACES = 131_072
IN_FORCE = (lifecycle.ACTIVE, lifecycle.SUSPENDED)


def chain_of(edition: PanelEdition) -> str:
    """The chain of the log that holds an edition's events."""
    return f"edition:{edition.pk}"


def schemes_published_by(actor: Actor) -> QuerySet[Scheme]:
    """The schemes whose editions the actor publishes: a publisher's seat at an authority that decides in them."""
    held = actor.authorities_as(Role.AUTHORITY_PUBLISHER.value)
    if not held:
        return Scheme.objects.none()
    doors = SchemeDoor.objects.filter(scheme=OuterRef("pk"))
    return Scheme.objects.filter(
        Exists(doors.filter(Q(recognition__code__in=held) | Q(committee__code__in=held)))
    )


def on_the_desk(queryset: QuerySet[PanelEdition], actor: Actor) -> QuerySet[PanelEdition]:
    """Back office: every edition of the scheme for its officers and the auditor; published ones for courts."""
    if Role.AUDITOR.value in actor.roles:
        return queryset
    seen: Any = Q(pk__in=())
    if actor.authorities:
        doors = SchemeDoor.objects.filter(scheme=OuterRef("scheme"))
        seats = ("intake", "assessment", "recognition", "committee")
        at_door = Q(pk__in=())
        for seat in seats:
            at_door |= Q(**{f"{seat}__code__in": actor.authorities})
        seen |= Exists(doors.filter(at_door))
    if actor.roles & {role.value for role in COURT_ROLES}:
        seen |= Q(state=PanelEdition.State.PUBLISHED)
    return queryset.filter(seen)


def determined_without_edition(scheme: Scheme) -> QuerySet[Application]:
    """Applications that the conference determined and no prepared edition holds yet."""
    held = EditionEntry.objects.filter(application=OuterRef("pk"), edition__state=PanelEdition.State.PREPARED)
    found = Application.objects.filter(~Exists(held), scheme=scheme, state=lifecycle.DETERMINED)
    return _with_names(found, "registrant").order_by("jurisdiction__code", "reference")


def newest(listings: QuerySet[Listing]) -> QuerySet[Listing]:
    """Of each registrant the listing of the latest published edition of its scheme."""
    later = Listing.objects.filter(
        registrant=OuterRef("registrant"), edition__scheme=OuterRef("edition__scheme"),
        edition__state=PanelEdition.State.PUBLISHED, valid_from__gt=OuterRef("valid_from"),
    )  # fmt: skip
    return listings.filter(~Exists(later), edition__state=PanelEdition.State.PUBLISHED)


def carriable(edition: PanelEdition) -> QuerySet[Listing]:
    """Listings in force of the scheme's earlier edition whose registrants do not stand in this one yet."""
    held = EditionEntry.objects.filter(edition=edition, registrant=OuterRef("registrant"))
    found = newest(Listing.objects.filter(edition__scheme=edition.scheme_id, state=lifecycle.ACTIVE))
    return _with_names(found.filter(~Exists(held)), "registrant").order_by(
        "jurisdiction__code", "certificate_no"
    )


def left_behind(edition: PanelEdition) -> QuerySet[Listing]:
    """Listings in force of earlier editions whose registrants this edition does not list."""
    held = EditionEntry.objects.filter(edition=edition, registrant=OuterRef("registrant"))
    found = newest(Listing.objects.filter(edition__scheme=edition.scheme_id, state__in=IN_FORCE))
    return found.filter(~Exists(held), valid_from__lt=edition.valid_from).select_related(
        "registrant", "edition"
    )


def later_edition(edition: PanelEdition) -> PanelEdition | None:
    """A published edition of the scheme that is not earlier than this one."""
    published = PanelEdition.objects.filter(scheme=edition.scheme_id, state=PanelEdition.State.PUBLISHED)
    later = Q(year__gte=edition.year) | Q(valid_from__gte=edition.valid_from)
    return published.filter(later).exclude(pk=edition.pk).order_by("-year").first()


def lines_of(edition: PanelEdition) -> QuerySet[EditionEntry]:
    """The lines of an edition with names, place and origin; a bounded number of queries."""
    rows = edition.entries.select_related("jurisdiction", "application", "carried_from__edition")
    return _with_names(rows, "registrant").order_by("jurisdiction__code", "registrant__register_no")


def _with_names(rows: QuerySet[Any], path: str) -> QuerySet[Any]:
    return rows.select_related(f"{path}__person", "jurisdiction").prefetch_related(f"{path}__person__names")


@dataclass(frozen=True)
class PlaceCount:
    """How many lines an edition has for one place: in all, from applications, carried forward, imported."""

    place: str
    total: int
    applied: int
    carried: int

    @property
    def imported(self) -> int:
        return self.total - self.applied - self.carried


def counts(edition: PanelEdition) -> list[PlaceCount]:
    """The lines of an edition counted for each place. One query."""
    rows = edition.entries.values("jurisdiction__code").annotate(
        total=Count("pk"), applied=Count("application"), carried=Count("carried_from")
    )
    found = {row["jurisdiction__code"]: row for row in rows}
    return [
        PlaceCount(place.jurisdiction, row["total"], row["applied"], row["carried"])
        for place in lifecycle.PLACES
        if (row := found.get(place.jurisdiction))
    ]


def free_status_places(
    wanted: int, taken: Collection[int], choose: secrets.SystemRandom | None = None
) -> list[int]:
    """``wanted`` places that no listing ever held, drawn at random so that a place says nothing about its holder.

    A place below 131,072 lies in the first list, the next 131,072 in the second, and so on; a new list is begun
    when those before it cannot give enough.
    """
    draw = choose or secrets.SystemRandom()
    used, lists = set(taken), 1
    while lists * STATUS_PLACES - len(used) < wanted:
        lists += 1
    free = [place for place in range(lists * STATUS_PLACES) if place not in used]
    return draw.sample(free, wanted)


def names_as_certified(entries: Iterable[EditionEntry]) -> dict[Any, dict[str, str]]:
    """The current names by script of each line's registrant, by its key; the names were prefetched."""
    return {
        entry.registrant_id: {name.script: name.text for name in entry.registrant.person.current_names}
        for entry in entries
    }
