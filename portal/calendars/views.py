"""The public calculator of time limits."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render as render_page
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from portal.calendars.forms import TimeLimitForm
from portal.calendars.queries import CalendarMissing, calendar_for, sources_for, text_of
from portal.time_limits import Computation, TimeLimitError, compute
from portal.time_limits.labels import citation_of, kind_label, name_of
from portal.time_limits.sentences import date_in_words, render


@require_safe
def calculator(request: HttpRequest) -> HttpResponse:
    """Choose a rule and a day by GET; the last day with its working stands below."""
    language = get_language() or "zh-hant"
    asked = "rule" in request.GET
    form = TimeLimitForm(request.GET) if asked else TimeLimitForm()
    context: dict[str, Any] = {"form": form}
    status = 200
    if asked and form.is_valid():
        try:
            context["result"] = _result(_compute(form), language)
        except TimeLimitError as error:
            form.add_error(None, render(error.step, language))
        except CalendarMissing:
            context["calendar_missing"] = True
            status = 503
    if form.errors:
        status = 400
    return render_page(request, "calendars/calculator.html", context, status=status)


def _compute(form: TimeLimitForm) -> Computation:
    cleaned = form.cleaned_data
    rule = form.chosen
    return compute(
        rule,
        cleaned["start"],
        calendar=calendar_for(rule.calendar),
        extended_to=cleaned["extended_to"],
        exclude=cleaned["exclude"],
    )


def _result(computation: Computation, language: str) -> dict[str, Any]:
    rule = computation.rule
    years = range(
        computation.start.year, max(computation.due, computation.alternative or computation.due).year + 1
    )
    alternative = computation.alternative
    return {
        "name": name_of(rule).in_language(language),
        "citation": citation_of(rule).in_language(language),
        "kind": kind_label(rule.kind).in_language(language),
        "due_date": computation.due,
        "due": date_in_words(computation.due).in_language(language),
        "nominal": date_in_words(computation.nominal).in_language(language),
        "rolled": computation.rolled,
        "alternative": date_in_words(alternative).in_language(language) if alternative else "",
        "basis": computation.roll_basis,
        "provisional": computation.provisional,
        "working": [render(step, language) for step in computation.working],
        "sources": [
            {"source": text_of(edition, "source").in_language(language), "edition": edition}
            for edition in sources_for(rule.calendar, years)
        ],
    }
