"""Judgments: what is known of them, the official summary where one is held, the way to the court's own text."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from foreign_law.forms.judgments import JudgmentsForm
from foreign_law.models import Judgment, JudgmentText, Jurisdiction
from foreign_law.queries.graph import CitingLine, judgment_line, written_in
from foreign_law.queries.judgments import judgment_at, narrowed
from foreign_law.rules.alignment import rows
from foreign_law.rules.judgment_ids import shown_number
from foreign_law.views.court_names import known_court
from foreign_law.views.graph import of_judgment
from foreign_law.views.searching import changed
from foreign_law.views.shown import interface_language, language_name
from i18n import languages


def judgment_list(request: HttpRequest) -> HttpResponse:
    """The judgments, narrowed by jurisdiction, court, year and what they cite."""
    form = JudgmentsForm(request.GET)
    form.is_valid()
    asked = form.asked()
    found = narrowed(**asked)
    shelves: dict[Jurisdiction, list[CitingLine]] = defaultdict(list)
    for record in found.rows:
        shelves[Jurisdiction(record.jurisdiction)].append(judgment_line(record, interface_language()))
    context = {
        "form": form, "found": found, "asked": asked, "shelves": list(shelves.items()),
        "courts": [
            (code, known_court(code) or name or code.upper(), count, bool(name) and not known_court(code))
            for code, name, count in found.courts
        ],
        "is_narrowed": any(asked[name] for name in ("jurisdiction", "court", "year", "citing")),
        "previous_page": changed(request.GET, page=str(found.page - 1)) if found.page > 1 else "",
        "next_page": changed(request.GET, page=str(found.page + 1)) if found.has_next else "",
    }  # fmt: skip
    return render(request, "foreign_law/judgments.html", context)


def judgment(request: HttpRequest, key: str) -> HttpResponse:
    """One judgment; ``key`` is the place and the slug: ``mo-case-tsi-901-2031``."""
    place, _dash, slug = key.partition("-")
    record = judgment_at(place, slug)
    if record is None:
        raise Http404
    held = in_reading_order(record)
    entries = [text for text in held if text.kind == JudgmentText.Kind.ENTRY]
    texts = [text for text in held if text.kind != JudgmentText.Kind.ENTRY]
    context: dict[str, Any] = {
        "judgment": record, "texts": texts, "sources": texts or entries[:1], "rows": [], "names": record.names.all(),
        "entries": entries, "named": next(iter(texts or entries), None),
        "number": shown_number(record.citation_id),
        "number_language": written_in(shown_number(record.citation_id), record.citation_id),
        "court": known_court(record.court) or record.court_name or record.court.upper(),
        "proposition": next((text for text in entries if text.paragraphs), None),
        **of_judgment(record),
    }  # fmt: skip
    if texts:
        left = texts[0]
        right = next((text for text in texts[1:] if text.kind == left.kind), None)
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
    """The texts held, in the reader's language first, then the nearest."""
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
