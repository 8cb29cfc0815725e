"""Works by jurisdiction, and one work with its contents."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from foreign_law.forms.searching import ReadingForm
from foreign_law.models import Expression, HeldVersion, Instrument, Jurisdiction
from foreign_law.queries.history import changed_provisions
from foreign_law.queries.reading import contents_at
from foreign_law.queries.works import holdings, work_at, work_cited, works
from foreign_law.views.following import button
from foreign_law.views.graph import of_work
from foreign_law.views.shown import interface_language, language_name, nearest
from i18n import languages


@dataclass(frozen=True)
class Spine:
    """A work on the shelf: its title in the nearest language, and the languages held."""

    work: Instrument
    shown: Expression
    expressions: tuple[Expression, ...]


@dataclass(frozen=True)
class Shelf:
    """The works of one jurisdiction."""

    jurisdiction: Jurisdiction
    spines: tuple[Spine, ...]


def shelves(jurisdiction: Jurisdiction | None = None) -> list[Shelf]:
    """All works by jurisdiction. Two queries."""
    found: dict[str, list[Spine]] = defaultdict(list)
    for work in works(jurisdiction):
        expressions = in_order(work)
        shown = nearest(expressions, interface_language())
        if shown is not None:
            found[work.jurisdiction].append(Spine(work, shown, expressions))
    return [Shelf(Jurisdiction(code), tuple(spines)) for code, spines in found.items()]


def in_order(work: Instrument) -> tuple[Expression, ...]:
    """The language versions of a work in the order of the language switch."""
    return tuple(sorted(work.expressions.all(), key=lambda one: languages.CODES.index(one.language)))


def place(request: HttpRequest, place: str) -> HttpResponse:
    """The works of one jurisdiction."""
    jurisdiction = Jurisdiction.from_place(place)
    if jurisdiction is None:
        raise Http404
    context = {"jurisdiction": jurisdiction, "shelves": shelves(jurisdiction)}
    return render(request, "foreign_law/place.html", context)


def work_or_404(place: str, slug: str) -> Instrument:
    """The work at an address."""
    work = work_at(place, slug)
    if work is None or not work.expressions.all():
        raise Http404
    return work


def instrument(request: HttpRequest, place: str, slug: str) -> HttpResponse:
    """A work: titles in all languages, contents, dates held, sources, what changed between two dates."""
    work = work_or_404(place, slug)
    form = ReadingForm(request.GET.dict())
    expressions = in_order(work)
    shown = nearest(expressions, interface_language())
    if shown is None:
        raise Http404
    on, compare = form.on_date, form.compare_date
    held = holdings(work)
    context: dict[str, Any] = {
        "work": work,
        "form": form,
        "on": on,
        "shown": shown,
        "expressions": expressions,
        "missing_language": language_name(interface_language())
        if shown.language != interface_language()
        else "",
        "contents": contents_at(work, on=on, language=shown.language),
        "held": _by_expression(held),
        "held_dates": _dates(held, shown),
        "approved_by": work_cited(work.approved_by_citation) if work.approved_by_citation else None,
        "is_excerpt": any(expression.excerpt for expression in expressions),
    }
    if compare is not None:
        second = on or max(context["held_dates"], default=compare)
        first, second = sorted((compare, second))
        changes = changed_provisions(work, language=shown.language, first=first, second=second)
        context |= {
            "first": first,
            "second": second,
            "changes": [change for change in changes if change.change != "same"],
            "unchanged": sum(change.change == "same" for change in changes),
        }
    context |= of_work(work) | button(request, work)
    return render(request, "foreign_law/instrument.html", context)


def _by_expression(held: list[HeldVersion]) -> list[tuple[Expression, list[HeldVersion]]]:
    grouped: dict[str, list[HeldVersion]] = defaultdict(list)
    for version in held:
        grouped[version.expression.language].append(version)
    return [(versions[0].expression, versions) for _language, versions in sorted(grouped.items())]


def _dates(held: list[HeldVersion], shown: Expression) -> list[date]:
    return [v.held_date for v in held if v.held_date is not None and v.expression_id == shown.pk]
