"""The search of the library as its doors need it: words in, works with their hits and other languages out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Q

from foreign_law.models import JudgmentText, Jurisdiction, ProvisionVersion
from foreign_law.queries.point_in_time import covers
from foreign_law.rules.citations import recognise
from foreign_law.search import term_base
from foreign_law.search.indexing import INDEX
from foreign_law.search.units import JUDGMENT_KINDS
from portal.search.engine import Page
from portal.search.engines import search_service
from portal.search.plan import Filters, Plan, Years
from portal.search.planner import integer_date
from portal.search.service import Found, SearchService
from portal.search.units import Hit, Unit


@dataclass(frozen=True)
class Ask:
    """What a reader asks. ``today`` comes from the door; ``on`` None: the newest version held."""

    text: str
    today: date
    on: date | None = None
    jurisdiction: str = ""
    language: str = ""
    kind: str = ""
    year: int | None = None
    in_force: bool | None = None
    expand: bool = True
    without: tuple[str, ...] = ()
    work: str = ""
    page: int = 1
    size: int = 10
    grouped: bool = True

    def filters(self) -> Filters:
        """The filters for the engine."""
        chosen = {
            "jurisdiction": self.jurisdiction.lower(),
            "language": self.language,
            "kind": self.kind,
            "work": self.work,
        }
        return Filters(
            values={name: (value,) for name, value in chosen.items() if value},
            years=Years(self.year, self.year) if self.year else None,
            on=integer_date(self.on) if self.on else None,
            latest_only=self.on is None,
            in_force=self.in_force,
        )


@dataclass(frozen=True)
class FoundUnit:
    """One hit. ``heading`` and ``snippet`` are escaped HTML with ``<mark>``; ``path`` is below ``/law/``.

    ``version`` is None for a whole work or a judgment. ``others``: further languages held of the same place.
    """

    unit: Unit
    path: str
    anchor: str
    heading: str
    snippet: str
    in_force: bool
    version: ProvisionVersion | None = None
    others: tuple[str, ...] = ()

    @property
    def valid_from(self) -> date | None:
        """The first day that the sources prove, None when they state none."""
        return self.version.valid_from if self.version else None

    @property
    def valid_to(self) -> date | None:
        """The day from which it is not proved any more."""
        return self.version.valid_to if self.version else None


@dataclass(frozen=True)
class FoundWork:
    """The hits of one work; ``total`` counts all of its units that match."""

    key: str
    path: str
    title: str
    language: str
    total: int
    hits: tuple[FoundUnit, ...]


@dataclass(frozen=True)
class Findings:
    """A page of results. ``total`` counts units on all pages."""

    ask: Ask
    plan: Plan
    total: int
    works: tuple[FoundWork, ...]
    facets: Mapping[str, Mapping[str, int]]
    has_next: bool

    @property
    def hits(self) -> tuple[FoundUnit, ...]:
        """All hits of the page, in order."""
        return tuple(hit for work in self.works for hit in work.hits)


@dataclass
class _Beside:
    """What the database knows about the places found: versions by uid, languages by place."""

    versions: dict[str, ProvisionVersion] = field(default_factory=dict)
    languages: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))


def find(ask: Ask) -> Findings:
    """Search the library. At most four queries, however many hits; raises `IndexOutdated`."""
    service = search_service(INDEX)
    found = service.search(
        ask.text.replace("\x00", " "),
        on=ask.on or ask.today,
        filters=ask.filters(),
        recognise=recognise,
        expander=term_base().expansions,
        expand=ask.expand,
        without=ask.without,
        page=Page(number=ask.page, size=ask.size, per_work=3 if ask.grouped else 1, grouped=ask.grouped),
    )
    beside = _beside(found, ask.on)
    works: list[FoundWork] = []
    for group in found.groups:
        hits = tuple(_found_unit(service, found.plan, hit, beside) for hit in group.hits)
        best = group.hits[0].unit
        if works and works[-1].key == best.work:
            works[-1] = replace(works[-1], hits=(*works[-1].hits, *hits))
        else:
            total = group.total if ask.grouped else found.total if ask.work else len(hits)
            works.append(FoundWork(best.work, _work_path(best), best.title, best.language, total, hits))
    return Findings(ask, found.plan, found.total, tuple(works), found.facets, found.has_next)


def _found_unit(service: SearchService, plan: Plan, hit: Hit, beside: _Beside) -> FoundUnit:
    unit = hit.unit
    shown = service.highlight(plan, unit)
    in_judgment = unit.kind in JUDGMENT_KINDS
    path = _work_path(unit)
    if unit.provision and not in_judgment:
        path = f"{path}/{unit.provision}"
    place = (unit.work, "" if in_judgment else unit.provision)
    return FoundUnit(
        unit=unit,
        path=f"{path}/",
        anchor=unit.provision if in_judgment else "",
        heading=shown.heading,
        snippet=shown.snippet if unit.provision or in_judgment else "",
        in_force=hit.in_force,
        version=beside.versions.get(unit.uid),
        others=tuple(sorted(beside.languages.get(place, set()) - {unit.language})),
    )


def _work_path(unit: Unit) -> str:
    """``hk/cap-614``, or ``judgments/mo-…`` for a judgment."""
    place, _, rest = unit.work.partition("/judgments/")
    return f"judgments/{place}-{rest}" if rest else unit.work


def _beside(found: Found, on: date | None) -> _Beside:
    """Versions in all languages of the places found, and the languages of works and judgments. Three queries."""
    beside = _Beside()
    units = [hit.unit for hit in found.hits]
    provisions = {(u.work, u.provision) for u in units if u.provision and u.kind not in JUDGMENT_KINDS}
    works = {u.work for u in units if not u.provision and u.kind not in JUDGMENT_KINDS}
    if provisions or works:
        _add_versions(beside, provisions, works, on)
    slugs = {u.work.partition("/judgments/")[2] for u in units if u.kind in JUDGMENT_KINDS}
    if slugs:
        rows = JudgmentText.objects.filter(superseded_at=None, judgment__slug__in=slugs).select_related(
            "judgment"
        )
        for text in rows.defer("paragraphs", "subjects"):
            work = f"{text.judgment.place}/judgments/{text.judgment.slug}".lower()
            beside.languages[(work, "")].add(text.language)
    return beside


def _add_versions(
    beside: _Beside, provisions: set[tuple[str, str]], works: set[str], on: date | None
) -> None:
    wanted = Q(pk=None)
    for work, key in sorted(provisions):
        wanted |= _of_work(work) & Q(provision__key=key)
    rows = ProvisionVersion.objects.filter(wanted, superseded_at=None).select_related(
        "provision__instrument", "expression"
    )
    for version in rows.defer("body", "text", "path"):
        beside.versions[version.uid] = version
        instrument = version.provision.instrument
        if version.latest if on is None else covers(version, on, instrument.year):
            beside.languages[(instrument.path, version.provision.key)].add(version.expression.language)
    if works:
        whole = Q(pk=None)
        for work in sorted(works):
            whole |= _of_work(work)
        pairs = ProvisionVersion.objects.filter(whole, superseded_at=None).values_list(
            "provision__instrument__jurisdiction", "provision__instrument__slug", "expression__language"
        )
        for jurisdiction, slug, language in pairs.distinct().order_by():
            beside.languages[(f"{Jurisdiction(jurisdiction).place}/{slug}", "")].add(language)


def _of_work(work: str) -> Q:
    place, _, slug = work.partition("/")
    return Q(
        provision__instrument__jurisdiction=Jurisdiction.from_place(place), provision__instrument__slug=slug
    )
