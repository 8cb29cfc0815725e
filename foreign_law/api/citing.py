"""Who cites whom: works, provisions, judgments."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest
from ninja import Query, Schema
from pydantic import BeforeValidator, Field

from foreign_law.api.entrance import router
from foreign_law.models import Instrument, Judgment, Provision, ProvisionVersion
from foreign_law.queries.graph import CitedBy, CitedLine, CitingLine, cited_by, cites
from foreign_law.queries.judgments import judgment_at
from foreign_law.queries.works import work_at
from i18n import languages

SIZE = 20
LAST_PAGE = 500
_NAME = re.compile(r"[A-Za-z0-9_.~-]{1,120}")


def _or_none(value: Any) -> Any:
    """An empty parameter is a missing one."""
    return None if value == "" else value


class CitationsQuery(Schema):
    """Parameters of the citations of a place."""

    lang: Annotated[Literal["zh-hant", "zh-hans", "pt", "en"] | None, BeforeValidator(_or_none)] = Field(
        None, description="Language of titles, where one is held in it."
    )
    page: int = Field(1, ge=1, le=LAST_PAGE, description="The page of every group; 20 lines to a page.")


class CitedOut(Schema):
    citation: str = Field(description="Canonical id, also of places that are not held.")
    provision: str
    words: str = Field(description="As printed in the citing text.")
    kind: str = Field(description="mentions, considered, applied, distinguished or not-followed.")
    source: str = Field(description="recognised in the text, or stated by the record.")
    fact_date: date | None
    held: bool
    url: str | None


class CitingOut(Schema):
    title: str
    language: str = Field(description="Language of the title.")
    kind: str
    decided_date: date | None
    fact_date: date | None
    number: str
    court: str
    proposition: str
    url: str | None = Field(description="null: the judgment itself is not recorded in the library.")


class GroupOut(Schema):
    total: int
    lines: list[CitingOut]


class CitationsOut(Schema):
    place: str
    page: int
    cites: list[CitedOut]
    legislation: GroupOut
    judgments: GroupOut
    mainland: GroupOut = Field(description="Mainland judgments that apply or mention it.")
    findings: GroupOut = Field(description="What effective Mainland judgments found about it.")


@router.get("/judgments/{key}/citations", response=CitationsOut, summary="Citations of a judgment")
def judgment_citations(request: HttpRequest, key: str, asked: Query[CitationsQuery]) -> dict[str, Any]:
    """What a judgment cites and what cites it; `key` as in the list of judgments, such as mo-case-tsi-901-2031."""
    place, _dash, slug = key.partition("-")
    judgment = judgment_at(place, slug) if _NAME.fullmatch(key) else None
    if judgment is None:
        raise Http404
    return _citations(f"judgments/{key}", asked, judgment=judgment)


@router.get("/{place}/{slug}/citations", response=CitationsOut, summary="Citations of a work")
def work_citations(
    request: HttpRequest, place: str, slug: str, asked: Query[CitationsQuery]
) -> dict[str, Any]:
    """What cites a work or any provision of it. `cites` is empty: ask its provisions."""
    work = _work(place, slug)
    return _citations(work.path, asked, instrument=work)


@router.get("/{place}/{slug}/{key}/citations", response=CitationsOut, summary="Citations of a provision")
def provision_citations(
    request: HttpRequest, place: str, slug: str, key: str, asked: Query[CitationsQuery]
) -> dict[str, Any]:
    """What the newest texts of a provision cite, and what cites the provision."""
    work = _work(place, slug)
    provision = Provision.objects.filter(instrument=work, key=key).first() if _NAME.fullmatch(key) else None
    if provision is None:
        raise Http404
    provision.instrument = work
    return _citations(f"{work.path}/{key}", asked, provision=provision)


def _work(place: str, slug: str) -> Instrument:
    work = work_at(place, slug) if _NAME.fullmatch(place) and _NAME.fullmatch(slug) else None
    if work is None:
        raise Http404
    return work


def _citations(
    name: str, asked: CitationsQuery, *, instrument: Instrument | None = None, provision: Provision | None = None,
    judgment: Judgment | None = None,
) -> dict[str, Any]:  # fmt: skip
    language = asked.lang or languages.DEFAULT
    texts: list[ProvisionVersion] = []
    if provision is not None:
        texts = list(provision.versions.filter(latest=True, superseded_at=None).only("pk"))
    outgoing = cites(versions=texts, judgment=judgment, language=language) if texts or judgment else []
    found = cited_by(
        instrument=instrument,
        provision=provision,
        judgment=judgment,
        language=language,
        page=asked.page,
        size=SIZE,
    )
    return {
        "place": name, "page": asked.page, "cites": [_cited(line, language) for line in outgoing],
        **_groups(found, language),
    }  # fmt: skip


def _groups(found: CitedBy, language: str) -> dict[str, Any]:
    return {
        name: {"total": group.total, "lines": [_citing(line, language) for line in group.lines]}
        for name in ("legislation", "judgments", "mainland", "findings")
        for group in (found.group(name),)
    }


def _cited(line: CitedLine, language: str) -> dict[str, Any]:
    return {
        "citation": line.citation_id, "provision": line.key, "words": line.words, "kind": line.kind,
        "source": line.origin, "fact_date": line.fact_date, "held": line.held,
        "url": f"/{language}/law/{line.path}/" if line.held else None,
    }  # fmt: skip


def _citing(line: CitingLine, language: str) -> dict[str, Any]:
    return {
        "title": line.title, "language": line.language, "kind": line.kind or "mentions", "decided_date": line.day,
        "fact_date": line.fact_date, "number": line.number, "court": line.court, "proposition": line.note,
        "url": f"/{language}/law/{line.path}/" if line.path else None,
    }  # fmt: skip
