"""The back office: who sees schemes, rules, windows, listings and imports; what waits at each stage."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet

from mediation_registry.models import (
    Application,
    Determination,
    EditionEntry,
    EnablingRule,
    IntakeWindow,
    Listing,
    PanelEdition,
    PanelImport,
    RuleVersion,
    Scheme,
    SchemeDoor,
)
from mediation_registry.queries.applications import at_seat, own, waiting_at
from mediation_registry.queries.editions import schemes_published_by
from mediation_registry.rules import lifecycle
from portal.audit.actors import Actor
from portal.identity.roles import COURT_ROLES, Role

SEATS = (lifecycle.INTAKE, lifecycle.ASSESSMENT, lifecycle.RECOGNITION, lifecycle.COMMITTEE)
#: Who reads the back office of the register without acting in it.
READERS = frozenset({Role.AUDITOR.value, *(role.value for role in COURT_ROLES)})


def doors_of(actor: Actor) -> QuerySet[SchemeDoor]:
    """The doors at which one of the actor's authorities has a task."""
    at_door = Q(pk__in=())
    for seat in SEATS:
        at_door |= Q(**{f"{seat}__code__in": actor.authorities})
    return SchemeDoor.objects.filter(at_door)


def schemes_on_the_desk(queryset: QuerySet[Scheme], actor: Actor) -> QuerySet[Scheme]:
    """Schemes are public facts: their officers, courts and auditors read them."""
    if actor.roles & READERS:
        return queryset
    return queryset.filter(pk__in=doors_of(actor).values("scheme"))


def rules_on_the_desk(queryset: QuerySet[Any], actor: Actor) -> QuerySet[Any]:
    """Rule versions and powers: whole for the scheme's officers and the auditor, the confirmed ones for courts."""
    if Role.AUDITOR.value in actor.roles:
        return queryset
    seen = Q(scheme__in=doors_of(actor).values("scheme"))
    if actor.roles & READERS:
        seen |= Q(confirmed_at__isnull=False)
    return queryset.filter(seen)


def windows_on_the_desk(queryset: QuerySet[IntakeWindow], actor: Actor) -> QuerySet[IntakeWindow]:
    """Intake windows, announced to everybody."""
    return queryset.filter(
        rule_version__scheme__in=schemes_on_the_desk(Scheme.objects.all(), actor).values("pk")
    )


def listings_on_the_desk(queryset: QuerySet[Listing], actor: Actor) -> QuerySet[Listing]:
    """Listings of published editions: the scheme's officers, courts and auditors read them."""
    published = queryset.filter(edition__state=PanelEdition.State.PUBLISHED)
    if actor.roles & READERS:
        return published
    return published.filter(edition__scheme__in=doors_of(actor).values("scheme"))


def listings_with_files(queryset: QuerySet[Listing], actor: Actor) -> QuerySet[Listing]:
    """Listings whose instruments the actor may open: the scheme's officers alone."""
    return queryset.filter(edition__scheme__in=doors_of(actor).values("scheme"))


def imports_on_the_desk(queryset: QuerySet[PanelImport], actor: Actor) -> QuerySet[PanelImport]:
    """Imports of panels: for the publishers of the scheme."""
    return queryset.filter(scheme__in=schemes_published_by(actor).values("pk"))


def is_home_of(actor: Actor, listing: Listing) -> bool:
    """True where the actor decides at the authority that recognises for the listing's place, and not on herself."""
    if actor.key == f"user:{listing.registrant.person.user_id}":
        return False
    held = actor.authorities_as(lifecycle.ROLE_AT[lifecycle.RECOGNITION])
    doors = SchemeDoor.objects.filter(
        scheme=listing.edition.scheme_id, jurisdiction=listing.jurisdiction_id, recognition__code__in=held
    )
    return bool(held) and doors.exists()


# -- what waits at each stage
def _named(rows: QuerySet[Application]) -> QuerySet[Application]:
    return rows.prefetch_related("registrant__person__names")


def to_check(actor: Actor) -> QuerySet[Application]:
    """Submitted, or under the check for completeness, at one of the actor's doors."""
    return _named(waiting_at(actor, lifecycle.INTAKE))


def returned_with_day(actor: Actor) -> QuerySet[Application]:
    """Returned for correction by the actor's door, with the day that the authority set."""
    rows = Application.objects.filter(
        at_seat(actor, lifecycle.INTAKE), state=lifecycle.RETURNED, correct_by_date__isnull=False
    ).exclude(own(actor))
    return _named(rows.select_related("registrant__person", "scheme", "jurisdiction"))


def _with_progress(rows: QuerySet[Application]) -> QuerySet[Application]:
    return rows.annotate(
        criteria_in_all=Count("window__rule_version__criteria", distinct=True),
        criteria_assessed=Count("assessments__criterion", distinct=True),
        last_assessed_at=Max("assessments__assessed_at"),
    )


_ASSESSED = Q(criteria_assessed__gte=F("criteria_in_all"), last_assessed_at__gte=F("state_since_at"))


def to_assess(actor: Actor) -> QuerySet[Application]:
    """In local assessment with criteria still open, or reopened and not looked at since."""
    rows = _with_progress(waiting_at(actor, lifecycle.ASSESSMENT))
    return _named(rows.exclude(_ASSESSED))


def to_decide(actor: Actor) -> QuerySet[Application]:
    """Assessed whole and waiting for recognition or refusal; recognised or referred back and waiting to move on."""
    rows = Application.objects.filter(at_seat(actor, lifecycle.RECOGNITION)).exclude(own(actor))
    states = (lifecycle.LOCALLY_RECOGNISED, lifecycle.REFERRED_BACK)
    ready = _with_progress(rows).filter(
        Q(state__in=states) | (Q(state=lifecycle.LOCAL_ASSESSMENT) & _ASSESSED)
    )
    return _named(
        ready.select_related("registrant__person", "scheme", "jurisdiction").order_by("state_since_at")
    )


def places_of_committee(actor: Actor) -> list[str]:
    """Codes of the places for which the actor sits in the Working Committee."""
    held = actor.authorities_as(lifecycle.ROLE_AT[lifecycle.COMMITTEE])
    doors = SchemeDoor.objects.filter(committee__code__in=held)
    return sorted(set(doors.values_list("jurisdiction__code", flat=True)))


def before_committee(actor: Actor) -> QuerySet[Application]:
    """Before the committee without the position of the actor's place; agreed and waiting for the conference."""
    rounds = Determination.objects.filter(application=OuterRef("pk"), stage="local").values("application")
    number = rounds.annotate(number=Count("pk")).values("number")
    spoken = Determination.objects.filter(
        application=OuterRef("pk"), stage="committee", jurisdiction__code__in=places_of_committee(actor)
    )
    rows = waiting_at(actor, lifecycle.COMMITTEE).annotate(sitting=number)
    open_ones = ~Exists(spoken.filter(round=OuterRef("sitting")))
    agreed = Q(state=lifecycle.AGREED)
    return _named(rows.filter(agreed | (Q(state=lifecycle.COMMITTEE_REVIEW) & open_ones)))


def before_conference(actor: Actor) -> QuerySet[Application]:
    """Submitted to the Joint Conference; its outcome is not recorded yet."""
    return _named(waiting_at(actor, lifecycle.COMMITTEE).filter(state=lifecycle.JOINT_CONFERENCE))


def to_publish(actor: Actor) -> QuerySet[Application]:
    """Determined, and in no edition that is being prepared."""
    held = EditionEntry.objects.filter(application=OuterRef("pk"), edition__state=PanelEdition.State.PREPARED)
    rows = Application.objects.filter(~Exists(held), state=lifecycle.DETERMINED)
    rows = rows.filter(scheme__in=schemes_published_by(actor).values("pk")).exclude(own(actor))
    return _named(
        rows.select_related("registrant__person", "scheme", "jurisdiction").order_by("state_since_at")
    )


def editions_to_publish(actor: Actor) -> QuerySet[PanelEdition]:
    """Prepared by somebody else."""
    rows = PanelEdition.objects.filter(
        state=PanelEdition.State.PREPARED, scheme__in=schemes_published_by(actor).values("pk")
    )
    return rows.exclude(prepared_by=actor.key).select_related("scheme").order_by("year")


def imports_to_approve(actor: Actor) -> QuerySet[PanelImport]:
    """Proposed by somebody else."""
    rows = imports_on_the_desk(PanelImport.objects.filter(state=PanelImport.State.PROPOSED), actor)
    return rows.exclude(proposed_by=actor.key).select_related("scheme").order_by("proposed_at")


def rules_to_confirm(actor: Actor) -> list[RuleVersion | EnablingRule]:
    """Entered by somebody else for a place at which the actor decides, or for all three."""
    held = actor.authorities_as(lifecycle.ROLE_AT[lifecycle.RECOGNITION])
    doors = SchemeDoor.objects.filter(scheme=OuterRef("scheme"), recognition__code__in=held)
    mine = Exists(doors.filter(jurisdiction=OuterRef("jurisdiction")))
    versions = RuleVersion.objects.filter(mine, confirmed_at=None).exclude(entered_by=actor.key)
    common = Q(jurisdiction=None) & Exists(doors)
    powers = EnablingRule.objects.filter(mine | common, confirmed_at=None).exclude(entered_by=actor.key)
    return [
        *versions.select_related("scheme", "jurisdiction").order_by("entered_at"),
        *powers.select_related("scheme", "jurisdiction").order_by("entered_at"),
    ]
