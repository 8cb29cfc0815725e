"""Open statistics for everybody: by month and route, with small counts not told."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from service_of_process.queries import statistics as queries


@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """The last twelve whole months; the same lines as the CSV of the API."""
    found = queries.published(timezone.now())
    return render(request, "service_of_process/statistics.html", {"published": found})
