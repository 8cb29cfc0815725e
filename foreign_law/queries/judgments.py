"""Judgments: records with links, the entries and summaries that are held, and the list that can be narrowed."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Max, Prefetch, Q, QuerySet

from foreign_law.models import Citation, Judgment, JudgmentText, Jurisdiction
from foreign_law.rules.citations import recognise

PAGE = 50


@dataclass(frozen=True)
class Narrowed:
    """One page of the list, with what it can be narrowed by. ``unread``: the citation asked for is none."""

    total: int
    rows: list[Judgment]
    courts: list[tuple[str, str, int]]
    years: list[tuple[int, int]]
    page: int
    unread: bool

    @property
    def has_next(self) -> bool:
        """Whether a page follows."""
        return self.page * PAGE < self.total


def judgments_page(*, first: int, size: int) -> tuple[int, list[tuple[Judgment, list[str]]]]:
    """How many judgments there are, and ``size`` of them from ``first`` on with the languages of their living texts.

    In the order of jurisdiction, court, newest year, number, suffix. Three queries; no more rows are read than told.
    """
    ordered = Judgment.objects.order_by("jurisdiction", "court", "-year", "number", "suffix")
    rows = list(ordered[first : first + size])
    spoken: dict[UUID, list[str]] = {row.pk: [] for row in rows}
    texts = JudgmentText.objects.filter(judgment__in=rows, superseded_at=None).order_by("language")
    for key, language in texts.values_list("judgment", "language").distinct():
        spoken[key].append(language)
    return ordered.count(), [(row, spoken[row.pk]) for row in rows]


def judgment_at(place: str, slug: str) -> Judgment | None:
    """The judgment at an address with its living texts as ``current_texts``, or None."""
    jurisdiction = Jurisdiction.from_place(place)
    if jurisdiction is None or not slug.isprintable():
        return None
    return Judgment.objects.filter(jurisdiction=jurisdiction, slug=slug).prefetch_related(_texts()).first()


def narrowed(
    *, jurisdiction: str = "", court: str = "", year: int | None = None, citing: str = "", page: int = 1
) -> Narrowed:
    """The judgments of a jurisdiction, court and year that cite what ``citing`` names. Five queries.

    ``citing`` is a citation as people write it; a provision in it narrows to that provision.
    """
    found: QuerySet[Judgment] = Judgment.objects.all()
    unread = False
    if citing:
        condition = citing_condition(citing)
        unread = condition is None
        citing_rows = Citation.objects.filter(
            condition or Q(pk=None), Q(text=None) | Q(text__superseded_at=None), judgment__isnull=False,
            withdrawn_at=None,
        )  # fmt: skip
        found = found.filter(pk__in=citing_rows.order_by().values("judgment"))
    if jurisdiction:
        found = found.filter(jurisdiction=jurisdiction)
    of_place = found
    if court:
        found = found.filter(court=court)
    of_court = found
    if year is not None:
        found = found.filter(year=year)
    courts = (
        of_place.order_by("court").values_list("court").annotate(count=Count("pk"), name=Max("court_name"))
    )
    years = of_court.order_by("-year").values_list("year").annotate(count=Count("pk"))
    ordered = found.order_by("jurisdiction", "-decided_date", "-year", "citation_id")
    rows = list(ordered.prefetch_related(_texts())[(page - 1) * PAGE : page * PAGE])
    return Narrowed(
        found.count(), rows, [(code, name, count) for code, count, name in courts], list(years), page, unread
    )


def citing_condition(words: str) -> Q | None:
    """The condition on citations for a place as people write it; None when the words hold no citation."""
    found = recognise(words[:512])
    if not found:
        return None
    one = found[0]
    condition = Q(cited_id=one.id.lower())
    return condition & Q(cited_key=one.provision.lower()) if one.provision else condition


def _texts() -> Prefetch:
    living = (
        JudgmentText.objects.filter(superseded_at=None).select_related("source").order_by("language", "kind")
    )
    return Prefetch("texts", queryset=living, to_attr="current_texts")
