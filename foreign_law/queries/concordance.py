"""The concordance: terms looked up by any of their forms, side by side, with the passages where they are used."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from django.db.models import Prefetch

from foreign_law.models import Concept, ConceptForm
from foreign_law.queries.searching import Ask, FoundUnit, find
from foreign_law.search import TermBase, term_base
from foreign_law.search.terms import Form
from i18n import languages
from i18n.folding import fold
from portal.web.sitemaps import Place

PASSAGES = 5
MOST_FORMS = 12  # forms of one concept that are looked up in the index
SIZE = 40
REGIONS = ("CN", "CN-HK", "CN-MO", "")
#: Regions whose texts share a language: a form of one is looked up in its own law alone.
OWN_LAW = frozenset({"CN-HK", "CN-MO"})


@dataclass(frozen=True)
class Wanted:
    """What a reader looks for: words, a field of law, a first letter; empty texts ask for everything."""

    text: str = ""
    field: str = ""
    letter: str = ""
    page: int = 1


@dataclass(frozen=True)
class Entry:
    """A concept in the list: its first term, folded, and its field."""

    slug: str
    first: str
    field: str

    @property
    def letter(self) -> str:
        """The letter under which it stands: of its first Latin term, ``#`` where it has none."""
        mark = self.first[:1].upper()
        return mark if mark.isascii() and mark.isalpha() else "#"


@dataclass(frozen=True)
class Listed:
    """A page of concepts; ``total`` counts them on all pages."""

    wanted: Wanted
    total: int
    concepts: list[Concept]
    letters: list[str]
    fields: list[tuple[str, int]]

    @property
    def has_next(self) -> bool:
        return self.wanted.page * SIZE < self.total


@dataclass(frozen=True)
class Usage:
    """A form in the texts held: how many passages, and the first of them. ``total`` None: the index is away."""

    form: ConceptForm
    total: int | None
    hits: tuple[FoundUnit, ...]


@dataclass(frozen=True)
class SideBySide:
    """One language of a concept: its forms by region, in the order of `REGIONS`."""

    language: str
    cells: tuple[tuple[str, tuple[ConceptForm, ...]], ...]


def concepts(wanted: Wanted) -> Listed:
    """The concepts that answer, best first where words are given, else by their first term. Three queries at most."""
    base = term_base()
    entries = _entries(base)
    fields = Counter(one.field for one in entries)
    held = [one for one in entries if not wanted.field or one.field == wanted.field]
    if wanted.text.strip():
        slugs = _matching(base, {one.slug: one for one in held}, wanted.text)
    else:
        slugs = [one.slug for one in held if not wanted.letter or one.letter == wanted.letter]
    first = (wanted.page - 1) * SIZE
    return Listed(
        wanted, len(slugs), in_order(slugs[first : first + SIZE]), sorted({one.letter for one in held}),
        sorted(fields.items()),
    )  # fmt: skip


def in_order(slugs: Sequence[str]) -> list[Concept]:
    """The concepts with their living forms as ``living``, in the order given. Two queries."""
    found = Concept.objects.filter(slug__in=slugs).prefetch_related(_living()).in_bulk(field_name="slug")
    return [found[slug] for slug in slugs if slug in found]


def concept_at(slug: str) -> Concept | None:
    """The concept with its living forms, or the one it was merged into (look at its slug), or None."""
    concept = Concept.objects.filter(slug=slug).first() if slug.isprintable() else None
    for _step in range(10):  # a merged concept may be merged again
        if concept is None or concept.merged_into is None:
            break
        concept = concept.merged_into
    return next(iter(in_order([concept.slug])), None) if concept is not None else None


def side_by_side(concept: Concept) -> list[SideBySide]:
    """The forms of a concept by language and region; languages without a form stay, as an empty row."""
    forms: list[ConceptForm] = concept.living  # type: ignore[attr-defined]  # prefetched
    cells: dict[tuple[str, str], list[ConceptForm]] = defaultdict(list)
    for form in forms:
        cells[form.language, form.jurisdiction].append(form)
    regions = [region for region in REGIONS if region or any(not form.jurisdiction for form in forms)]
    return [
        SideBySide(code, tuple((region, tuple(cells[code, region])) for region in regions))
        for code in languages.CODES
    ]


def usage(concept: Concept, *, on: date | None, today: date) -> list[Usage]:
    """Where the forms of a concept stand in the texts held, as a phrase in the form's own language.

    One search for each form, twelve at most. A form that says *no equivalent* is a rendering and is not looked up.

    :raises SearchError: the index cannot answer.
    """
    forms: list[ConceptForm] = concept.living  # type: ignore[attr-defined]  # prefetched
    wanted = [form for form in forms if form.text and form.degree != "none"][:MOST_FORMS]
    asked = Ask("", today, on=on, expand=False, size=PASSAGES, grouped=False)
    found = []
    for form in wanted:
        region = form.jurisdiction if form.jurisdiction in OWN_LAW else ""
        findings = find(replace(asked, text=phrase(form.text), language=form.language, jurisdiction=region))
        found.append(Usage(form, findings.total, findings.hits))
    return found


def phrase(text: str) -> str:
    """The term as a phrase of the search."""
    return f'"{text.replace(chr(34), " ").strip()}"'


def field_of(domain: str) -> str:
    """The field for the list: the glossary's own, or ``hk`` and ``mo`` for terms that a law defines."""
    place, _colon, rest = domain.partition(":")
    return place if rest else domain


@lru_cache(maxsize=2)
def _entries(base: TermBase) -> tuple[Entry, ...]:
    """Every concept in the order of its first Latin term; kept for as long as the term base is."""
    found = [Entry(slug, _first(forms), field_of(forms[0].domain)) for slug, forms in base.by_concept.items()]
    return tuple(sorted(found, key=lambda one: (one.first, one.slug)))


def _first(forms: Iterable[Form]) -> str:
    """The term by which a concept is put in order: English, else Portuguese, else any; folded."""
    order = {"en": 0, "pt": 1, "zh-hant": 2, "zh-hans": 3}
    best = min(forms, key=lambda form: (order[form.language], form.degree == "none"))
    return fold(best.text)


def _matching(base: TermBase, held: dict[str, Entry], text: str) -> list[str]:
    """Slugs whose terms are, begin with, or contain the words; script, accents and case do not matter."""
    words = " ".join(fold(text.replace("\x00", " "))[:200].split())
    ranks: dict[str, int] = {}
    for term, forms in base.by_text.items():
        rank = _rank(term, words)
        if rank < 9:
            for form in forms:
                ranks[form.concept] = min(ranks.get(form.concept, 9), rank)
    found = [slug for slug in ranks if slug in held]
    return sorted(found, key=lambda slug: (ranks[slug], len(held[slug].first), slug))


def _rank(term: str, words: str) -> int:
    if not words or words not in term:
        return 9
    return 0 if term == words else 1 if term.startswith(words) else 2


def _living() -> Prefetch[str]:
    order = ("language", "jurisdiction", "text")
    return Prefetch("forms", ConceptForm.objects.filter(superseded_at=None).order_by(*order), "living")


def public_places() -> Iterator[Place]:
    """The concordance and every concept of it, for the sitemap. One query."""
    yield Place("law/terms/")
    for slug in Concept.objects.filter(merged_into=None).values_list("slug", flat=True).iterator():
        yield Place(f"law/terms/{slug}/")
