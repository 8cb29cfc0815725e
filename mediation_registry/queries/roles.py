"""Who is a mediator today: whoever stands in force on a determined edition or on a court's roster."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Case, OuterRef, QuerySet, Subquery, Value, When

from mediation_registry.models import Listing, ListingEntry, PanelEdition, Registrant
from mediation_registry.rules import lifecycle
from portal.identity.models import User
from portal.identity.roles import Role


def jointly_certified_on(day: date) -> QuerySet[Registrant]:
    """Whoever the governing listing shows in force on the day, by the entries and the term, never by a flag."""
    speaking = ListingEntry.objects.filter(listing=OuterRef("pk"), effective_date__lte=day).order_by(
        "-number"
    )
    state = Case(
        When(valid_to__lte=day, then=Value(lifecycle.EXPIRED)), default=Subquery(speaking.values("state")[:1])
    )
    begun = Listing.objects.filter(
        registrant=OuterRef("pk"), valid_from__lte=day, edition__state=PanelEdition.State.PUBLISHED
    )
    newest = begun.order_by("-valid_from").annotate(standing=state).values("standing")[:1]
    return Registrant.objects.annotate(standing=Subquery(newest)).filter(standing=lifecycle.ACTIVE)


def mediator_role(user: User, day: date) -> Iterable[str]:
    """The role that the register grants to an account on a day; one query."""
    return (Role.MEDIATOR.value,) if jointly_certified_on(day).filter(person__user=user).exists() else ()
