"""The citation graph, both ways: what a text cites, and what cites, applies or has found a place of the library."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from foreign_law.models import (
    Citation,
    Instrument,
    Judgment,
    JudgmentText,
    Jurisdiction,
    Provision,
    ProvisionVersion,
)
from foreign_law.queries.cited_places import CitedTarget, targets
from foreign_law.rules.judgment_ids import shown_number
from i18n import languages

SIZE = 10
LEGISLATION, JUDGMENTS, MAINLAND, FINDINGS = "legislation", "judgments", "mainland", "findings"
GROUPS = (LEGISLATION, JUDGMENTS, MAINLAND, FINDINGS)
_STRONGEST = (
    Citation.Kind.APPLIED, Citation.Kind.NOT_FOLLOWED, Citation.Kind.DISTINGUISHED, Citation.Kind.CONSIDERED,
    Citation.Kind.MENTIONED,
)  # fmt: skip


@dataclass(frozen=True)
class CitedLine:
    """A citation in a text. ``path`` below ``/law/`` without the last slash; empty: the place is not held.

    ``language`` is that of the words as printed. ``kind`` and ``origin`` are codes, the labels their words.
    """

    words: str
    language: str
    citation_id: str
    key: str
    kind: str
    kind_label: str
    origin: str
    fact_date: date | None
    path: str

    @property
    def held(self) -> bool:
        """Whether the library holds the place."""
        return bool(self.path)


@dataclass(frozen=True)
class CitingLine:
    """A place that cites: its address below ``/law/`` without the last slash, its name, how and with which words.

    ``language``: of the title; ``note``: a passage in ``note_language`` (the proposition of a Mainland judgment).
    """

    path: str
    title: str
    language: str
    kind: str = ""
    kind_label: str = ""
    day: date | None = None
    fact_date: date | None = None
    court: str = ""
    court_code: str = ""
    number: str = ""
    note: str = ""
    note_language: str = ""
    result_label: str = ""

    @property
    def number_language(self) -> str:
        """The language in which the number is written."""
        return written_in(self.number, "cn:" if self.path.startswith("judgments/cn-") else "")

    @property
    def court_language(self) -> str:
        """The language in which the court's name is written."""
        return written_in(self.court, "cn:" if self.path.startswith("judgments/cn-") else "")


@dataclass(frozen=True)
class Group:
    """One kind of citing places, with one page of its lines. ``total`` counts all of them."""

    name: str
    total: int = 0
    lines: tuple[CitingLine, ...] = ()
    page: int = 1
    size: int = SIZE

    @property
    def has_next(self) -> bool:
        """Whether a page follows."""
        return self.page * self.size < self.total


@dataclass(frozen=True)
class CitedBy:
    """What cites a place, in four groups."""

    legislation: Group
    judgments: Group
    mainland: Group
    findings: Group

    def group(self, name: str) -> Group:
        """The group of this name; raises AttributeError for another word."""
        found: Group = getattr(self, name)
        return found

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups that are not empty, in order."""
        return tuple(group for group in map(self.group, GROUPS) if group.total)

    @property
    def total(self) -> int:
        """All citing places."""
        return sum(self.group(name).total for name in GROUPS)


FindingSource = Callable[[CitedTarget, str], Sequence[CitingLine]]
FINDING_SOURCES: list[FindingSource] = []
"""Who knows findings (interpretation of 2023, art. 8(3)): called with the place and the reader's language, gives the
public lines about it, newest first. The area of ascertainment appends its own in ``open_doors()``.
"""


def cites(
    *, versions: Iterable[ProvisionVersion] = (), judgment: Judgment | None = None, language: str
) -> list[CitedLine]:
    """What provision versions, or a judgment, cite: each place once, stated before recognised. Six queries at most."""
    living = Citation.objects.filter(withdrawn_at=None)
    if judgment is not None:
        rows = living.filter(_living_text(), judgment=judgment)
    else:
        rows = living.filter(version__in=[version.pk for version in versions])
    found: dict[tuple[str, str], Citation] = {}
    ordered = rows.select_related("version__expression", "text", "judgment").only(
        "cited_id", "cited_key", "words", "kind", "origin", "fact_date", "version__expression__language",
        "text__language", "judgment__jurisdiction",
    )  # fmt: skip
    for row in sorted(
        ordered, key=lambda one: (_STRONGEST.index(Citation.Kind(one.kind)), _own(one), one.pk)
    ):
        found.setdefault((row.cited_id, row.cited_key), row)
    places = targets(found)
    return [_cited_line(row, places.get(pair), language) for pair, row in found.items()]


def _own(row: Citation) -> int:
    return 0 if row.origin == Citation.Origin.STATED else 1


def _cited_line(row: Citation, target: CitedTarget | None, language: str) -> CitedLine:
    return CitedLine(
        row.words, written_in(row.words, row.cited_id), row.cited_id, row.cited_key, row.kind, row.get_kind_display(),
        row.origin, row.fact_date, target.path if target else "",
    )  # fmt: skip


def written_in(words: str, citation_id: str) -> str:
    """The language of a citation as printed: by its script, then by whose law it is."""
    if any("\u3400" <= sign <= "\u9fff" for sign in words):
        return "zh-hans" if citation_id.startswith("cn:") else "zh-hant"
    return "pt" if citation_id.startswith("mo:") else "en"


def cited_by(
    *, instrument: Instrument | None = None, provision: Provision | None = None, judgment: Judgment | None = None,
    language: str, page: int = 1, size: int = SIZE, only: str = "",
) -> CitedBy:  # fmt: skip
    """What cites a work, a provision of it, or a judgment; a page of each group, or of the group ``only``.

    At most twelve queries however much cites it. A provision of the same work does not count for the work as a whole.
    """
    wanted = _wanted(instrument, provision, judgment)
    target = CitedTarget(instrument or (provision.instrument if provision else None), provision, judgment)
    counts = _judgment_counts(wanted)
    mainland = counts.pop(Jurisdiction.CN.value, 0)
    pages = {name: page if only in ("", name) else 0 for name in GROUPS}
    return CitedBy(
        _legislation(wanted, instrument if provision is None else None, language, pages[LEGISLATION], size),
        _judgments(wanted, JUDGMENTS, sum(counts.values()), language, pages[JUDGMENTS], size),
        _judgments(wanted, MAINLAND, mainland, language, pages[MAINLAND], size),
        _findings(target, language, pages[FINDINGS], size),
    )


def ids_of(judgment: Judgment) -> list[str]:
    """All ids under which a judgment is cited: its own, without its court, its further citations. One query."""
    unnamed = judgment.citation_id.replace(f":case:{judgment.court}:", ":case:*:", 1)
    return sorted(
        {judgment.citation_id.lower(), unnamed.lower(), *judgment.names.values_list("citation_id", flat=True)}
    )


def _wanted(instrument: Instrument | None, provision: Provision | None, judgment: Judgment | None) -> Q:
    if judgment is not None:
        return Q(cited_id__in=ids_of(judgment))
    if provision is not None:
        return Q(cited_id=provision.instrument.citation_id.lower(), cited_key=provision.key.lower())
    if instrument is not None:
        return Q(cited_id=instrument.citation_id.lower())
    raise ValueError("a work, a provision or a judgment is cited")


def _living_text() -> Q:
    return Q(text=None) | Q(text__superseded_at=None)


def _judgment_counts(wanted: Q) -> dict[str, int]:
    rows = (
        Citation.objects.filter(wanted, _living_text(), judgment__isnull=False, withdrawn_at=None)
        .order_by()
        .values_list("judgment__jurisdiction")
        .annotate(count=Count("judgment", distinct=True))
    )
    return dict(rows)


def _legislation(wanted: Q, work: Instrument | None, language: str, page: int, size: int) -> Group:
    rows = Citation.objects.filter(wanted, version__latest=True, version__superseded_at=None)
    if work is not None:
        rows = rows.exclude(version__provision__instrument=work)
    places = (
        rows.order_by(
            "version__provision__instrument__jurisdiction", "version__provision__instrument__slug",
            "version__provision__order", "version__provision__key",
        )
        .values_list(
            "version__provision", "version__provision__instrument__jurisdiction",
            "version__provision__instrument__slug", "version__provision__order", "version__provision__key",
        )
        .distinct()
    )  # fmt: skip
    total = rows.aggregate(count=Count("version__provision", distinct=True))["count"]
    if not total or not page:
        return Group(LEGISLATION, total, (), page or 1, size)
    keys = [row[0] for row in places[(page - 1) * size : page * size]]
    return Group(LEGISLATION, total, _provision_lines(keys, language), page, size)


def _provision_lines(keys: list[UUID], language: str) -> tuple[CitingLine, ...]:
    held: dict[UUID, list[ProvisionVersion]] = defaultdict(list)
    for version in (
        ProvisionVersion.objects.filter(provision__in=keys, latest=True, superseded_at=None)
        .select_related("provision__instrument", "expression")
        .defer("body", "text", "path")
    ):
        held[version.provision_id].append(version)
    lines = []
    for key in keys:
        version = min(held[key], key=lambda one: _distance(one.expression.language, language))
        name = f"{version.expression.short_citation} · {version.number_label or version.provision.key}"
        path = f"{version.provision.instrument.path}/{version.provision.key}"
        lines.append(CitingLine(path, f"{name} {version.heading}".strip(), version.expression.language))
    return tuple(lines)


def _distance(language: str, wanted: str) -> int:
    return (wanted, *languages.FALLBACKS[wanted]).index(language)


def _judgments(wanted: Q, name: str, total: int, language: str, page: int, size: int) -> Group:
    if not total or not page:
        return Group(name, total, (), page or 1, size)
    citing = Citation.objects.filter(wanted, _living_text(), judgment__isnull=False, withdrawn_at=None)
    of_place = Q(jurisdiction=Jurisdiction.CN) if name == MAINLAND else ~Q(jurisdiction=Jurisdiction.CN)
    rows = (
        Judgment.objects.filter(of_place, pk__in=citing.order_by().values("judgment"))
        .order_by("-decided_date", "-year", "citation_id")
        .prefetch_related(with_texts(), Prefetch("citations", queryset=citing, to_attr="how"))
    )
    page_rows = rows[(page - 1) * size : page * size]
    return Group(name, total, tuple(judgment_line(one, language) for one in page_rows), page, size)


def with_texts() -> Prefetch:
    """Living entries and summaries as ``current_texts``, for the name of a judgment."""
    living: QuerySet[JudgmentText] = (
        JudgmentText.objects.filter(superseded_at=None).select_related("source").order_by("language", "kind")
    )
    return Prefetch("texts", queryset=living, to_attr="current_texts")


def judgment_line(judgment: Judgment, language: str) -> CitingLine:
    """A judgment as a line; ``how`` may hold its citations of the place."""
    texts: list[JudgmentText] = sorted(
        judgment.current_texts,  # type: ignore[attr-defined]  # prefetched
        key=lambda one: (_distance(one.language, language), one.kind),
    )
    how: list[Citation] = sorted(
        getattr(judgment, "how", []), key=lambda one: _STRONGEST.index(Citation.Kind(one.kind))
    )
    dated = next((one.fact_date for one in how if one.fact_date), None)
    number = shown_number(judgment.citation_id)
    proposition = next((one for one in texts if one.kind == JudgmentText.Kind.ENTRY and one.paragraphs), None)
    return CitingLine(
        path=f"judgments/{judgment.place}-{judgment.slug}",
        title=texts[0].title if texts else number,
        language=texts[0].language if texts else written_in(number, judgment.citation_id),
        kind=how[0].kind if how else "", kind_label=how[0].get_kind_display() if how else "",
        day=judgment.decided_date, fact_date=dated, court=judgment.court_name, court_code=judgment.court,
        number=number,
        note=" ".join(part["text"] for part in proposition.paragraphs) if proposition else "",
        note_language=proposition.language if proposition else "",
        result_label=judgment.get_ascertainment_display() if judgment.ascertainment else "",
    )  # fmt: skip


def _findings(target: CitedTarget, language: str, page: int, size: int) -> Group:
    lines = [line for source in FINDING_SOURCES for line in source(target, language)]
    shown = tuple(lines[(page - 1) * size : page * size]) if page else ()
    return Group(FINDINGS, len(lines), shown, page or 1, size)
