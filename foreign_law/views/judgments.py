"""Judgments: what is known of them, the official summary where one is held, the way to the court's own text."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from foreign_law.models import Judgment, JudgmentText, Jurisdiction
from foreign_law.queries.judgments import judgment_at, judgments
from foreign_law.rules.alignment import rows
from foreign_law.views.shown import interface_language, language_name
from i18n import languages


def judgment_list(request: HttpRequest) -> HttpResponse:
    """All judgments by jurisdiction."""
    found: dict[Jurisdiction, list[tuple[Judgment, JudgmentText | None]]] = defaultdict(list)
    for judgment in judgments():
        texts = in_reading_order(judgment)
        found[Jurisdiction(judgment.jurisdiction)].append((judgment, texts[0] if texts else None))
    return render(request, "foreign_law/judgments.html", {"shelves": list(found.items())})


def judgment(request: HttpRequest, key: str) -> HttpResponse:
    """One judgment; ``key`` is the place and the slug: ``mo-case-tsi-901-2031``."""
    place, _, slug = key.partition("-")
    record = judgment_at(place, slug)
    if record is None:
        raise Http404
    texts = in_reading_order(record)
    context: dict[str, Any] = {"judgment": record, "texts": texts, "rows": []}
    if texts:
        left = texts[0]
        right = texts[1] if len(texts) > 1 else None
        context |= {
            "left": left,
            "right": right,
            "rows": rows(_nodes(left), _nodes(right) if right else []),
            "missing_language": language_name(interface_language())
            if left.language != interface_language()
            else "",
        }
    return render(request, "foreign_law/judgment.html", context)


def in_reading_order(record: Judgment) -> list[JudgmentText]:
    """The summaries held, in the reader's language first, then the nearest."""
    wanted = interface_language()
    order = (wanted, *languages.FALLBACKS[wanted])
    held: list[JudgmentText] = record.current_texts  # type: ignore[attr-defined]  # prefetched by the query
    return sorted(held, key=lambda text: order.index(text.language))


def _nodes(text: JudgmentText) -> list[dict[str, Any]]:
    """The headnote and the numbered paragraphs as nodes that can face each other."""
    subjects = [{"a": "headnote", "kind": "text", "text": "; ".join(text.subjects)}] if text.subjects else []
    return subjects + [
        {**paragraph, "a": str(paragraph.get("a") or f"p{place}")}
        for place, paragraph in enumerate(text.paragraphs, 1)
    ]
