"""The library's first page: search, results, and the works by jurisdiction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from foreign_law.forms.following import kept_query
from foreign_law.forms.searching import JURISDICTIONS, KINDS, SearchForm
from foreign_law.queries.cited_places import CitedPlace, not_held, place_cited
from foreign_law.queries.searching import Findings, FoundUnit, find
from foreign_law.views.shown import interface_language, today
from foreign_law.views.works import shelves
from i18n.languages import LANGUAGES, html_lang
from portal.search.engine import SearchAway, SearchError
from portal.search.notices import sentence

FACETS = ("jurisdiction", "language", "kind", "in_force", "year")
MOST_YEARS = 12
NOTHING: dict[str, Any] = {
    "text": "", "jurisdiction": "", "language": "", "kind": "", "year": None, "in_force": None, "work": "",
}  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """One value of a facet: how many units have it, and the address with it chosen or dropped."""

    label: str | Promise
    count: int
    address: str
    chosen: bool
    lang: str = ""


@dataclass(frozen=True)
class FacetBox:
    """A facet with its values."""

    name: str
    label: str
    choices: tuple[Choice, ...]


def search(request: HttpRequest) -> HttpResponse:
    """Search box, results grouped by work, or all works when nothing is asked."""
    form = SearchForm(request.GET)
    form.is_valid()
    ask = form.ask(today=today(), without=tuple(request.GET.getlist("without"))[:32])
    if ask.text and not (set(request.GET) - {"q"}):
        place = place_cited(ask.text)
        if place is not None:
            return HttpResponseRedirect(address_of(place))
    asked = ask != replace(ask, **NOTHING)
    context: dict[str, Any] = {"form": form, "ask": ask, "asked": asked}
    if not asked:
        return render(request, "foreign_law/search.html", {**context, "shelves": shelves()})
    try:
        findings = find(ask)
    except SearchError as error:
        context |= {"unready": True, "away": isinstance(error, SearchAway), "shelves": shelves()}
        return render(request, "foreign_law/search.html", context)
    context |= {
        "findings": findings,
        "facets": facet_boxes(request.GET, findings.facets),
        "expansions": expansion_switches(request.GET, findings),
        "notices": [sentence(notice) for notice in findings.plan.notices],
        "results": [
            (
                work,
                [(hit, hit_address(hit, ask.on)) for hit in work.hits],
                changed(request.GET, work=work.key) if work.total > len(work.hits) and not ask.work else "",
            )
            for work in findings.works
        ],
        "previous_page": changed(request.GET, page=str(ask.page - 1)) if ask.page > 1 else "",
        "next_page": changed(request.GET, page=str(ask.page + 1)) if findings.has_next else "",
        "without_expansions": changed(request.GET, expand="0"),
        "with_expansions": changed(request.GET, expand=None, without=None),
        "keep_query": kept_query(request.GET),
    }
    if not findings.total:
        context["not_held"] = not_held(ask.text)
    return render(request, "foreign_law/search.html", context)


def address_of(place: CitedPlace) -> str:
    """The address of a cited place in the language of the page."""
    base = reverse("law:search")
    key = f"{place.key}/" if place.key else ""
    return f"{base}{place.path}/{key}" + (f"#{place.anchor}" if place.anchor else "")


def hit_address(hit: FoundUnit, on: Any = None, language: str = "") -> str:
    """The reading page of a hit; the hit's own language is put beside the reader's."""
    parameters = QueryDict(mutable=True)
    if on and hit.version is not None:
        parameters["on"] = on.isoformat()
    beside = language or hit.unit.language
    if beside != interface_language() and hit.version is not None:
        parameters["with"] = beside
    query = f"?{parameters.urlencode()}" if parameters else ""
    return f"{reverse('law:search')}{hit.path}{query}" + (f"#{hit.anchor}" if hit.anchor else "")


def changed(query: QueryDict, **values: str | None) -> str:
    """The present query with some parameters exchanged (None: dropped); the page number goes unless given."""
    copy = query.copy()
    copy.pop("page", None)
    for name, value in values.items():
        copy.pop(name, None)
        if value is not None:
            copy[name] = value
    return f"?{copy.urlencode()}"


def facet_boxes(query: QueryDict, facets: Mapping[str, Mapping[str, int]]) -> list[FacetBox]:
    """The facets that can narrow the result, or that do so already."""
    titles = {
        "jurisdiction": _("Jurisdiction"), "language": _("Language of the text"), "kind": _("Kind"),
        "in_force": _("In force"), "year": _("Year"),
    }  # fmt: skip
    labels: dict[str, dict[str, Any]] = {
        "jurisdiction": dict(JURISDICTIONS), "language": dict(LANGUAGES), "kind": dict(KINDS),
        "in_force": {"yes": _("On that day, as far as held"), "no": _("Not, or not proved for that day")},
    }  # fmt: skip
    boxes = []
    for name in FACETS:
        counts = [
            (value, count)
            for value, count in facets.get(name, {}).items()
            if count and value not in ("", "0")
        ]
        if name == "year":
            counts = sorted(counts, reverse=True)[:MOST_YEARS]
        known = labels.get(name, {})
        choices = tuple(
            Choice(
                known.get(value, value), count,
                changed(query, **{name: None if query.get(name) == value else value}),
                query.get(name) == value, html_lang(value) if name == "language" else "",
            )
            for value, count in counts
        )  # fmt: skip
        if len(choices) > 1 or any(choice.chosen for choice in choices):
            boxes.append(FacetBox(name, titles[name], choices))
    return boxes


def expansion_switches(query: QueryDict, findings: Findings) -> list[tuple[Any, str]]:
    """Each related term with the address that leaves it out or takes it in again."""
    switches = []
    for expansion in findings.plan.expansions:
        left_out = [form for form in query.getlist("without") if form != expansion.form]
        copy = query.copy()
        copy.pop("page", None)
        copy.setlist("without", left_out + ([expansion.form] if expansion.used else []))
        switches.append((expansion, f"?{copy.urlencode()}"))
    return switches
