"""Judgments: records with links, and the summaries that are held."""

from __future__ import annotations

from django.db.models import Prefetch

from foreign_law.models import Judgment, JudgmentText, Jurisdiction


def judgments(jurisdiction: str | None = None) -> list[Judgment]:
    """All judgments with their living summaries as ``current_texts``; of one jurisdiction if given."""
    found = Judgment.objects.prefetch_related(_texts())
    if jurisdiction:
        found = found.filter(jurisdiction=jurisdiction)
    return list(found)


def judgment_at(place: str, slug: str) -> Judgment | None:
    """The judgment at an address with its living summaries as ``current_texts``, or None."""
    jurisdiction = Jurisdiction.from_place(place)
    if jurisdiction is None:
        return None
    return Judgment.objects.filter(jurisdiction=jurisdiction, slug=slug).prefetch_related(_texts()).first()


def _texts() -> Prefetch:
    living = JudgmentText.objects.filter(superseded_at=None).select_related("source").order_by("language")
    return Prefetch("texts", queryset=living, to_attr="current_texts")
