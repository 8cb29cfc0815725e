"""One judgment: its record and what is held of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Schema
from pydantic import Field

from foreign_law.api.entrance import router
from foreign_law.models import JudgmentText
from foreign_law.queries.judgments import judgment_at
from i18n import languages


class ParagraphOut(Schema):
    anchor: str
    number: str
    text: str


class HeldTextOut(Schema):
    language: str
    kind: str = Field(description="summary: official summary; entry: of this library; full: under a licence.")
    authenticity: str
    licence: str
    title: str
    subjects: list[str]
    paragraphs: list[ParagraphOut]
    source: dict[str, str]


class JudgmentDetailOut(Schema):
    judgment: str
    citation: str
    jurisdiction: str
    court: str
    number: str
    year: int
    suffix: str
    decided_date: date | None
    link: str = Field(description="Address at the court; the decision is read there.")
    texts: list[HeldTextOut]
    url: str


@router.get("/judgments/{key}", response=JudgmentDetailOut, summary="One judgment", url_name="law-judgment")
def judgment_detail(request: HttpRequest, key: str) -> dict[str, Any]:
    """A judgment; `key` as in the list of judgments, such as mo-case-tsi-901-2031. 404 when it is not recorded."""
    place, _dash, slug = key.partition("-")
    found = judgment_at(place, slug)
    if found is None:
        raise Http404
    return {
        "judgment": f"{found.place}-{found.slug}", "citation": found.citation_id, "jurisdiction": found.jurisdiction,
        "court": found.court, "number": found.number, "year": found.year, "suffix": found.suffix,
        "decided_date": found.decided_date, "link": found.link,
        "texts": [_text(one) for one in found.current_texts],  # type: ignore[attr-defined]  # prefetched by the query
        "url": f"/{languages.DEFAULT}/law/judgments/{found.place}-{found.slug}/",
    }  # fmt: skip


def _text(held: JudgmentText) -> dict[str, Any]:
    source = held.source
    return {
        "language": held.language, "kind": held.kind, "authenticity": held.authenticity, "licence": held.licence,
        "title": held.title, "subjects": held.subjects,
        "paragraphs": [
            {"anchor": str(one.get("a") or f"p{place}"), "number": str(one.get("num", "")), "text": one["text"]}
            for place, one in enumerate(held.paragraphs, 1)
        ],
        "source": {
            "address": source.address, "publisher": source.publisher, "attribution": source.attribution,
            "retrieved_at": source.retrieved_at.isoformat(), "sha256": source.digest,
        },
    }  # fmt: skip
