"""The live term base as an expander of queries: same and near are added, *no equivalent* never."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from threading import Lock

from django.db.models import Count, Max, Q, Subquery, Sum, Value
from django.db.models.functions import Length

from foreign_law.models import ConceptChange, ConceptForm, TermDegree
from i18n import languages
from i18n.folding import fold
from portal.search.plan import Expansion

FRESH = 30.0  # seconds for which a process trusts its copy; an act of an editor and a change of size or degree are seen at once
_SCRIPTS = {code: place for place, code in enumerate(("zh-hant", "zh-hans", "pt", "en"))}


@dataclass(frozen=True, slots=True)
class Form:
    """One term of a concept."""

    concept: str
    domain: str
    language: str
    jurisdiction: str
    text: str
    status: str
    source: str
    degree: str


class TermBase:
    """All terms, found by their folded text or their concept."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self.by_text: dict[str, list[Form]] = defaultdict(list)
        self.by_concept: dict[str, list[Form]] = defaultdict(list)
        for form in forms:
            self.by_text[_folded(form.text)].append(form)
            self.by_concept[form.concept].append(form)

    def expansions(self, text: str) -> Iterator[Expansion]:
        """The other forms of every concept that has ``text`` as a term, nearest first, each once."""
        given: set[tuple[str, str]] = set()
        found = []
        for form in self.by_text.get(_folded(text), ()):
            if form.degree == TermDegree.NONE:
                continue
            for other in self.by_concept[form.concept]:
                if other.degree != TermDegree.NONE and _folded(other.text) != _folded(text):
                    near = TermDegree.NEAR in (form.degree, other.degree)
                    found.append((near, _SCRIPTS[other.language], other))
        for near, _order, other in sorted(found, key=lambda item: (item[0], item[1], item[2].text)):
            key = (_folded(other.text), "zh" if languages.is_chinese(other.language) else other.language)
            if key not in given:
                given.add(key)
                yield Expansion(text, other.text, other.language, "near" if near else "same")

    def named(self, text: str, language: str) -> list[Form]:
        """The forms written like ``text`` in the language, whatever their concept."""
        return [form for form in self.by_text.get(_folded(text), ()) if form.language == language]

    def standing_in(self, text: str, language: str, *, most: int) -> list[str]:
        """Concepts with a term of two or more characters in ``text``, longest terms first."""
        folded = _folded(text)
        found: dict[str, int] = {}
        for term, forms in self.by_text.items():
            if len(term) > 1 and term in folded and _whole(term, folded):
                for form in forms:
                    if form.language == language or (
                        languages.is_chinese(form.language) and languages.is_chinese(language)
                    ):
                        found[form.concept] = max(found.get(form.concept, 0), len(term))
        return sorted(found, key=lambda concept: (-found[concept], concept))[:most]


_lock = Lock()
_held: tuple[float, tuple[object, ...], TermBase] | None = None


def term_base() -> TermBase:
    """The live term base: one small query each time, the whole of it when something changed."""
    global _held
    stamp = _stamp()
    with _lock:
        if _held is not None and _held[1] == stamp and time.monotonic() - _held[0] < FRESH:
            return _held[2]
    base = TermBase(_forms())
    with _lock:
        _held = (time.monotonic(), stamp, base)
    return base


def _stamp() -> tuple[object, ...]:
    acts = ConceptChange.objects.order_by().values(every=Value(1)).annotate(n=Count("pk")).values("n")
    counted = ConceptForm.objects.aggregate(
        forms=Count("pk"),
        acts=Max(Subquery(acts)),  # of editors; no row is ever taken away
        length=Sum(Length("text")),
        same=Count("pk", filter=Q(degree=TermDegree.SAME)),
        none=Count("pk", filter=Q(degree=TermDegree.NONE)),
    )
    return tuple(counted.values())


def _forms() -> list[Form]:
    rows = (
        ConceptForm.objects.filter(superseded_at=None)
        .exclude(text="")
        .order_by("concept__slug", "language", "text")
        .values_list(
            "concept__slug",
            "concept__domain",
            "language",
            "jurisdiction",
            "text",
            "status",
            "source",
            "degree",
        )
    )
    return [Form(*row) for row in rows]


def _folded(text: str) -> str:
    return " ".join(fold(text).split())


def _whole(term: str, text: str) -> bool:
    """A term of letters must stand as whole words; Chinese stands anywhere."""
    if not term[0].isascii():
        return True
    place = text.find(term)
    while place >= 0:
        end = place + len(term)
        if not text[place - 1 : place].isalnum() and not text[end : end + 1].isalnum():
            return True
        place = text.find(term, place + 1)
    return False
