"""The concordance for everybody: terms looked up, side by side, with passages; the term base as files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from foreign_law.documents.downloads import allowed_concepts
from foreign_law.documents.term_base import CSV_TYPE, TBX_TYPE, as_csv, as_tbx
from foreign_law.forms.concordance import FIELDS, DayForm, TermsForm
from foreign_law.models import Concept, ConceptForm, Jurisdiction
from foreign_law.queries import concordance as queries
from foreign_law.queries.redistribution import Permissions
from foreign_law.views.searching import changed, hit_address
from foreign_law.views.shown import interface_language, today
from i18n import languages
from portal.search.engine import SearchError

REGIONS: dict[str, str | Promise] = dict(Jurisdiction.choices)


@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    """The search box, fields and letters, and a page of concepts."""
    form = TermsForm(request.GET)
    form.is_valid()
    wanted = form.wanted()
    listed = queries.concepts(wanted)
    words = {
        "form": form, "listed": listed, "wanted": wanted,
        "rows": [(concept, head(concept), across(concept)) for concept in listed.concepts],
        "fields": [(code, FIELDS.get(code, code), count) for code, count in listed.fields],
        "previous_page": changed(request.GET, page=str(wanted.page - 1)) if wanted.page > 1 else "",
        "next_page": changed(request.GET, page=str(wanted.page + 1)) if listed.has_next else "",
    }  # fmt: skip
    return render(request, "foreign_law/terms.html", words)


@require_safe
def term(request: HttpRequest, slug: str) -> HttpResponse:
    """One concept in all languages and regions, and where its terms are used. A merged one leads on."""
    concept = queries.concept_at(slug)
    if concept is None:
        raise Http404
    if concept.slug != slug:
        return HttpResponseRedirect(reverse("law:term", args=[concept.slug]))
    form = DayForm(request.GET)
    on = form.cleaned_data.get("on") if form.is_valid() else None
    found: list[queries.Usage] | None
    try:
        found = queries.usage(concept, on=on, today=today())
    except SearchError:
        found = None
    region = queries.field_of(concept.domain)
    words: dict[str, Any] = {
        "concept": concept, "head": head(concept), "form": form, "on": on, "regions": _regions(concept),
        "rows": queries.side_by_side(concept), "region_words": REGIONS, "field": FIELDS.get(region, region),
        "field_code": region, "unready": found is None,
        "unused": [one.form for one in found or [] if not one.total],
        "usages": [
            (one, queries.phrase(one.form.text), [(hit, hit_address(hit, on)) for hit in one.hits])
            for one in found or []
            if one.total
        ],
    }  # fmt: skip
    return render(request, "foreign_law/term.html", words)


@require_safe
def tbx(request: HttpRequest) -> StreamingHttpResponse:
    """The term base as TBX, as far as it may be given out."""
    pieces = as_tbx(_allowed(), sources=[request.build_absolute_uri(reverse("law:terms"))])
    return _file(pieces, TBX_TYPE, "terms.tbx")


@require_safe
def csv(request: HttpRequest) -> StreamingHttpResponse:
    """The same as CSV; no cell is run as a formula."""
    return _file(as_csv(_allowed()), CSV_TYPE, "terms.csv")


def head(concept: Concept) -> ConceptForm | None:
    """The form by which the page calls a concept: the reader's language or the nearest, the same meaning first."""
    forms: list[ConceptForm] = [one for one in concept.living if one.text]  # type: ignore[attr-defined]  # prefetched
    own = interface_language()
    order = (own, *languages.FALLBACKS[own])
    ranked = sorted(forms, key=lambda one: (order.index(one.language), one.degree != "same"))
    return ranked[0] if ranked else None


def across(concept: Concept) -> list[ConceptForm]:
    """The other forms, in the order of the language switch, each wording once."""
    first = head(concept)
    seen = {(first.language, first.text)} if first else set()
    rest = []
    for form in sorted(concept.living, key=lambda one: languages.CODES.index(one.language)):  # type: ignore[attr-defined]
        if form.text and form.degree != "none" and (form.language, form.text) not in seen:
            seen.add((form.language, form.text))
            rest.append(form)
    return rest


def _regions(concept: Concept) -> list[str | Promise]:
    """The heads of the columns; none for forms of no region in particular."""
    return [REGIONS.get(code, "–") for code, _forms in queries.side_by_side(concept)[0].cells]


def _allowed() -> Iterator[Concept]:
    return allowed_concepts(Permissions())


def _file(pieces: Iterable[str], content_type: str, name: str) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(pieces, content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
