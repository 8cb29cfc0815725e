"""Where a citation leads: a provision, a work or a judgment of the library."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.db.models.functions import Lower

from foreign_law.models import Instrument, Judgment, JudgmentName, Provision
from foreign_law.rules.citations import Citation, cited_alone, recognise


@dataclass(frozen=True)
class CitedPlace:
    """A place in the library. ``key`` empty: the whole work; ``anchor`` empty: the whole provision."""

    path: str
    key: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class CitedTarget:
    """What an id and a key lead to. A key that the held work has not leaves ``provision`` empty."""

    instrument: Instrument | None = None
    provision: Provision | None = None
    judgment: Judgment | None = None

    @property
    def path(self) -> str:
        """The address below ``/law/``, without the last slash."""
        if self.judgment is not None:
            return f"judgments/{self.judgment.place}-{self.judgment.slug}"
        if self.instrument is None:
            return ""
        return self.instrument.path + (f"/{self.provision.key}" if self.provision else "")


def targets(pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], CitedTarget]:
    """What is held of these (citation id, provision key) pairs, both in lower case. At most five queries.

    A case that several judgments answer to (an action number, a Macao number without its court) leads nowhere.
    """
    wanted = {(citation_id.lower(), key.lower()) for citation_id, key in pairs}
    ids = {citation_id for citation_id, _key in wanted}
    if not ids:
        return {}
    works = {
        work.citation_id.lower(): work
        for work in Instrument.objects.annotate(id_lower=Lower("citation_id")).filter(id_lower__in=ids)
    }
    keys = {key for citation_id, key in wanted if key and citation_id in works}
    provisions = {
        (provision.instrument_id, provision.key.lower()): provision
        for provision in Provision.objects.annotate(key_lower=Lower("key")).filter(
            key_lower__in=keys, instrument__in=works.values()
        )
    } if keys else {}  # fmt: skip
    judgments = _judgments(ids - works.keys())
    found: dict[tuple[str, str], CitedTarget] = {}
    for citation_id, key in wanted:
        if citation_id in works:
            work = works[citation_id]
            provision = provisions.get((work.pk, key))
            if provision is not None:
                provision.instrument = work
            found[(citation_id, key)] = CitedTarget(work, provision)
        elif citation_id in judgments:
            found[(citation_id, key)] = CitedTarget(judgment=judgments[citation_id])
    return found


def _judgments(ids: set[str]) -> dict[str, Judgment]:
    """Judgments by the ids of cases; two queries, and one more for Macao numbers without a court."""
    cases = {
        one for one in ids if ":case:" in one or one.startswith(("hk:neutral:", "hk:action:", "hk:report:"))
    }
    if not cases:
        return {}
    found: dict[str, list[Judgment]] = {}
    for judgment in Judgment.objects.filter(citation_id__in=cases):
        found.setdefault(judgment.citation_id.lower(), []).append(judgment)
    for name in JudgmentName.objects.filter(citation_id__in=cases - found.keys()).select_related("judgment"):
        found.setdefault(name.citation_id, []).append(name.judgment)
    if wild := sorted(one for one in cases if ":*:" in one):
        condition = Q(pk=None)
        for one in wild[:200]:
            start, _star, end = one.partition(":*:")
            condition |= Q(citation_id__startswith=f"{start}:", citation_id__endswith=f":{end}")
        for judgment in Judgment.objects.filter(condition):
            unnamed = judgment.citation_id.lower().replace(f":case:{judgment.court}:", ":case:*:", 1)
            found.setdefault(unnamed, []).append(judgment)
    return {one: rows[0] for one, rows in found.items() if len(rows) == 1}


def place_cited(text: str) -> CitedPlace | None:
    """The place when the text is one citation and nothing else, and the library holds it. Two queries.

    A provision that the work has not is answered with the work itself.
    """
    citation = cited_alone(text)
    return place_of(citation) if citation is not None else None


def place_of(citation: Citation) -> CitedPlace | None:
    """The place of one citation, or None when the library does not hold it."""
    if citation.kind == "case":
        return _judgment(citation)
    work = Instrument.objects.filter(citation_id=citation.id).first()
    if work is None:
        return None
    key = (
        Provision.objects.filter(instrument=work, key__iexact=citation.provision)
        .values_list("key", flat=True)
        .first()
        if citation.provision
        else None
    )
    return CitedPlace(work.path, key or "", citation.anchor if key else "")


def not_held(text: str) -> list[str]:
    """Citations in the text, as typed, of works and cases that the library does not hold. Two queries."""
    found = {text[c.start : c.end]: c for c in recognise(text[:512])}
    if not found:
        return []
    ids = {citation.id for citation in found.values()}
    held = set(Instrument.objects.filter(citation_id__in=ids).values_list("citation_id", flat=True))
    held |= set(Judgment.objects.filter(citation_id__in=ids).values_list("citation_id", flat=True))
    return [words for words, c in found.items() if c.id not in held and ":*:" not in c.id]


def _judgment(citation: Citation) -> CitedPlace | None:
    """A judgment by its id or by another citation of it; the only one that answers to it."""
    target = targets([(citation.id, "")]).get((citation.id.lower(), ""))
    return CitedPlace(target.path) if target is not None and target.judgment is not None else None
