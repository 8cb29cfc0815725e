"""The desk's figures: requests by route, outcome and duration."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from foreign_law.queries.ascertainment import charts as figures
from foreign_law.viewsets.ascertainment.requests import pages, reader
from portal.desk.bars import Line, lying


@require_GET
def charts(request: HttpRequest) -> HttpResponse:
    """How often each route was used and with what result, which answers were given, how long they took."""
    actor, today = reader(request), timezone.localdate()
    routes, outcomes = figures.routes_of(actor, today), figures.outcomes(actor, today)
    most = max((line.opened for line in routes), default=1)
    all_answers = sum(line.count for line in outcomes) or 1
    words = {
        "title": _("Figures of ascertainment"), "pages": pages(actor), "routes": routes, "outcomes": outcomes,
        "by_route": lying(
            Line(line.opened / most, line.sufficient / most, line.label, f"{line.sufficient} / {line.opened}")
            for line in routes
        ),
        "by_outcome": lying(
            Line(1, line.count / all_answers, line.label, f"{line.count} / {all_answers}") for line in outcomes
        ),
    }  # fmt: skip
    return render(request, "foreign_law/ascertainment/staff/charts.html", words)
