"""Works: lists, one by address, one by citation, and what is held of it."""

from __future__ import annotations

from django.db.models import Count

from foreign_law.models import HeldVersion, Instrument, Jurisdiction


def works(jurisdiction: str | None = None) -> list[Instrument]:
    """All works with their language versions and ``provision_count``; of one jurisdiction if given."""
    found = Instrument.objects.annotate(provision_count=Count("provisions")).prefetch_related("expressions")
    if jurisdiction:
        found = found.filter(jurisdiction=jurisdiction)
    return list(found.order_by("jurisdiction", "kind", "year", "slug"))


def work_at(place: str, slug: str) -> Instrument | None:
    """The work at ``/law/{place}/{slug}/`` with its language versions, or None."""
    jurisdiction = Jurisdiction.from_place(place)
    if jurisdiction is None:
        return None
    return (
        Instrument.objects.filter(jurisdiction=jurisdiction, slug=slug)
        .prefetch_related("expressions")
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
