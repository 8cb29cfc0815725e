"""Questions about exhibits."""

from __future__ import annotations

from django.db.models import QuerySet

from portal.exhibits.models import CustodyEntry, Exhibit


def exhibits_of(scope: str) -> QuerySet[Exhibit]:
    """The exhibits of a scope (``case:<uuid>``), oldest first, with their stored files."""
    return Exhibit.objects.filter(scope=scope).select_related("stored_file")


def quarantined(scopes: list[str] | None = None) -> QuerySet[Exhibit]:
    """Exhibits in quarantine, oldest first; of these scopes only, if any are given."""
    waiting = Exhibit.objects.filter(state=Exhibit.State.QUARANTINED).select_related("stored_file")
    return waiting if scopes is None else waiting.filter(scope__in=scopes)


def custody_of(exhibit: Exhibit) -> QuerySet[CustodyEntry]:
    """Everything that happened to an exhibit, in the order of the log."""
    return CustodyEntry.objects.filter(exhibit=exhibit)
