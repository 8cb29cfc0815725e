"""Search, works, provisions and judgments, to read."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Schema
from ninja.errors import HttpError
from pydantic import BeforeValidator, Field

from foreign_law.api.entrance import router
from foreign_law.models import Expression, Instrument, Jurisdiction, ProvisionVersion
from foreign_law.queries.judgments import judgments_page
from foreign_law.queries.provision_list import provisions_page
from foreign_law.queries.reading import Reading, provision_at
from foreign_law.queries.searching import Ask, FoundUnit, find
from foreign_law.queries.works import work_at, works_page
from i18n import languages
from portal.search.engine import SearchAway, SearchError
from portal.search.notices import sentence

Language = Literal["zh-hant", "zh-hans", "pt", "en"]
Region = Literal["hk", "mo", "cn", "cn-hk", "cn-mo"]
SIZE = 20
LAST_PAGE = 500
_NAME = re.compile(r"[A-Za-z0-9_.~-]{1,120}")


def _or_none(value: Any) -> Any:
    """An empty parameter is a missing one."""
    return None if value == "" else value


Day = Annotated[date | None, BeforeValidator(_or_none)]
TextLanguage = Annotated[Language | None, BeforeValidator(_or_none)]
Where = Annotated[Region | None, BeforeValidator(_or_none)]


class SearchQuery(Schema):
    """Parameters of the search."""

    q: str = Field(
        "", description="Words, a phrase in quotation marks, a term or a citation; 512 characters are read."
    )
    on: Day = Field(None, description="Only texts proved for this day; without it, the newest text held.")
    lang: TextLanguage = Field(None, description="Language of the text.")
    jurisdiction: Where = Field(None, description="hk, mo or cn.")
    expand: Literal["0", "1", ""] = Field(
        "1", description="1: search related terms of the term base as well."
    )
    page: int = Field(1, ge=1, le=LAST_PAGE)


class ExpansionOut(Schema):
    source: str
    form: str
    language: str
    degree: str = Field(description="same or near")
    used: bool


class HitOut(Schema):
    uid: str
    instrument: str = Field(description="Path of the work or judgment, such as hk/cap-614.")
    provision: str = Field(description="Identifier of the provision; empty for the work as a whole.")
    language: str
    heading: str = Field(description="HTML: escaped text in which <mark> is the only tag.")
    snippet: str = Field(description="HTML: escaped text in which <mark> is the only tag.")
    valid_from: date | None = Field(description="First day proved by the sources; null when they state none.")
    valid_to: date | None = Field(description="First day no longer proved; null while still proved.")
    url: str


class SearchOut(Schema):
    total: int = Field(description="Units found, on all pages.")
    page: int
    notices: list[str] = Field(description="How the query was read, and which index answered; in words.")
    expansions: list[ExpansionOut]
    facets: dict[str, dict[str, int]]
    hits: list[HitOut]


class TitleOut(Schema):
    language: str
    title: str
    citation: str
    authenticity: str
    excerpt: bool


class InstrumentOut(Schema):
    instrument: str
    jurisdiction: str
    kind: str
    number: str
    year: int | None
    expressions: list[TitleOut]
    url: str


class JudgmentOut(Schema):
    judgment: str
    jurisdiction: str
    court: str
    number: str
    year: int
    suffix: str
    decided_date: date | None
    link: str
    languages: list[str]


class ProvisionLine(Schema):
    provision: str
    unit: str
    number: str
    headings: dict[str, str] = Field(description="Newest heading held, by language.")
    url: str


class TextOut(Schema):
    uid: str
    language: str
    authenticity: str
    excerpt: bool
    number: str
    heading: str
    text: str
    body: list[dict[str, Any]] = Field(
        description="Paragraphs in order; `a` is the anchor shared by languages."
    )
    status: str
    valid_from: date | None
    valid_to: date | None
    source: dict[str, Any]


class ProvisionOut(Schema):
    instrument: str
    provision: str
    on: date | None
    outcome: str = Field(description="held, not-held (no file proves the day), no-longer or no-text.")
    language: str
    text: TextOut | None
    before: TextOut | None = Field(description="Where the day is not held: the nearest text before it.")
    after: TextOut | None = Field(description="Where the day is not held: the nearest text after it.")
    others: list[TextOut] = Field(description="The same place on the same day in other languages.")
    held_dates: list[date]
    verified_copy: bool = Field(description="Always false: nothing here is a verified copy.")
    url: str


class InstrumentsOut(Schema):
    total: int
    page: int
    results: list[InstrumentOut]


class JudgmentsOut(Schema):
    total: int
    page: int
    results: list[JudgmentOut]


class ProvisionsOut(Schema):
    total: int
    page: int
    results: list[ProvisionLine]


@router.get("/search", response=SearchOut, summary="Search the law")
def search(request: HttpRequest, asked: Query[SearchQuery]) -> dict[str, Any]:
    """Full text in four languages, point in time, related terms shown in `expansions`."""
    jurisdiction = asked.jurisdiction or ""
    ask = Ask(
        text=asked.q,
        today=timezone.localdate(),
        on=asked.on,
        language=asked.lang or "",
        jurisdiction=Jurisdiction.from_place(jurisdiction.removeprefix("cn-")) or "",
        expand=asked.expand != "0",
        page=asked.page,
        size=SIZE,
        grouped=False,
    )
    try:
        findings = find(ask)
    except SearchAway as error:
        raise HttpError(503, _("The search does not answer at the moment. Try again in a minute.")) from error
    except SearchError as error:
        raise HttpError(503, _("The search index is being built again.")) from error
    return {
        "total": findings.total,
        "page": ask.page,
        "notices": [sentence(notice) for notice in findings.plan.notices],
        "expansions": [
            {name: getattr(one, name) for name in ("source", "form", "language", "degree", "used")}
            for one in findings.plan.expansions
        ],
        "facets": {name: dict(values) for name, values in findings.facets.items()},
        "hits": [_hit(hit, asked.on) for hit in findings.hits],
    }


@router.get("/", response=InstrumentsOut, summary="Works held")
def instruments(
    request: HttpRequest, jurisdiction: Where = None, page: Annotated[int, Field(ge=1, le=LAST_PAGE)] = 1
) -> dict[str, Any]:
    """All works, by jurisdiction."""
    region = Jurisdiction.from_place((jurisdiction or "").removeprefix("cn-"))
    total, found = works_page(region, first=(page - 1) * SIZE, size=SIZE)
    return {"total": total, "page": page, "results": [_instrument(work) for work in found]}


@router.get("/judgments", response=JudgmentsOut, summary="Judgments recorded")
def judgment_list(
    request: HttpRequest, page: Annotated[int, Field(ge=1, le=LAST_PAGE)] = 1
) -> dict[str, Any]:
    """Records of judgments with the address at the court; the text stays there."""
    total, found = judgments_page(first=(page - 1) * SIZE, size=SIZE)
    rows = [
        {
            "judgment": f"{one.place}-{one.slug}", "jurisdiction": one.jurisdiction, "court": one.court,
            "number": one.number, "year": one.year, "suffix": one.suffix, "decided_date": one.decided_date,
            "link": one.link, "languages": spoken,
        }
        for one, spoken in found
    ]  # fmt: skip
    return {"total": total, "page": page, "results": rows}


@router.get("/{place}/{slug}", response=InstrumentOut, summary="One work")
def instrument(request: HttpRequest, place: str, slug: str) -> dict[str, Any]:
    """A work with its titles; 404 when it is not held."""
    return _instrument(_work(place, slug))


@router.get("/{place}/{slug}/provisions", response=ProvisionsOut, summary="Provisions of a work")
def provisions(
    request: HttpRequest, place: str, slug: str, page: Annotated[int, Field(ge=1, le=LAST_PAGE)] = 1
) -> dict[str, Any]:
    """The provisions of a work in order, each with its newest heading in every language held."""
    work = _work(place, slug)
    total, rows = provisions_page(work, first=(page - 1) * SIZE, size=SIZE)
    results = [
        {
            "provision": row.key, "unit": row.unit, "number": row.number, "headings": row.headings,
            "url": _url(languages.DEFAULT, f"{work.path}/{row.key}/"),
        }
        for row in rows
    ]  # fmt: skip
    return {"total": total, "page": page, "results": results}


@router.get("/{place}/{slug}/{key}", response=ProvisionOut, summary="A provision on a day")
def provision(
    request: HttpRequest, place: str, slug: str, key: str, on: Day = None, lang: TextLanguage = None
) -> dict[str, Any]:
    """A provision as it stood on a day, in one language (the first authentic one unless `lang` is given)."""
    work = _work(place, slug)
    reading = provision_at(work, key, on=on, language=lang) if _NAME.fullmatch(key) else None
    if reading is None:
        raise Http404
    return _reading(work, reading)


def _work(place: str, slug: str) -> Instrument:
    work = work_at(place, slug) if _NAME.fullmatch(place) and _NAME.fullmatch(slug) else None
    if work is None:
        raise Http404
    return work


def _url(language: str, path: str, query: str = "") -> str:
    return f"/{language}/law/{path}{query}"


def _hit(hit: FoundUnit, on: date | None) -> dict[str, Any]:
    query = f"?on={on.isoformat()}" if on and hit.version is not None else ""
    fragment = f"#{hit.anchor}" if hit.anchor else ""
    return {
        "uid": hit.unit.uid,
        "instrument": hit.unit.work,
        "provision": hit.unit.provision,
        "language": hit.unit.language,
        "heading": hit.heading,
        "snippet": hit.snippet,
        "valid_from": hit.valid_from,
        "valid_to": hit.valid_to,
        "url": _url(hit.unit.language, hit.path, query + fragment),
    }


def _instrument(work: Instrument) -> dict[str, Any]:
    expressions = [
        {
            "language": one.language, "title": one.title, "citation": one.short_citation,
            "authenticity": one.authenticity,  # type: ignore[attr-defined]  # told by work_at and works_page
            "excerpt": one.excerpt,
        }
        for one in work.expressions.all()
    ]  # fmt: skip
    return {
        "instrument": work.path, "jurisdiction": work.jurisdiction, "kind": work.kind, "number": work.number,
        "year": work.year, "expressions": expressions, "url": _url(languages.DEFAULT, f"{work.path}/"),
    }  # fmt: skip


def _reading(work: Instrument, reading: Reading) -> dict[str, Any]:
    version, expression = reading.version, reading.expression
    language = reading.language or languages.DEFAULT
    query = f"?on={reading.on.isoformat()}" if reading.on else ""
    return {
        "instrument": work.path,
        "provision": reading.provision.key,
        "on": reading.on,
        "outcome": reading.outcome,
        "language": language,
        "text": _text(version, expression) if version and expression else None,
        "before": _text(reading.before, expression) if reading.before and expression else None,
        "after": _text(reading.after, expression) if reading.after and expression else None,
        "others": [_text(other.version, other.expression) for other in reading.others if other.version],
        "held_dates": reading.held_dates,
        "verified_copy": False,
        "url": _url(language, f"{work.path}/{reading.provision.key}/", query),
    }


def _text(version: ProvisionVersion, expression: Expression) -> dict[str, Any]:
    source = version.source
    return {
        "uid": version.uid,
        "language": expression.language,
        "authenticity": version.authenticity,
        "excerpt": expression.excerpt,
        "number": version.number_label,
        "heading": version.heading,
        "text": version.text,
        "body": version.body,
        "status": version.status,
        "valid_from": version.valid_from,
        "valid_to": version.valid_to,
        "source": {
            "address": source.address, "publisher": source.publisher, "attribution": source.attribution,
            "retrieved_at": source.retrieved_at.isoformat(), "sha256": source.digest,
        },
    }  # fmt: skip
