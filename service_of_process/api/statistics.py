"""The open statistics of service as CSV."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from service_of_process.queries import statistics as queries

router = Router(tags=["service of documents"])


@router.get(
    "",
    summary="Service by month and route, as CSV",
    description="One line for each month, place and channel of the last twelve whole months: legs ended, served, not "
    "served, days that half of the served took at most. Codes, not words. An empty field is not told: the count is "
    "small, or another could be computed from it.",
    url_name="service-statistics",
    openapi_extra={"responses": {200: {"description": "CSV with a head line", "content": {"text/csv": {}}}}},
)
def statistics(request: HttpRequest) -> HttpResponse:
    """The lines of the page of statistics for machines."""
    found = queries.published(timezone.now())
    answer = HttpResponse("".join(queries.as_csv(found)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="service-statistics.csv"'
    answer["Cache-Control"] = "public, max-age=3600"
    return answer
