"""From a provision version, a work or a summary of a judgment to the units of the search index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from foreign_law.models import (
    Expression,
    JudgmentName,
    JudgmentText,
    Jurisdiction,
    LegalStatus,
    ProvisionVersion,
)
from foreign_law.rules.citations import recognise
from foreign_law.rules.judgment_ids import shown_number
from portal.search.planner import integer_date
from portal.search.units import OPEN_END, Unit

JUDGMENT_KIND = "judgment"
MAINLAND_KIND = "mainland-judgment"
JUDGMENT_KINDS = frozenset({JUDGMENT_KIND, MAINLAND_KIND})
JUDGMENT_STATUS = "summary"
IN_FORCE = frozenset({LegalStatus.IN_FORCE.value, LegalStatus.UNSTATED.value})


def version_unit(version: ProvisionVersion) -> Unit:
    """The unit of one provision version; needs ``provision__instrument`` and ``expression``."""
    work, expression, key = version.provision.instrument, version.expression, version.provision.key
    return Unit(
        uid=version.uid,
        work=work.path,
        provision=key,
        jurisdiction=work.jurisdiction.lower(),
        language=expression.language,
        kind=work.kind,
        heading=version.heading,
        body=version.text,
        title=expression.title,
        status=_status(version.status),
        year=work.year or (version.valid_from.year if version.valid_from else 0),
        valid_from=first_day(version.valid_from, work.year),
        valid_to=integer_date(version.valid_to) if version.valid_to else OPEN_END,
        citations=(work.citation_id.lower(), f"{work.citation_id}:{key}".lower()),
        cites=_cited(version.text, work.jurisdiction),
        number=version.provision.number.lower(),
        latest=version.latest,
    )


def work_unit(
    expression: Expression, ranges: Iterable[tuple[date | None, date | None, str, bool]]
) -> Unit | None:
    """The unit of a whole work in one language; None when no text of it is held.

    :param ranges: ``valid_from, valid_to, status, latest`` of its provision versions.
    """
    rows = list(ranges)
    if not rows:
        return None
    work = expression.instrument
    begins = [first_day(begin, work.year) for begin, _end, _status, _latest in rows]
    ends = [integer_date(end) if end else OPEN_END for _begin, end, _status, _latest in rows]
    living = any(latest and status in IN_FORCE for _begin, _end, status, latest in rows)
    return Unit(
        uid=f"{work.path}/{expression.language}",
        work=work.path,
        provision="",
        jurisdiction=work.jurisdiction.lower(),
        language=expression.language,
        kind=work.kind,
        heading=expression.title,
        body=expression.short_citation,
        title=expression.title,
        status="in-force" if living else "repealed",
        year=work.year or min(begins) // 10_000,
        valid_from=min(begins),
        valid_to=max(ends),
        citations=(work.citation_id.lower(),),
    )


def judgment_units(text: JudgmentText) -> Iterator[Unit]:
    """One unit for the headnote and one for each numbered paragraph of an official summary or licensed text; one unit
    for the library's own entry: name, further citations, cause and proposition. Needs ``judgment__names``.
    """
    judgment = text.judgment
    work = f"{judgment.place}/judgments/{judgment.slug}".lower()
    unnamed_court = judgment.citation_id.replace(f":case:{judgment.court}:", ":case:*:", 1)
    names = list(judgment.names.all())
    further = (name.citation_id for name in names)
    citations = tuple(dict.fromkeys((judgment.citation_id.lower(), unnamed_court.lower(), *further)))
    entry = text.kind == JudgmentText.Kind.ENTRY
    for anchor, body in _entry_parts(text, names) if entry else _parts(text):
        yield Unit(
            uid=f"{work}/{text.language}/{'entry' if entry else anchor}",
            work=work,
            provision=anchor,
            jurisdiction=judgment.jurisdiction.lower(),
            language=text.language,
            kind=MAINLAND_KIND if judgment.jurisdiction == Jurisdiction.CN else JUDGMENT_KIND,
            heading=text.title if not anchor else "",
            body=body,
            title=text.title,
            court=judgment.court.lower(),
            status=JUDGMENT_STATUS,
            year=judgment.year,
            valid_from=integer_date(judgment.decided_date) if judgment.decided_date else 0,
            citations=citations,
            cites=_cited(body, judgment.jurisdiction),
        )


def _parts(text: JudgmentText) -> Iterator[tuple[str, str]]:
    """Anchor and words of a summary or a full text; a full text has no headnote of its own."""
    if text.kind == JudgmentText.Kind.SUMMARY:
        yield "", "; ".join(text.subjects)
    for place, paragraph in enumerate(text.paragraphs, 1):
        yield str(paragraph.get("a") or f"p{place}"), paragraph["text"]


def _entry_parts(text: JudgmentText, names: Iterable[JudgmentName]) -> Iterator[tuple[str, str]]:
    """One passage; the anchor is empty, for the entry stands at the head of the page."""
    words = [paragraph["text"] for paragraph in text.paragraphs]
    number = shown_number(text.judgment.citation_id)
    yield (
        "",
        "\n".join(filter(None, ["; ".join(text.subjects), *words, number, *(name.words for name in names)])),
    )


def first_day(begin: date | None, year: int | None) -> int:
    """The first day a text counts for, as an integer date: without a date, the day after the work's year."""
    if begin is not None:
        return integer_date(begin)
    return (year + 1) * 10_000 + 101 if year else 0


def _status(status: str) -> str:
    """Everything that never counts as in force is *repealed* or *not-yet* to the engine."""
    if status in IN_FORCE:
        return "in-force"
    return status if status in (LegalStatus.NOT_YET, LegalStatus.OMITTED) else "repealed"


def _cited(text: str, jurisdiction: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for citation in recognise(text, jurisdiction=jurisdiction):
        found[citation.id.lower()] = None
        if citation.provision:
            found[f"{citation.id}:{citation.provision}".lower()] = None
    return tuple(found)
