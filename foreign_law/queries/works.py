"""Works: lists, one by address, one by citation, and what is held of it."""

from __future__ import annotations

from django.db.models import Count, F, OuterRef, Prefetch, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from foreign_law.models import Authenticity, Expression, HeldVersion, Instrument, Jurisdiction


def works(jurisdiction: str | None = None) -> list[Instrument]:
    """All works with their language versions and ``provision_count``; of one jurisdiction if given."""
    found = Instrument.objects.annotate(provision_count=Count("provisions")).prefetch_related("expressions")
    if jurisdiction:
        found = found.filter(jurisdiction=jurisdiction)
    return list(found.order_by("jurisdiction", "kind", "year", "slug"))


def works_page(jurisdiction: str | None, *, first: int, size: int) -> tuple[int, list[Instrument]]:
    """How many works there are, and some of them in the order of the list, as ``work_at`` gives one. Three queries."""
    found = Instrument.objects.prefetch_related(_with_worth())
    if jurisdiction:
        found = found.filter(jurisdiction=jurisdiction)
    ordered = found.order_by("jurisdiction", "kind", "year", "slug")
    return found.count(), list(ordered[first : first + size])


def _with_worth() -> Prefetch[str]:
    """The language versions, each with ``authenticity``: what the newest copy held of it is worth."""
    newest = HeldVersion.objects.filter(expression=OuterRef("pk"), superseded_at=None).order_by(
        F("held_date").desc(nulls_last=True), "-source__retrieved_at", "pk"
    )
    worth = Coalesce(Subquery(newest.values("authenticity")[:1]), Value(Authenticity.CONVENIENCE.value))
    rows: QuerySet[Expression] = Expression.objects.annotate(authenticity=worth)
    return Prefetch("expressions", rows)


def work_at(place: str, slug: str) -> Instrument | None:
    """The work at ``/law/{place}/{slug}/`` with its language versions, or None.

    Each language version tells as ``authenticity`` what the newest copy held of it is worth.
    """
    jurisdiction = Jurisdiction.from_place(place)
    if jurisdiction is None or not slug.isprintable():
        return None
    return (
        Instrument.objects.filter(jurisdiction=jurisdiction, slug=slug)
        .prefetch_related(_with_worth())
        .first()
    )


def work_cited(citation_id: str) -> Instrument | None:
    """The work with this canonical citation, or None."""
    return Instrument.objects.filter(citation_id=citation_id).prefetch_related("expressions").first()


def holdings(instrument: Instrument) -> list[HeldVersion]:
    """What is held of a work, oldest first, without the contents of each file."""
    return list(
        HeldVersion.objects.filter(expression__instrument=instrument, superseded_at=None)
        .select_related("expression", "source")
        .defer("outline")
        .order_by("expression__language", "held_date")
    )
